import Foundation

/// Runs what blocks (a process to its end, a pipe to its first line) on a thread of its own.
///
/// All tests of a process share as many threads as the machine has cores. One that blocks there holds up every other
/// test, while the programs they speak to run on, and some of those give up.
package func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
