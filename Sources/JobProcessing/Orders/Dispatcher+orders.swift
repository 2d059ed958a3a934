package import JobModel
import Logging
import Spool
import Workflows

/// What became of an order, in a sentence for whoever gave it.
package struct OrderAnswer: Hashable, Sendable {
  package var acted: Bool
  package var sentence: Message
  /// Nothing was to be done: it is so already.
  package var isSoAlready = false

  package init(acted: Bool, sentence: Message, isSoAlready: Bool = false) {
    self.acted = acted
    self.sentence = sentence
    self.isSoAlready = isSoAlready
  }
}

extension Dispatcher {
  /// Does an order, or says why not. With its line in the log it is in effect; rows follow in the background.
  ///
  /// - Throws: the spool's error where the order could not be recorded; then nothing was done, and it may be given
  ///   again.
  package func apply(_ order: Order) throws -> [OrderAnswer] {
    guard let id = order.job else { return try applyToAll(order) }
    do {
      return [try apply(order, to: id)]
    } catch let error as SpoolError where error.errno == 2 {
      return [OrderAnswer(acted: false, sentence: "There is no job \(id).")]
    }
  }

  private func apply(_ order: Order, to id: JobID) throws -> OrderAnswer {
    let folder = try spool.jobFolder(id)
    if try folder.orders().ids.contains(order.id) {
      return OrderAnswer(acted: false, sentence: "This order was done already.", isSoAlready: true)
    }
    switch OrderDecision.decide(order.verb, for: try currentState(of: id, in: folder)) {
    case .refused(let sentence): return OrderAnswer(acted: false, sentence: sentence)
    case .alreadySo(let sentence):
      try folder.record(order)
      if case .cancel = order.verb { try folder.recordApplied(order.id, note: sentence.english) }
      active[id]?.orders.append(order)
      active[id]?.orders.markApplied(order.id)
      return OrderAnswer(acted: false, sentence: sentence, isSoAlready: true)
    case .acts: return try act(order, on: id, folder)
    }
  }

  /// The state by which an order is judged. A job that is neither active nor finished is still being read.
  private func currentState(of id: JobID, in folder: JobFolder) throws -> JobState {
    if let state = state(of: id) { return state }
    if try folder.folder.has(JobFile.clearing) { return .clearing }
    return try folder.finished()?.state ?? .checking
  }

  private func act(_ order: Order, on id: JobID, _ folder: JobFolder) throws -> OrderAnswer {
    switch order.verb {
    case .clear: return try clear(id, folder, order)
    case .retry: return try retry(order, of: id, folder)
    case .results where active[id] == nil:
      try folder.record(order)
      choreQueue.redeliveries.insert(id)
      chores.raise()
      return OrderAnswer(acted: true, sentence: "The results are being written again.")
    case .pause, .resume, .cancel, .results, .set: break
    }
    try record(filledIn(order, for: id), of: id, folder)
    // Those of a cancelled job come when its rows have ended.
    if order.verb == .results || order.verb == .pause {
      choreQueue.resultsSoFar.insert(id)
      chores.raise()
    }
    if order.verb == .cancel {
      for stop in active[id]?.running.values ?? [:].values { stop.request(.cancelled) }
    }
    return OrderAnswer(acted: true, sentence: order.verb.answer)
  }

  /// Writes the order down and brings the job in line with it.
  private func record(_ order: Order, of id: JobID, _ folder: JobFolder) throws {
    try folder.record(order)
    active[id]?.orders.append(order)
    if order.maxCost != nil { active[id]?.isCeilingTold = false }
    if order.verb == .resume || order.verb == .retry { probeBackEnds(of: id) }
    if let job = active[id] { note(order.verb.rawValue, ["by": .string(order.by)], in: job) }
    log.info("order: \(order.verb.rawValue)", metadata: ["job": "\(id)", "by": "\(order.by)"])
    refreshHold(of: id)
    if active[id]?.orders.open.isEmpty == false { choreQueue.ordersToApply.insert(id) }
    changed.raise()
    chores.raise()
  }

  private func clear(_ id: JobID, _ folder: JobFolder, _ order: Order) throws -> OrderAnswer {
    try spool.beginClearing(id)
    finishedJobs.remove(id)
    choreQueue.clearings.insert(id)
    chores.raise()
    log.info("order: clear", metadata: ["job": "\(id)", "by": "\(order.by)"])
    return OrderAnswer(acted: true, sentence: "The job and its files are being removed.")
  }

