import Dispatch
import Glibc
import SystemPackage

/// Waits for a process to end without a thread for each: Dispatch polls its descriptor (`pidfd_open`).
enum ProcessExit {
  /// Returns when the process that `descriptor` stands for has ended; it is not reaped.
  ///
  /// - Parameter descriptor: a pidfd; this function takes a copy.
  /// - Throws: the system's reason where the descriptor cannot be copied.
  static func wait(_ descriptor: Int32) async throws(Errno) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw Errno(rawValue: errno) }
    let source = DispatchSource.makeReadSource(fileDescriptor: copy, queue: .global())
    await withCheckedContinuation { continuation in
      // A pidfd stays readable: the source is cancelled at its first event.
      source.setEventHandler { source.cancel() }
      source.setCancelHandler {
        close(copy)
        continuation.resume()
      }
      source.activate()
    }
  }
}
