import Glibc
import Synchronization

/// A thread of its own for calls that block on the disk, as an executor.
///
/// As an actor's executor it keeps that actor's disk calls off Swift's cooperative threads, of which there are only as
/// many as cores. It lives as long as the process: nothing is gained by ending it, and an actor may still need it.
package final class FileThread: SerialExecutor, TaskExecutor, Sendable {
  private let queue: JobQueue

  package init() {
    queue = JobQueue()
    queue.startThread()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), on: self)
  }
}

/// A few threads for blocking calls, as a task's preferred executor.
package final class FileThreads: TaskExecutor, Sendable {
  private let queue: JobQueue

  package init(count: Int) {
    queue = JobQueue()
    for _ in 0..<count { queue.startThread() }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), on: self)
  }

  /// Hands a blocking call to one of the threads.
  package func submit(_ body: @escaping @Sendable () -> Void) {
    queue.append(body)
  }

  /// Runs a blocking call on one of the threads.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.append { continuation.resume(with: Result { try body() }) }
    }
  }

  /// Runs a blocking call that does not throw.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.append { continuation.resume(returning: body()) }
    }
  }
}

/// Work for one or more threads, first come, first served.
private final class JobQueue: Sendable {
  private let work = Mutex<[@Sendable () -> Void]>([])
  private let available = Semaphore()

  func append(_ body: @escaping @Sendable () -> Void) {
    work.withLock { $0.append(body) }
    available.signal()
  }

  func append(_ job: UnownedJob, on executor: FileThread) {
    append {
      job.runSynchronously(
        isolatedTo: executor.asUnownedSerialExecutor(), taskExecutor: executor.asUnownedTaskExecutor())
    }
  }

  func append(_ job: UnownedJob, on executor: FileThreads) {
    append { job.runSynchronously(on: executor.asUnownedTaskExecutor()) }
  }

  func startThread() {
    var thread = pthread_t()
    let queue = Unmanaged.passRetained(self).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { @Sendable context in
        guard let context else { return nil }
        let queue = Unmanaged<JobQueue>.fromOpaque(context).takeRetainedValue()
        while true { queue.runNext() }
      }, queue)
    precondition(status == 0, "the process starts with room for its own threads")
    pthread_detach(thread)
  }

  private func runNext() {
    available.wait()
    let body = work.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    body?()
  }
}
