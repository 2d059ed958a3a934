/// A guard that the kernel may or may not offer.
package enum Protection: String, Sendable, CaseIterable {
  /// Landlock: only named files and folders.
  case fileAccess
  /// Landlock, ABI 6: no signals to processes outside.
  case signals
  /// Seccomp: no sockets, no other dangerous system calls.
  case systemCalls
}

/// A protection that this machine lacks, and why.
package struct MissingProtection: Hashable, Sendable {
  package var protection: Protection
  /// A sentence for the administrator.
  package var reason: String
}

package enum Protections {
  /// What this kernel offers, for `doctor`. It changes nothing.
  package static func missing() -> [MissingProtection] {
    var missing = Landlock.missing(version: Landlock.version())
    if !SystemCallFilter.isAvailable {
      missing.append(
        MissingProtection(
          protection: .systemCalls,
          reason: "The kernel has no seccomp filters: children that read foreign files may open sockets."))
    }
    return missing
  }

  package static func available() -> [Protection] {
    let missing = Set(missing().map(\.protection))
    return Protection.allCases.filter { !missing.contains($0) }
  }
}