  private func retry(_ order: Order, of id: JobID, _ folder: JobFolder) throws -> OrderAnswer {
    var order = order
    if let values = order.values, !values.isEmpty {
      let definition = try active[id]?.definition ?? pinnedWorkflow(of: folder)
      switch checked(values, for: definition) {
      case .success(let values): order.values = values
      case .failure(let refusal): return OrderAnswer(acted: false, sentence: refusal.sentence)
      }
    }
    if active[id] == nil {
      // The end of the last round is taken back first: a crash before the order is recorded only ends it again.
      try adopt(try spool.reopen(id))
    }
    active[id]?.isDelivering = false
    choreQueue.deliveries.remove(id)
    try record(order, of: id, folder)
    let takesUnknown = order.rows != nil || order.unknownToo == true
    return OrderAnswer(acted: true, sentence: takesUnknown ? order.verb.answer : Self.answerWithoutUnknown)
  }

  private static let answerWithoutUnknown: Message =
    """
    The failed and cancelled rows are being queued again. Rows whose result is unknown are left as they are, unless \
    the order names them ('rowspool retry' with --row or --unknown).
    """

  /// In which language people are told about a job, where its workflow names one.
  func language(of id: JobID) -> Language? {
    if let job = active[id] { return job.definition.language }
    // A job that is gone or was never read has no language of its own.
    return (try? spool.jobFolder(id)).flatMap { try? pinnedWorkflow(of: $0) }?.language
  }

  private func pinnedWorkflow(of folder: JobFolder) throws -> WorkflowDefinition {
    guard let manifest = try folder.manifest() else {
      throw SpoolError(.notFound, "read", "jobs/\(folder.job)/\(JobFile.manifest)")
    }
    return try folder.requiredWorkflow(of: manifest)
  }

  private struct Refusal: Error { var sentence: Message }

  /// Changed values are checked as cells are. A file may be changed to a web address only: there is no drop in which
  /// another could lie.
  private func checked(_ values: JSONObject, for definition: WorkflowDefinition) -> Result<JSONObject, Refusal> {
    let settings = values.members.map { name, value in
      let isList = definition.column(named: name)?.type == .list
      return (name: name, value: CellValue.text(isList ? value.cellText : value.plainText))
    }
    let verdict = SettingsValidator.validate(
      settings, for: definition, addresses: options.addressRules(definition)
    ) { [fetching = options.fetching] name in
      fetching.value(of: name)
        ?? .failure(
          Failure(.invalid, code: "file-fixed", message: "The file '\(name)' cannot be exchanged by a retry."))
    }
    if let unknown = verdict.unknown.first {
      let known = Message.list(definition.columns.map(\.name))
      return .failure(
        Refusal(sentence: "The workflow has no column '\(settings[unknown].name)'. Its columns are: \(known)."))
    }
    if let problem = verdict.problems.first { return .failure(Refusal(sentence: problem.sentence)) }
    return .success(verdict.values)
  }

  // MARK: All jobs

  private func applyToAll(_ order: Order) throws -> [OrderAnswer] {
    if try spool.spoolOrders().contains(where: { $0.id == order.id }) {
      return [OrderAnswer(acted: false, sentence: "This order was done already.", isSoAlready: true)]
    }
    try spool.recordSpoolOrder(order)
    note(spoolOrder: order)
    if order.verb == .set {
      return [OrderAnswer(acted: true, sentence: "The limits for all jobs were changed.")]
    }
    var answers: [OrderAnswer] = []
    if order.verb == .pause {
      answers.append(OrderAnswer(acted: true, sentence: "No further row of any job starts until 'resume all'."))
    } else if order.verb == .resume {
      answers.append(OrderAnswer(acted: true, sentence: "Rows start again."))
    }
    if order.verb != .pause, order.leavesJobs != true {
      for id in Set(active.keys).union(finishedJobs).sorted() {
        var own = order
        own.job = id
        let answer = try apply(own, to: id)
        if answer.acted { answers.append(answer) }
      }
    }
    return answers.isEmpty ? [OrderAnswer(acted: false, sentence: "There is no job that this order is for.")] : answers
  }

  /// Takes an order for all jobs into account, when it is given and again at start.
  package func note(spoolOrder order: Order) {
    switch order.verb {
    case .pause: isPausedAltogether = true
    case .resume: isPausedAltogether = false
    case .set:
      guard let rows = order.concurrency else { break }
      scheduler.limits.take(rows > 0 ? rows : nil, for: order.workflow, configured: options.limits)
    case .cancel, .retry, .clear, .results: break
    }
    for id in active.keys { refreshHold(of: id) }
    changed.raise()
  }
}

extension Order.Verb {
  fileprivate var answer: Message {
    switch self {
    case .pause: "The job is paused: no further row starts. Running rows come to their end."
    case .resume: "The job goes on."
    case .cancel: "The job is being cancelled."
    case .retry: "The rows are being queued again."
    case .clear: "The job and its files are being removed."
    case .results: "The results so far are being written."
    case .set: "The job's limits were changed."
    }
  }
}
