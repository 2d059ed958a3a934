import Glibc
import Synchronization

/// The system calls by which the spool changes or reads the disk.
package enum SystemCall: String, Sendable, CaseIterable {
  case open, read, write, close, truncate, stat, list
  case sync, syncFolder, syncFileSystem
  case rename, unlink, makeFolder, removeFolder, setTimes, clone, link

  /// A call that was cut off by a signal is made again. `close` is not: on Linux the descriptor is gone.
  fileprivate var isRestarted: Bool { self != .close }
}

/// Makes a system call, again where a signal cut it off, and throws where it fails.
///
/// Every call of this target goes through here, so that tests can make each one fail and see the order in which they
/// were made.
///
/// - Parameters:
///   - subject: the path for the error, and for the trace.
///   - body: returns -1 and sets `errno` where it fails.
@inline(__always)
func perform<Result: SignedInteger>(
  _ call: SystemCall, on subject: @autoclosure () -> String, _ body: () -> Result
) throws(SpoolError) -> Result {
  while true {
    #if DEBUG
      let result = traced(call, on: subject(), body)
    #else
      let result = body()
    #endif
    if result != -1 { return result }
    let code = errno
    if code == EINTR && call.isRestarted { continue }
    throw SpoolError(.system(errno: code), call.rawValue, subject())
  }
}

#if DEBUG
  private func traced<Result: SignedInteger>(
    _ call: SystemCall, on subject: String, _ body: () -> Result
  ) -> Result {
    guard let tracer = CallTracer.current else { return body() }
    switch tracer.decide(call, on: subject) {
    case .pass: return body()
    case .fail(let code):
      errno = code
      return -1
    case .doThenFail(let code):
      _ = body()
      errno = code
      return -1
    }
  }

  /// Sees every system call of the spool made in its scope, and may make it fail. Only in debug builds.
  package final class CallTracer: Sendable {
    package struct Call: Hashable, Sendable, CustomStringConvertible {
      package var call: SystemCall
      package var subject: String
      package var description: String { "\(call.rawValue) \(subject)" }
    }

    package enum Decision: Sendable {
      case pass
      case fail(errno: Int32)
      /// The call is made, and reported as failed: what network file systems do when an answer is lost.
      case doThenFail(errno: Int32)
    }

    @TaskLocal package static var current: CallTracer?

    private let calls = Mutex<[Call]>([])
    private let rule: @Sendable (_ index: Int, _ call: Call) -> Decision

    /// - Parameter rule: is given the position of the call from 0 and the call, and says what becomes of it.
    package init(_ rule: @escaping @Sendable (_ index: Int, _ call: Call) -> Decision = { _, _ in .pass }) {
      self.rule = rule
    }

    /// The calls made so far, in order.
    package var trace: [Call] { calls.withLock { $0 } }

    fileprivate func decide(_ call: SystemCall, on subject: String) -> Decision {
      let call = Call(call: call, subject: subject)
      let index = calls.withLock { calls in
        calls.append(call)
        return calls.count - 1
      }
      return rule(index, call)
    }
  }
#endif
