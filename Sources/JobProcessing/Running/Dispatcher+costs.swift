package import JobModel
import Logging
import Spool
import Workflows

extension Dispatcher {
  /// Jobs whose rows had run before this process knew them: what they cost stands in their files.
  package func takeCostChores() -> [JobID] {
    defer { choreQueue.costs = [] }
    return choreQueue.costs.sorted()
  }

  /// Adds up what a job's rows have cost, a group at a time. None of its rows starts before that.
  package func countCosts(of id: JobID) async {
    guard let job = active[id], !job.areCostsKnown else { return }
    for group in Array(job.manifest.rows).groups(of: JobRows.groupSize) {
      do {
        let costs = try await threads.run { [rows = job.rows] in
          try group.compactMap { row -> RowCost? in
            guard let (history, folder) = try rows.read(row, in: [.done, .failed, .pending]) else { return nil }
            guard folder == .done || history.cost != nil, !history.isCarried else { return nil }
            return RowCost(cost: history.cost)
          }
        }
        for row in costs { scheduler[id]?.budget.add(row.cost) }
      } catch {
        // A sum that is not known must not let a job pass its ceiling: it is counted again.
        note(trouble: error)
        scheduler[id]?.budget.startAgain()
        choreQueue.costs.insert(id)
        return
      }
    }
    job.areCostsKnown = true
    refreshHold(of: id)
    changed.raise()
  }

  private struct RowCost {
    var cost: Double?
  }

  /// Adds what an attempt has cost.
  func charge(_ history: TaskHistory, of job: ActiveJob) {
    // A row that did not come to its work says nothing about prices.
    guard history.attemptCost != nil || history.folder == .done else { return }
    let isNew = history.cost == history.attemptCost
    scheduler[job.id]?.budget.add(history.attemptCost, isNew: isNew)
  }

  /// Tells people once that a job has reached its ceiling.
  func noteCeiling(of id: JobID) {
    guard let job = active[id], let sentence = ceilingSentence(of: job) else { return }
    guard !job.isCeilingTold else { return }
    job.isCeilingTold = true
    note("on-hold", reason: sentence, in: job)
    log.notice("\(sentence)", metadata: ["job": "\(id)"])
    guard job.hasStarted else { return }
    choreQueue.resultsSoFar.insert(id)
    chores.results.raise()
  }

  /// - Returns: `nil` where a further row fits, or rows still run whose cost is not known.
  func ceilingSentence(of job: ActiveJob) -> Message? {
    guard job.areCostsKnown, job.running.isEmpty, job.table.count(.pending) > 0,
      let budget = scheduler[job.id]?.budget, budget.isExhausted, let ceiling = budget.ceiling
    else { return nil }
    let currency = job.definition.estimate?.currency.map { " \($0)" } ?? ""
    let (spent, limit) = (Self.money(budget.spent), Self.money(ceiling) + currency)
    let reached: Message =
      if let price = budget.perRow {
        """
        The job's cost ceiling is reached: \(spent) of \(limit) are spent, and a row costs about \
        \(Self.money(price) + currency).
        """
      } else {
        "The job's cost ceiling is reached: \(spent) of \(limit) are spent."
      }
    let more = Self.money(job.givenMaxCost ?? ceiling) + currency
    return .sentences([reached, "'resume' lets it spend \(more) more; 'set' gives it another ceiling."])
  }

  private static func money(_ amount: Double) -> String {
    CellValue.shortestText(of: (amount * 10_000).rounded() / 10_000)
  }

  /// Fills in what a `resume` means for the job as it stands, so that it means the same whenever it is read: at its
  /// ceiling it allows as much again; a job that waits goes on, and its trial still holds.
  func filledIn(_ order: Order, for id: JobID) -> Order {
    guard order.verb == .resume, let job = active[id], !job.orders.isPaused,
      job.hold(at: .now, isTrialDone: scheduler[id]?.isTrialDone ?? false) == nil, wait(of: job) != nil
    else { return order }
    var order = order
    order.isOnlyTry = true
    guard ceilingSentence(of: job) != nil, let given = job.givenMaxCost, let budget = scheduler[id]?.budget else {
      return order
    }
    order.maxCost = max(budget.ceiling ?? 0, budget.spent) + max(given, budget.perRow ?? 0)
    return order
  }
}
