import JobModel
import JobProcessing
import Workflows

/// What `status` shows at one moment.
struct StatusPicture: Hashable {
  var spool: String
  var server: ServerPresence
  /// Whether all jobs are paused by an order.
  var isPaused: Bool
  var isOneJob: Bool
  var outgoing = ""
  var jobs: [JobSummary] = []
  /// `nil` where the share is away, or one job is shown.
  var waiting: [String]?
  var rejected: [String]?
  var problems: [String] = []
  /// By the server's own word; none where no server runs.
  var backEnds: [BackEndStatus] = []

  init(spool: String, server: ServerPresence, isPaused: Bool, isOneJob: Bool) {
    self.spool = spool
    self.server = server
    self.isPaused = isPaused
    self.isOneJob = isOneJob
  }

  var isFinished: Bool { jobs.allSatisfy(\.state.isFinished) && (waiting ?? []).isEmpty }
  var hasFailures: Bool { jobs.contains { $0.rows.failed > 0 } }

  // MARK: JSON

  var jsonText: String {
    var object: JSONObject = [
      "spool": .string(spool),
      "server": ["running": .boolean(server.isRunning), "holder": .string(server.holder)],
      "paused": .boolean(isPaused), "jobs": .array(jobs.map { .object($0.json) }),
    ]
    object["waiting"] = waiting.map { .array($0.map(JSONValue.string)) }
    object["rejected"] = rejected.map { .array($0.map(JSONValue.string)) }
    if !isOneJob { object["backEnds"] = .array(backEnds.map { .object($0.json) }) }
    if !isOneJob { object["problems"] = .array(problems.map(JSONValue.string)) }
    return String(decoding: JSONWriter.bytes(of: .object(object)), as: UTF8.self)
  }

  // MARK: Text

  func lines(for terminal: Terminal) -> [String] {
    if isOneJob { return jobs.first.map { details(of: $0, terminal) } ?? ["The job is not there any more."] }
    var lines = [serverLine(terminal)]
    if isPaused { lines.append("All jobs are paused. Let them go on with: rowspool resume all") }
    lines += jobs.isEmpty ? ["There are no jobs."] : table.lines(for: terminal)
    lines += backEnds.filter(\.isNotable).map { terminal.painted($0.line, $0.hold == nil ? nil : .yellow) }
    lines += waits.map { terminal.painted($0, .yellow) }
    if let waiting, !waiting.isEmpty { lines.append("Waiting in incoming: \(some(waiting))") }
    if let rejected, !rejected.isEmpty {
      lines.append("Given back in rejected, with the reasons in a text beside each: \(some(rejected))")
    }
    if waiting == nil { lines.append("The folder incoming is not there; drops are taken when its share is back.") }
    return lines + problems
  }

  /// Why jobs wait, each reason once, apart from services that have a line of their own.
  private var waits: [String] {
    let told = Set(
      backEnds.compactMap { status in
        status.hold?.sentence(BackEndID(service: status.service, endpoint: status.endpoint))
      })
    let waiting = jobs.filter { $0.wait.map { !told.contains($0.sentence) } ?? false }
    return Dictionary(grouping: waiting) { $0.wait?.sentence.english ?? "" }.sorted { $0.key < $1.key }.map {
      sentence, jobs in
      jobs.count == 1
        ? "\(jobs[0].id.text) waits: \(sentence)" : "\(Words.count(jobs.count, "job")) wait: \(sentence)"
    }
  }

  private func serverLine(_ terminal: Terminal) -> String {
    server.isRunning
      ? "The server runs (\(server.holder))."
      : terminal.painted("No server runs on this spool. Start one with: rowspool serve --spool \(spool)", .yellow)
  }

