/// A row file read from its first line to its last: what is known of the row.
package struct TaskHistory: Hashable, Sendable {
  package let record: TaskRecord
  /// Complete lines, the task's own included. Of two copies of a row file the one with more lines wins.
  package private(set) var lineCount = 1
  /// The last event; `nil` for a row that was never touched.
  package private(set) var last: TaskLine?
  /// The number of the last attempt started; 0 before the first.
  package private(set) var attempt = 0
  /// Attempts that ended in `retry` and count against the allowed number, since the row was last queued by a person.
  package private(set) var attemptsUsed = 0
  /// Attempts cut off since the row was last queued by a person, those that go on with a remote id left out.
  package private(set) var interruptions = 0
  /// Steps that ended well and are not run again.
  package private(set) var steps: [StepResult] = []
  /// The step whose unrepeatable request went out and whose result is not known.
  package private(set) var sentStep: Int?
  /// The attempt that sent it.
  package private(set) var sentAttempt: Int?
  /// A person, or the workflow, wants the row run again although nobody knows what became of its request, and nothing
  /// was sent since.
  package private(set) var mayRepeat = false
  /// Ids that services gave to work of steps not ended, by step.
  package private(set) var remoteIDs: [Int: String] = [:]
  /// The last attempt that ended left it open what became of its request.
  private var isUnknown = false
  /// Orders that queued the row again.
  package private(set) var orders: [String] = []
  /// Input values, changed by requeues.
  package private(set) var values: JSONObject
  /// The time spent in attempts that ended, in milliseconds.
  package private(set) var runningMilliseconds: Int64 = 0
  /// What its steps have cost so far, in every attempt, in the workflow's currency; `nil` where none said.
  package private(set) var cost: Double?
  /// The same of the present or last attempt.
  package private(set) var attemptCost: Double?
  /// When the present or last attempt started.
  package private(set) var startedAt: Timestamp?

  package init(_ record: TaskRecord) {
    self.record = record
    values = record.values
  }

  /// Adds the next line.
  package mutating func append(_ line: TaskLine) {
    lineCount += 1
    last = line
    switch line.event {
    case .start(let number):
      attempt = max(attempt, number)
      attemptCost = nil
      startedAt = line.at
    case .sent(let step):
      sentStep = step
      sentAttempt = attempt
      mayRepeat = false
    case .remote(let step, let id?): remoteIDs[step] = id
    case .remote(let step, nil): settle(step: step)
    case .step(let result):
      steps.removeAll { $0.number == result.number }
      steps.append(result)
      if let added = result.cost {
        cost = (cost ?? 0) + added
        attemptCost = (attemptCost ?? 0) + added
      }
      settle(step: result.number)
    case .end(let ending): end(ending, at: line.at)
    case .interrupted: if remoteIDs.isEmpty { interruptions += 1 }
    case .released: break
    case .requeue(let requeue): queueAgain(requeue)
    }
  }

  private mutating func settle(step: Int) {
    if sentStep == step { sentStep = nil }
    remoteIDs[step] = nil
  }

  private mutating func end(_ ending: Ending, at time: Timestamp) {
    if let startedAt, attempt > 0 { runningMilliseconds += max(0, time.milliseconds - startedAt.milliseconds) }
    isUnknown = ending.outcome == .unknown || ending.failure?.class == .unknown
    if ending.outcome == .retry {
      // The answer is known to be no: nothing of the request is left open.
      sentStep = nil
      mayRepeat = mayRepeat || isUnknown
      if ending.failure?.class.usesUpAttempt ?? true { attemptsUsed += 1 }
    }
  }

  private mutating func queueAgain(_ requeue: Requeue) {
    orders.append(requeue.order)
    attemptsUsed = 0
    interruptions = 0
    sentStep = nil
    mayRepeat = isUnknown
    guard !requeue.values.isEmpty || requeue.isAfresh else { return }
    values = values.merging(requeue.values)
    steps = []
    remoteIDs = [:]
  }
}

extension Failure.Class {
  /// Whether an attempt that ended so counts against the allowed number.
  package var usesUpAttempt: Bool {
    switch self {
    case .throttled, .quota, .auth: false
    case .invalid, .blocked, .transient, .unknown: true
    }
  }
}

extension TaskHistory {
  /// Files that were fetched for its input columns.
  package var inputs: [ProducedFile] { steps.first { $0.number == StepResult.inputs }?.files ?? [] }
}

// MARK: - The rule: the last line decides

extension TaskHistory {
  /// Where a row stands by the last complete line of its file.
  package enum Standing: Hashable, Sendable {
    /// Waits in `pending`, until a time if one is given.
    case waiting(notBefore: Timestamp?)
    /// An attempt was begun and did not end.
    case cutOff
    /// Ended for good.
    case final(Ending)
  }

  package var standing: Standing {
    switch last?.event {
    case nil, .interrupted, .released, .requeue: .waiting(notBefore: nil)
    case .end(let ending) where ending.outcome.isFinal: .final(ending)
    case .end(let ending): .waiting(notBefore: ending.notBefore)
    case .start, .sent, .remote, .step: .cutOff
    }
  }

  /// The folder in which the row file belongs.
  package var folder: RowFolder {
    switch standing {
    case .waiting: .pending
    case .cutOff: .running
    case .final(let ending): ending.outcome.folder
    }
  }

  /// Whether it has the outcome of an earlier job's row: then nothing was run or paid for it here.
  package var isCarried: Bool {
    if case .final(let ending) = standing { ending.carried != nil } else { false }
  }

  /// Interruptions from which on a row may be the one that kills the process: one such row runs at a time.
  package static let suspectAfter = 2
  /// Interruptions at which a row is failed.
  package static let failedAfter = 4

  package var isSuspect: Bool { interruptions >= Self.suspectAfter }

  /// The event that settles an attempt that was cut off. A row whose request is open is not failed here: its next
  /// attempt finds out what became of the request, or says that nobody knows.
  package var settlement: TaskEvent {
    guard remoteIDs.isEmpty, sentStep == nil, interruptions + 1 >= Self.failedAfter else { return .interrupted }
    return .end(
      Ending(
        .failed,
        failure: Failure(
          .invalid, code: "interrupted-too-often",
          message: """
            This row was cut off \(Self.failedAfter) times because the program stopped while working on it. \
            It may be the row that makes it stop. Check its values and files, then retry it.
            """)))
  }
}
