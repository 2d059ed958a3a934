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
      files: rights.handled, network: allowSockets ? 0 : rowspool_landlock_tcp, scopes: rowspool_landlock_scopes)
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
    let descriptor = path.withPlatformString { open($0, rowspool_open_path) }
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

  private struct Rights {
    var handled: UInt64
    var readable: UInt64
    var ofFiles: UInt64

    init(version: Int, allowExec: Bool) {
      // Bits 0 to 12 came with ABI 1, renaming between folders with 2, truncation with 3, device ioctls with 5.
      handled = (1 << 13) - 1
      if version >= 2 { handled |= UInt64(LANDLOCK_ACCESS_FS_REFER) }
      if version >= 3 { handled |= rowspool_landlock_truncate }
      if version >= 5 { handled |= rowspool_landlock_device_ioctl }
      let execute: UInt64 = 1 << 0
      let readFile: UInt64 = 1 << 2
      let readFolder: UInt64 = 1 << 3
      readable = readFile | readFolder | (allowExec ? execute : 0)
      let writeFile: UInt64 = 1 << 1
      ofFiles =
        (execute | writeFile | readFile | rowspool_landlock_truncate | rowspool_landlock_device_ioctl) & handled
    }
  }
}
