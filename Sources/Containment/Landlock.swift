import CSystemShims
import Glibc
import SystemPackage

/// Landlock, the kernel's own sandbox for files (linux/landlock.h; Documentation/userspace-api/landlock.rst).
enum Landlock {
  /// The kernel's ABI; 0 where Landlock is absent or switched off.
  static func version() -> Int {
    max(0, Int(rowspool_landlock_version()))
  }

  static func missing(version: Int) -> [MissingProtection] {
    if version < 1 {
      return [
        MissingProtection(
          protection: .fileAccess,
          reason: "The kernel has no Landlock: children that read foreign files may read other files too."),
        MissingProtection(
          protection: .signals, reason: "The kernel has no Landlock: children may send signals to the server."),
      ]
    }
    if version < 6 {
      return [
        MissingProtection(
          protection: .signals,
          reason: "The kernel's Landlock (ABI \(version)) is older than 6: children may send signals to the server.")
      ]
    }
    return []
  }

  /// Restricts the calling thread, and what it starts from now on, to `access`; `no_new_privs` must be set.
  static func restrict(
    to access: FileAccess, allowSockets: Bool, allowExec: Bool, version: Int
  ) throws(ContainmentError) {
    let rights = Rights(version: version, allowExec: allowExec)
    var rules = rowspool_landlock_ruleset(
      files: rights.handled, network: allowSockets ? 0 : Rights.tcp, scopes: Rights.scopes)
    // Older kernels know a shorter structure and refuse a longer one.
    let size = version >= 6 ? 24 : version >= 4 ? 16 : 8
    let ruleset = rowspool_landlock_create(&rules, size)
    guard ruleset >= 0 else { throw failure("make a Landlock ruleset", "this process") }
    defer { close(ruleset) }
    for path in access.readable { try allow(path, rights.readable, rights, ruleset) }
    for path in access.writable { try allow(path, rights.handled, rights, ruleset) }
    guard rowspool_landlock_restrict(ruleset) == 0 else {
      throw failure("restrict this process to its files", "Landlock")
    }
  }

  private static func allow(
    _ path: FilePath, _ wanted: UInt64, _ rights: Rights, _ ruleset: Int32
  ) throws(ContainmentError) {
    let descriptor = path.withPlatformString { rowspool_open_place($0) }
    // What is not there cannot be touched either way.
    if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return }
    guard descriptor >= 0 else { throw failure("open a path that a child may use", path.string) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("open a path that a child may use", path.string) }
    // A rule on a file may only name the rights that files have.
    let isFolder = status.st_mode & 0o170000 == 0o040000
    let allowed = isFolder ? wanted : wanted & rights.ofFiles
    guard rowspool_landlock_allow(ruleset, descriptor, allowed) == 0 else {
      throw failure("allow a path to a child", path.string)
    }
  }

  private static func failure(_ operation: String, _ subject: String) -> ContainmentError {
    ContainmentError(.limitNotSet, operation: operation, subject: subject, errno: Errno(rawValue: errno))
  }

  /// The kernel's bits (`LANDLOCK_ACCESS_*`, `LANDLOCK_SCOPE_*`).
  private struct Rights {
    /// Binding and connecting.
    static let tcp: UInt64 = 0b11
    /// Abstract local sockets and signals, of processes outside.
    static let scopes: UInt64 = 0b11

    private static let execute: UInt64 = 1 << 0
    private static let writeFile: UInt64 = 1 << 1
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3
    private static let renameBetweenFolders: UInt64 = 1 << 13
    private static let truncate: UInt64 = 1 << 14
    private static let deviceControl: UInt64 = 1 << 15

    /// Everything that this kernel can forbid.
    var handled: UInt64
    var readable: UInt64
    /// Those that a rule on a single file may name.
    var ofFiles: UInt64

    init(version: Int, allowExec: Bool) {
      handled = (1 << 13) - 1
      if version >= 2 { handled |= Self.renameBetweenFolders }
      if version >= 3 { handled |= Self.truncate }
      if version >= 5 { handled |= Self.deviceControl }
      readable = Self.readFile | Self.readFolder | (allowExec ? Self.execute : 0)
      ofFiles = (Self.execute | Self.writeFile | Self.readFile | Self.truncate | Self.deviceControl) & handled
    }
  }
}