  private func some(_ names: [String]) -> String {
    let shown = names.prefix(5).map(DisplayWidth.harmless).joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more." : "\(shown)."
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      .init(title: "JOB", most: 60), .init(title: "STATE"), .init(title: "ROWS", isRight: true),
      .init(title: "ENDED", isRight: true), .init(title: "FAILED", isRight: true),
      .init(title: "LEFT", isRight: true), .init(title: "PRI", isRight: true), .init(title: "BY", most: 20),
      .init(title: "WORKFLOW", most: 30),
    ])
    for job in jobs {
      table.rows.append([
        .init(job.id.text), .init(job.state.word, job.state.colour), .init(String(job.rows.total)),
        .init(String(job.rows.ended)), .init(String(job.rows.failed), job.rows.failed > 0 ? .red : nil),
        .init(job.progress?.left.map(Words.duration) ?? ""), .init(String(job.priority)), .init(job.submitter),
        .init(job.workflow ?? ""),
      ])
    }
    return table
  }

  private func details(of job: JobSummary, _ terminal: Terminal) -> [String] {
    var facts: [(String, String)] = [
      ("Job", job.id.text), ("Drop", job.name), ("State", terminal.painted(job.state.word, job.state.colour)),
      ("Workflow", [job.workflow, job.preset].compactMap { $0 }.joined(separator: ", preset ")),
      ("By", "\(job.submitter), \(LocalTime.short(job.since))"),
      ("Priority", "\(job.priority)\(job.concurrency.map { ", \(Words.count($0, "row")) at once" } ?? "")"),
    ]
    if let startAt = job.startAt { facts.append(("Starts", LocalTime.short(startAt))) }
    facts.append(("Rows", job.rowSentence))
    if let progress = job.progress {
      let left = progress.left.map { ", about \(Words.duration($0)) left" } ?? ""
      facts.append(("Speed", Words.rate(progress.rate) + left))
    }
    if let next = job.nextRetry {
      facts.append(("Retrying", "\(Words.count(job.retrying, "row")), the next at \(LocalTime.short(next))"))
    }
    if let wait = job.wait {
      facts.append(("Waits", wait.sentence.english))
      if let until = wait.until { facts.append(("Tried again", LocalTime.short(until))) }
    }
    if let cost = job.costSentence { facts.append(("Cost", cost)) }
    if let finishedAt = job.finishedAt { facts.append(("Finished", LocalTime.short(finishedAt))) }
    if job.state.isFinished { facts.append(("Results", "\(outgoing)/\(job.id)")) }
    facts += job.delivered.map { ("", $0) } + job.notes.map { ("Note", $0.english) }
    let width = facts.map(\.0.count).max() ?? 0
    return facts.filter { !$0.1.isEmpty }.map { "\(DisplayWidth.fit($0.0, width))  \($0.1)" } + problems
  }
}

extension JobSummary {
  /// `100 rows: 40 done, 2 failed, 8 running, 50 waiting`.
  var rowSentence: String {
    let parts = [
      (rows.done, "done"), (rows.failed, "failed"), (rows.running, "running"), (rows.pending, "waiting"),
    ]
    let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ([Words.count(rows.total, "row")] + (counts.isEmpty ? [] : [counts.joined(separator: ", ")]))
      .joined(separator: ": ")
  }
}

extension JobSummary {
  /// `12.5 of 20 CNY`; `nil` where its rows cost nothing.
  var costSentence: String? {
    guard cost != nil || maxCost != nil else { return nil }
    func money(_ amount: Double) -> String { CellValue.shortestText(of: (amount * 10_000).rounded() / 10_000) }
    let ceiling = maxCost.map { " of \(money($0))" } ?? ""
    return money(cost ?? 0) + ceiling + (currency.map { " \($0)" } ?? "")
  }
}

extension BackEndStatus {
  /// One line about a back end that is held or takes less than it is configured to.
  var line: String {
    let place = "Service \(DisplayWidth.harmless(service)) (\(DisplayWidth.harmless(endpoint)))"
    if let hold {
      let why =
        switch hold.reason {
        case .outage: "does not work"
        case .refusing: "refuses all requests"
        case .quota: "says that money or quota is spent"
        case .auth: "refuses the key"
        }
      let next = hold.isProbing ? "is being tried now" : "is tried again at \(LocalTime.short(hold.nextProbe))"
      return
        "\(place) \(why) since \(LocalTime.short(hold.since)); it \(next), and rows wait until \(LocalTime.short(hold.until)). "
        + DisplayWidth.harmless(hold.lastFailure.english)
    }
    if let slowedUntil { return "\(place) asked for a pause until \(LocalTime.short(slowedUntil))." }
    return "\(place) takes \(Words.count(limit, "row")) at once now, of \(configuredLimit); \(inFlight) are with it."
  }
}

extension JobState {
  /// As in `on hold`.
  var word: String { title.english.lowercased() }

  var colour: Terminal.Colour? {
    switch self {
    case .completed: .green
    case .completedWithFailures, .rejected: .red
    case .running, .delivering: .blue
    case .paused, .onHold, .scheduled, .cancelling: .yellow
    case .cancelled, .clearing: .grey
    case .waiting, .claiming, .checking, .pending: nil
    }
  }
}
