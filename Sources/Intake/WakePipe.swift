import Glibc
import JobModel

/// Ends a wait from any thread.
final class WakePipe: Sendable {
  let reader: Int32
  private let writer: Int32

  init() throws(IntakeProblem) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw IntakeProblem("no-pipe", "The intake cannot start: \(systemMessage(errno)).")
    }
    (reader, writer) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(reader)
    close(writer)
  }

  /// A full pipe wakes as well: its error means nothing.
  func wake() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// - Returns: whether there was a wake since the last call.
  func drain() -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      var isWoken = false
      while read(reader, buffer.baseAddress, buffer.count) > 0 { isWoken = true }
      return isWoken
    }
  }
}
