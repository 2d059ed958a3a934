import Glibc
import SystemPackage

/// Asks the file system for room before a workbook is closed.
///
/// Closing writes the rows twice, once as the sheet and once compressed. Where that fails the library leaves files open
/// and memory lost; a server that waits for room would run out of descriptors. So the room is asked for first.
enum SpaceReservation {
  /// Takes `bytes` in `folder` and gives them back at once.
  ///
  /// - Throws: `ResultsError` of code `full` where there is no such room, by `posix_fallocate`, which knows quotas too.
  static func check(_ bytes: Int, in folder: FilePath, for workbook: String) throws(ResultsError) {
    var name = Array(folder.appending(".room-XXXXXX").string.utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      throw ResultsError(errno: errno, workbook: workbook, while: "making a temporary file")
    }
    unlink(name)
    let status = posix_fallocate(descriptor, 0, max(1, off_t(bytes)))
    close(descriptor)
    // EINVAL and EOPNOTSUPP: a file system that cannot say beforehand. Then the writes themselves will tell.
    if status != 0 && status != EINVAL && status != EOPNOTSUPP {
      throw ResultsError(errno: status, workbook: workbook, while: "asking for room")
    }
  }
}
