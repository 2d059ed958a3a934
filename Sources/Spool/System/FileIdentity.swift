import CFileCalls
import Glibc
package import SystemPackage

/// Tells a file or folder from every other one that has or had its name.
///
/// Neither its time nor its inode alone can: a copy keeps the time of its original, and the inode of a removed file is
/// given out again. When it was made is unique; where a file system does not say, its last change stands for that.
package struct FileIdentity: Hashable, Sendable, CustomStringConvertible {
  /// Stays the same while it is written to.
  package let description: String
  /// Changes when it is written to.
  package let version: String
  /// Nanoseconds since 1970 of its last change of any kind: of its coming here, if nobody has touched it since.
  package let changed: Int64

  /// - Returns: `nil` where nothing is there, or it cannot be looked at. The C functions are `lstat` and `statx`.
  package init?(_ path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return nil }
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    var (seconds, nanoseconds) = (Int64(status.st_ctim.tv_sec), UInt32(status.st_ctim.tv_nsec))
    _ = path.withPlatformString { rowspool_birth($0, &seconds, &nanoseconds) }
    description = "\(status.st_ino)-\(seconds).\(nanoseconds)"
    version = "\(description)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)-\(status.st_size)"
  }
}
