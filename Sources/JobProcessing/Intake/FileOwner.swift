import Glibc
import SystemPackage

/// Who owns a dropped file: over Samba, the person who copied it.
enum FileOwner {
  /// The login name; the number where there is none. The C functions are `lstat` and `getpwuid_r`.
  static func name(of path: FilePath) -> String {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return "unknown" }
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 4096)
    guard getpwuid_r(status.st_uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
      return String(status.st_uid)
    }
    return String(cString: entry.pw_name)
  }
}

/// Room on a file system.
enum FreeSpace {
  /// Bytes that may still be written; `nil` where it cannot be told. The C function is `statvfs`.
  static func bytes(at path: FilePath) -> Int? {
    var facts = statvfs()
    guard path.withPlatformString({ statvfs($0, &facts) }) == 0 else { return nil }
    return Int(facts.f_bavail) * Int(facts.f_frsize)
  }
}
