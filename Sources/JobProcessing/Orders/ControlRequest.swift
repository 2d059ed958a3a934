import JobModel
import Spool

/// What something in `control/<verb>/` asks for.
struct ControlRequest {
  enum Wish {
    case order(Order)
    /// No order; the sentence says why.
    case nothing(Message)
  }

  var wish: Wish
  /// The job it is about, if there is one of that name.
  var job: JobID?
  /// What its answer is named after.
  var subject: String
  var isProgram = false

  /// Reads names and, of tickets, lines. Blocks for a look into `jobs/`.
  init(_ file: ControlFile, _ verb: Order.Verb, _ spool: Spool) throws {
    subject = file.name
    if case .order(let order) = file.content {
      isProgram = true
      job = order.job
      let sentence: Message = "The order in '\(file.name)' is '\(order.verb.rawValue)': it belongs into that folder."
      wish = order.verb == verb ? .order(order) : .nothing(sentence)
      return
    }
    let named = try JobNaming.job(in: file.name) {
      try spool.jobs.has($0.text)
    } jobs: {
      try spool.listJobs().jobs
    }
    guard let named = named ?? file.ticket?.job else {
      wish = .nothing(Self.namesNoJob(file))
      return
    }
    job = try spool.jobs.has(named.text) ? named : nil
    subject = named.text
    wish = Self.wish(of: file, verb, named)
  }

  private static func wish(of file: ControlFile, _ verb: Order.Verb, _ job: JobID) -> Wish {
    // One file is one order, however often it is looked at.
    var order = Order(id: "ticket-\(verb.rawValue)-\(file.identity)", verb, job: job, by: file.owner)
    guard verb == .set else { return .order(order) }
    let settings = TicketSettings(file.ticket?.lines ?? [])
    if !settings.problems.isEmpty { return .nothing(.sentences(settings.problems)) }
    if settings.isEmpty { return .nothing(TicketSettings.howTo) }
    (order.priority, order.concurrency, order.maxCost) = (settings.priority, settings.concurrency, settings.maxCost)
    return .order(order)
  }

  private static func namesNoJob(_ file: ControlFile) -> Message {
    if case .folder = file.content {
      return """
        '\(file.name)' is a folder and names no job. Drop the tickets themselves here, or a job's folder under its \
        own name.
        """
    }
    return "'\(file.name)' names no job. Drop a job's ticket here, or an empty file with the job's name."
  }
}
