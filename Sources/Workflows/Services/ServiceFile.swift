import Glibc
import SystemPackage

/// A file with services, read again when it has changed.
struct ServiceFile: Sendable {
  /// What tells one content of a file from another without reading it.
  private struct Mark: Hashable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }

  private var mark: Mark?
  /// A change within the clock's grain of the reading may not show: then it is read again.
  private var isSettled = false
  private(set) var services: Result<WorkflowServices, WorkflowError> = .success(WorkflowServices())

  /// - Returns: whether the file is there.
  mutating func refresh(
    _ path: FilePath, read: (FilePath) throws(WorkflowError) -> WorkflowServices
  ) -> Bool {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else {
      self = ServiceFile()
      return false
    }
    let now = Mark(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_ctim.tv_sec,
      nanoseconds: status.st_ctim.tv_nsec)
    if now == mark, isSettled { return true }
    isSettled = time(nil) > now.seconds + 1
    mark = now
    do throws(WorkflowError) {
      services = .success(try read(path))
    } catch {
      services = .failure(error)
    }
    return true
  }
}
