import Dispatch
import Synchronization

/// Runs blocking calls (files read, written, mapped) off Swift's cooperative threads, of which there is one a core.
enum BlockingWork {
  private static let queues = (1...4).map { DispatchQueue(label: "rowspool.http-files.\($0)") }
  private static let turn = Atomic<Int>(0)

  static func run<Value: Sendable, Problem: Error>(
    _ body: @escaping @Sendable () throws(Problem) -> Value
  ) async throws(Problem) -> Value {
    let queue = queues[turn.wrappingAdd(1, ordering: .relaxed).newValue & 3]
    let result: Result<Value, Problem> = await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: Result { () throws(Problem) in try body() })
      }
    }
    return try result.get()
  }
}
