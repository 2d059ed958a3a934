package import JobModel
import Synchronization

/// Warm children of one program, which answer JSON lines with JSON lines.
///
/// A request gets a member `id`, a number; the reply must be one line, a JSON object, with the same `id` (it may be
/// left out). A worker that answers twice, out of turn, in bad JSON or UTF-8 or at too great a length is killed and
/// replaced, and its request fails. The protocol is ours.
package final class WorkerPool: Sendable {
  private typealias Lease = Result<LineWorker, ContainmentError>

  private struct Storage {
    var decisions: PoolState
    var workers: [Int: LineWorker] = [:]
    var tasks: [Int: Task<Void, Never>] = [:]
    var waiters: [Int: CheckedContinuation<Lease, Never>] = [:]
    var nextNumber = 1

    mutating func forget(_ worker: Int) {
      workers[worker] = nil
      tasks[worker] = nil
    }
  }

  private let program: ChildProgram
  private let options: WorkerOptions
  private let containment: ContainmentOptions
  private let storage: Mutex<Storage>

  /// Starts nothing yet: the first call does, or `warmUp`.
  package init(_ program: ChildProgram, options: WorkerOptions, containment: ContainmentOptions) {
    self.program = program
    self.options = options
    self.containment = containment
    storage = Mutex(Storage(decisions: PoolState(count: options.count, keepReady: options.keepReady)))
  }

  /// Starts the workers that are to be kept ready.
  package func warmUp() {
    perform { $0.decisions.warmUp() }
  }

  /// Asks one worker and waits for its answer; callers wait their turn, first come first served.
  ///
  /// Cancelling the calling task kills the worker that works for it.
  ///
  /// - Parameters:
  ///   - request: its member `id` is replaced.
  ///   - deadline: counted from when a worker has the request; the worker's process group is killed then.
  /// - Returns: the reply without its `id`.
  /// - Throws: `programNotFound`, `programNotExecutable`, `startFailed`; `deadlinePassed`, `badReply`, `cancelled`,
  ///   `shutDown`; `endedEarly`, `crashed` or `limitReached` where the worker died, with the end of its stderr.
  package func call(_ request: JSONObject, deadline: Duration) async throws(ContainmentError) -> JSONObject {
    let number = nextNumber()
    var request = request
    request["id"] = .integer(Int64(number))
    var writer = JSONWriter()
    writer.write(request)
    writer.endLine()
    while true {
      let worker = try await lease(waiter: number).get()
      // Cancelled after its turn had come: the worker has seen nothing yet.
      guard !Task.isCancelled else {
        giveBack(worker, isGood: false)
        throw failure(.cancelled)
      }
      let answer = await worker.exchange(writer.bytes, number: number, deadline: deadline)
      giveBack(worker, isGood: (try? answer?.get()) != nil)
      // A worker may spoil itself between two requests; then another one is asked.
      if let answer { return try answer.get() }
    }
  }

  /// Ends all workers: their stdin is closed, then SIGTERM, then SIGKILL, one grace apart. Requests under way have
  /// that long to be answered; waiting ones are refused.
  package func shutDown() async {
    let (refused, tasks) = storage.withLock { storage in
      let (waiters, actions) = storage.decisions.shutDown()
      let refused = waiters.compactMap { storage.waiters.removeValue(forKey: $0) }
      for case .retire(let worker) in actions { storage.workers[worker]?.retire() }
      return (refused, Array(storage.tasks.values))
    }
    for waiter in refused { waiter.resume(returning: .failure(failure(.shutDown))) }
    for task in tasks {
      // Only a pause before a start is cut short by this.
      task.cancel()
      await task.value
    }
  }

  // MARK: Turns

  private func nextNumber() -> Int {
    storage.withLock { storage in
      defer { storage.nextNumber += 1 }
      return storage.nextNumber
    }
  }

  private func lease(waiter: Int) async -> Lease {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isShutDown = storage.withLock { storage in
          if !storage.decisions.isShutDown { storage.waiters[waiter] = continuation }
          return storage.decisions.isShutDown
        }
        guard !isShutDown else { return continuation.resume(returning: .failure(failure(.shutDown))) }
        perform { $0.decisions.wait(waiter) }
        // The handler below may have run before there was anyone to wake.
        if Task.isCancelled { cancel(waiter) }
      }
    } onCancel: {
      cancel(waiter)
    }
  }

  private func cancel(_ waiter: Int) {
    let continuation = storage.withLock { storage in
      storage.decisions.leave(waiter) ? storage.waiters.removeValue(forKey: waiter) : nil
    }
    continuation?.resume(returning: .failure(failure(.cancelled)))
  }

  private func giveBack(_ worker: LineWorker, isGood: Bool) {
    perform { $0.decisions.finished(worker.number, isUsable: worker.isUsable, isGood: isGood) }
  }

  private func failure(_ code: ContainmentError.Code) -> ContainmentError {
    ContainmentError(code, operation: "ask the program", subject: program.name)
  }

  // MARK: Carrying out

  private func perform(_ decide: (inout Storage) -> [PoolState.Action]) {
    let gifts = storage.withLock { storage in
      var gifts: [(CheckedContinuation<Lease, Never>, LineWorker)] = []
      for action in decide(&storage) {
        switch action {
        case .start(let number, let pause): start(number, after: pause, &storage)
        case .retire(let number): storage.workers[number]?.retire()
        case .give(let number, let waiter):
          guard let worker = storage.workers[number], let continuation = storage.waiters.removeValue(forKey: waiter)
          else { continue }
          gifts.append((continuation, worker))
        }
      }
      return gifts
    }
    for (continuation, worker) in gifts { continuation.resume(returning: .success(worker)) }
  }

  private func start(_ number: Int, after pause: Duration, _ storage: inout Storage) {
    let worker = LineWorker(number: number, program: program, options: options)
    storage.workers[number] = worker
    // A worker outlives the call that starts it: `shutDown` awaits it.
    storage.tasks[number] = Task { await self.live(worker, after: pause) }
  }

  private func live(_ worker: LineWorker, after pause: Duration) async {
    do throws(ContainmentError) {
      if pause > .zero { try await sleep(pause) }
      try await worker.live(containment) { self.perform { $0.decisions.opened(worker.number) } }
      perform { storage in
        storage.forget(worker.number)
        return storage.decisions.ended(worker.number, hadAnswered: worker.answered > 0)
      }
    } catch {
      let refused = storage.withLock { storage in
        storage.forget(worker.number)
        return storage.decisions.startFailed(worker.number).compactMap { storage.waiters.removeValue(forKey: $0) }
      }
      for waiter in refused { waiter.resume(returning: .failure(error)) }
    }
  }

  private func sleep(_ pause: Duration) async throws(ContainmentError) {
    do { try await ContinuousClock().sleep(for: pause) } catch { throw failure(.shutDown) }
  }
}
