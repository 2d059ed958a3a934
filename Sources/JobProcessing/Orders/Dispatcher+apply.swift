package import JobModel
import Logging
import Spool

extension Dispatcher {
  /// Moves the rows of a job's open orders, a group at a time, so that other work comes in between.
  package func applyOrders(of id: JobID) async {
    while let job = active[id], let order = job.orders.open.first {
      do {
        let count = order.verb == .retry ? try await requeue(order, in: job) : try await cancelRows(of: job)
        try job.folder.recordApplied(order.id, note: "\(count) rows")
        active[id]?.orders.markApplied(order.id)
      } catch {
        note(trouble: error)
        choreQueue.ordersToApply.insert(id)
        return
      }
    }
    // A row that was running when its job was cancelled, and asked to be tried again.
    if let job = active[id], job.orders.isCancelled, job.table.count(.pending) > 0 {
      do {
        _ = try await cancelRows(of: job)
      } catch {
        note(trouble: error)
        choreQueue.ordersToApply.insert(id)
      }
    }
    settle(id)
    changed.raise()
  }

  private func cancelRows(of job: ActiveJob) async throws -> Int {
    for stop in active[job.id]?.running.values ?? [:].values { stop.request(.cancelled) }
    _ = scheduler[job.id]?.queue.removeAll()
    var count = 0
    for group in job.table.rows(in: .pending).groups(of: JobRows.groupSize) {
      let ended = try await threads.run { [rows = job.rows] in try rows.endWaiting(group, with: Ending(.cancelled)) }
      for row in ended { active[job.id]?.table[row] = .failed }
      job.book.cancelled(ended)
      noteManyRows(of: job.id)
      // A row that was final already (it failed validation) is moved by the same rule.
      for row in Set(group).subtracting(ended) where active[job.id]?.table[row] == .pending {
        if case .alreadyFinal(let history, let ending) = try job.rows.claim(row, forced: true) {
          active[job.id]?.table[row] = ending.outcome.folder
          job.book.note(history, picture: job.pictureColumn)
        }
      }
      count += ended.count
    }
    return count
  }

  private func requeue(_ order: Order, in job: ActiveJob) async throws -> Int {
    let folders: [RowFolder] = order.rows == nil ? [.failed] : [.failed, .done]
    let candidates = folders.flatMap { job.table.rows(in: $0) }.sorted()
      .filter { order.rows?.contains($0) ?? true }
    let takesUnknown = order.rows != nil || order.unknownToo == true
    let isAgain = order.again == true
    var requeue = Requeue(order: order.id, by: order.by, values: order.values ?? [:])
    requeue.isAfresh = isAgain
    var count = 0
    for group in candidates.groups(of: JobRows.groupSize) {
      let queued = try await threads.run { [rows = job.rows, requeue] in
        try rows.requeue(group, requeue) { ending in
          switch ending.outcome {
          case .failed, .cancelled: true
          case .unknown: takesUnknown
          // Good results are only given up for the sake of other values, or where a person says so.
          case .done, .warning: isAgain || !requeue.values.isEmpty
          case .retry: false
          }
        }
      }
      for row in queued { active[job.id]?.table[row] = .pending }
      job.book.requeued(queued)
      noteManyRows(of: job.id)
      scheduler[job.id]?.queue.insert(queued)
      count += queued.count
      changed.raise()
    }
    refreshHold(of: job.id)
    return count
  }
}

extension Array {
  func groups(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
