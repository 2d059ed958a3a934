/// What happened to a row: every line of a row file after the first.
package enum TaskEvent: Hashable, Sendable {
  /// The row was claimed for its `attempt`-th attempt, counted from 1 and never started again.
  case start(attempt: Int)
  /// The next byte goes out in a request that must not be repeated. Synced before that byte.
  case sent(step: Int)
  /// The service gave the work an id. Synced before the first poll. Without an id: that work is known to be over with
  /// nothing to fetch, and the next attempt sends the request again.
  case remote(step: Int, id: String?)
  /// A step ended well; it is not run again.
  case step(StepResult)
  /// The attempt ended. Synced before the rename that follows it.
  case end(Ending)
  /// The attempt was cut off: the process died.
  case interrupted
  /// The attempt was given up in an orderly stop; it does not count.
  case released
  /// A person wants the row run again.
  case requeue(Requeue)
}

/// What a step gave.
package struct StepResult: Hashable, Sendable {
  /// The number under which stands what was fetched for the row's input columns, before its first step.
  package static let inputs = 0

  /// The step's position in the workflow, from 1.
  package var number: Int
  /// Values by result column.
  package var outputs: JSONObject
  package var files: [ProducedFile]
  /// Money, in the workflow's currency.
  package var cost: Double?

  package init(number: Int, outputs: JSONObject = [:], files: [ProducedFile] = [], cost: Double? = nil) {
    self.number = number
    self.outputs = outputs
    self.files = files
    self.cost = cost
  }
}

/// How an attempt ended.
package struct Ending: Hashable, Sendable {
  package var outcome: Outcome
  package var failure: Failure?
  /// Values by result column.
  package var outputs: JSONObject
  package var files: [ProducedFile]
  /// Money, in the workflow's currency.
  package var cost: Double?
  /// For `retry`: no earlier than this.
  package var notBefore: Timestamp?
  /// Where the work was done, if not in this job: its results were taken over and cost nothing here.
  package var carried: CarriedFrom?

  package init(
    _ outcome: Outcome, failure: Failure? = nil, outputs: JSONObject = [:], files: [ProducedFile] = [],
    cost: Double? = nil, notBefore: Timestamp? = nil, carried: CarriedFrom? = nil
  ) {
    self.outcome = outcome
    self.failure = failure
    self.outputs = outputs
    self.files = files
    self.cost = cost
    self.notBefore = notBefore
    self.carried = carried
  }
}

/// The row of an earlier job whose outcome a row of a dropped back results workbook has.
package struct CarriedFrom: Hashable, Sendable {
  package var job: JobID
  package var row: Int

  package init(job: JobID, row: Int) {
    self.job = job
    self.row = row
  }
}

/// Why a finished row went back to the queue.
package struct Requeue: Hashable, Sendable {
  /// The order that wanted it. A row requeued by an order is not requeued by it again.
  package var order: String
  package var by: String
  package var reason: String?
  /// Input values that replace the task's. With any of them every step is run again.
  package var values: JSONObject
  /// Every step is run again without other values too.
  package var isAfresh = false

  package init(order: String, by: String, reason: String? = nil, values: JSONObject = [:]) {
    self.order = order
    self.by = by
    self.reason = reason
    self.values = values
  }
}

/// An event with its time: one line of a row file.
package struct TaskLine: Hashable, Sendable {
  package var at: Timestamp
  package var event: TaskEvent

  package init(at: Timestamp = .now, _ event: TaskEvent) {
    self.at = at
    self.event = event
  }
}
