import Glibc
import JobModel
import JobProcessing
import Spool
import SystemPackage

/// Gives orders to the server by way of `control/`, and says what came of them.
struct OrderDesk {
  let spool: Spool
  /// How long to wait for the effect.
  var patience: Duration = .seconds(3)

  init(_ spool: Spool) {
    self.spool = spool
  }

  /// - Returns: a sentence for the person at the terminal.
  /// - Throws: `CommandFailure` where the order does not fit the job's state, `SpoolError` where it could not be given.
  func give(_ order: Order, waits: Bool) throws -> String {
    if let sentence = try answerBeforehand(order) { return sentence }
    try place(order)
    let isServed = try ServerPresence.look(at: spool).isRunning
    guard isServed else {
      return "No server runs on this spool. The order lies in control/\(order.verb.rawValue) and is done when one does."
    }
    guard waits else { return "The order lies in control/\(order.verb.rawValue) and will be done by the server." }
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
      // The server removes an order's file when it has done it, or has written why not.
      if try !isPlaced(order) { return try answerToTaken(order) }
      usleep(20_000)
    }
    return try hasEffect(order)
      ? order.effect
      : "The server has not done the order yet. It lies in control/\(order.verb.rawValue) and will be done."
  }

  // MARK: Before and after

  /// - Returns: `nil` where the order is to be given.
  private func answerBeforehand(_ order: Order) throws -> String? {
    guard let job = order.job else { return nil }
    guard let summary = try SpoolView(spool).job(job) else {
      throw CommandFailure(EX_NOINPUT, "There is no job \(job) any more.")
    }
    // A pause of all jobs shows as paused, but is no order of the job's own: `resume` of one job does not end it.
    switch OrderDecision.decide(order.verb, for: summary.state) {
    case .acts: return nil
    case .alreadySo(let sentence): return sentence.english
    case .refused(let sentence):
      throw CommandFailure(summary.state.passesByItself ? EX_TEMPFAIL : EX_DATAERR, "Job \(job): \(sentence)")
    }
  }

  private func answerToTaken(_ order: Order) throws -> String {
    let sentence = try takeRefusal(order)
    if try hasEffect(order) { return sentence ?? order.effect }
    throw CommandFailure(EX_DATAERR, sentence ?? "The server did not do the order; its log says why.")
  }

  /// The server's words where it did not act, taken away: nobody else waits for them.
  private func takeRefusal(_ order: Order) throws(SpoolError) -> String? {
    let folder = try Folder.open(spool.layout.control.appending(order.verb.rawValue))
    let name = "\(order.id).json.refused.txt"
    guard let bytes = try folder.contents(of: name) else { return nil }
    try folder.remove(name)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: "\n")
  }

  /// Whether the order is in a log, which is where it takes effect. A clearing leaves no log.
  private func hasEffect(_ order: Order) throws(SpoolError) -> Bool {
    guard let job = order.job else { return try spool.spoolOrders().contains { $0.id == order.id } }
    do {
      let folder = try spool.jobFolder(job)
      if order.verb == .clear { return try folder.folder.has(JobFile.clearing) }
      return try folder.orders().ids.contains(order.id)
    } catch  where error.errno == ENOENT {
      return order.verb == .clear
    }
  }

  // MARK: Files

  private func place(_ order: Order) throws {
    guard spool.isPresent(share: spool.layout.control) else {
      throw SpoolError(
        .shareMissing, "give an order", "control",
        reason: """
          The folder \(spool.layout.control) is not there, so orders cannot be given. \
          Is its share connected?
          """)
    }
    let control = try Folder.open(spool.layout.control, called: "control", access: spool.layout.access)
    let folder = try control.makeFolder(order.verb.rawValue)
    let draft = ".\(order.id).json"
    let file = try folder.open(draft, for: .creating)
    do {
      try file.write(JSONWriter.bytes(of: .object(order.json)) + [UInt8(ascii: "\n")])
      try file.sync()
      try file.close()
      try folder.rename(draft, to: folder, as: "\(order.id).json")
    } catch {
      // Ignored by its leading dot if it cannot be removed either.
      try? folder.remove(draft)
      throw error
    }
    try folder.sync()
  }

  private func isPlaced(_ order: Order) throws -> Bool {
    try Folder.open(spool.layout.control.appending(order.verb.rawValue)).has("\(order.id).json")
  }
}

extension JobState {
  /// Whether the server moves the job on from here without anybody's doing.
  fileprivate var passesByItself: Bool {
    switch self {
    case .waiting, .claiming, .checking, .cancelling, .delivering, .clearing: true
    case .scheduled, .pending, .running, .paused, .onHold, .completed, .completedWithFailures, .cancelled, .rejected:
      false
    }
  }
}

extension Order {
  /// What is so once the order is in effect.
  fileprivate var effect: String {
    let subject = job.map { "Job \($0)" } ?? "All jobs"
    return switch verb {
    case .pause: "\(subject): paused. No further row starts; running rows come to their end."
    case .resume: "\(subject): going on."
    case .cancel: "\(subject): being cancelled."
    case .retry: "\(subject): the rows are being queued again."
    case .clear: "\(subject): being removed."
    case .results: "\(subject): the results are being written."
    case .set: "\(subject): the limits were changed."
    }
  }
}
