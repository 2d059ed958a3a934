import Glibc

/// A call on the spool that did not work, or something in the spool that is not as it must be.
package struct SpoolError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// A system call failed.
    case system(errno: Int32)
    /// The folder is no spool.
    case notASpool
    /// The spool's format is another version's.
    case unknownFormat
    /// Another process serves the spool.
    case locked
    /// A share is not there: its sentinel is missing.
    case shareMissing
    /// A file of the spool does not hold what it must.
    case damaged
    /// What was asked for is not there.
    case notFound
  }

  package var code: Code
  /// What was being done: `rename`, `read the manifest`.
  package var operation: String
  /// To what, as a path below the spool.
  package var subject: String
  /// More, in words, where the code does not say all.
  package var reason: String?

  package init(_ code: Code, _ operation: String, _ subject: String, reason: String? = nil) {
    self.code = code
    self.operation = operation
    self.subject = subject
    self.reason = reason
  }

  package var errno: Int32? {
    if case .system(let errno) = code { errno } else { nil }
  }

  /// Whether the call found no room: the disk or a quota is full, or there are no inodes.
  package var isNoSpace: Bool { errno == ENOSPC || errno == EDQUOT }

  package var description: String {
    switch code {
    case .system(let errno):
      "Could not \(operation) \(subject): \(reason ?? String(cString: strerror(errno))) (errno \(errno))."
    default: reason ?? "Could not \(operation) \(subject)."
    }
  }
}
