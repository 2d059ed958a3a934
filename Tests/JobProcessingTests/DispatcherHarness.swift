import Foundation
import JobModel
import Logging
import Spool
import Synchronization
import SystemPackage

@testable import JobProcessing
@testable import Workflows

/// A clock that stands until a test moves it.
final class StandingClock: Sendable {
  /// Later than the times of files that are written now: a row's file says by its time when the row is due.
  private let time = Mutex(Timestamp.now.advanced(by: .seconds(600)))

  var now: Timestamp { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}

/// Stands for a service: what a row's step gets from it.
final class ScriptedService: Sendable {
  private struct State {
    var answer: @Sendable (Int) -> Result<StepOutput, Failure> = { _ in .success(StepOutput()) }
    var calls: [Int] = []
  }

  private let state = Mutex(State())

  /// The rows that asked, in their order.
  var calls: [Int] { state.withLock(\.calls) }

  func answer(_ answer: @escaping @Sendable (_ row: Int) -> Result<StepOutput, Failure>) {
    state.withLock { $0.answer = answer }
  }

  func call(row: Int) throws(Failure) -> StepOutput {
    let answer = state.withLock { state in
      state.calls.append(row)
      return state.answer
    }
    return try answer(row).get()
  }
}

/// A dispatcher on a spool of its own, whose rows ask a scripted service through real back ends, in a time that stands.
final class DispatcherHarness {
  let path: FilePath
  let spool: Spool
  let clock: StandingClock
  let service = ScriptedService()
  let backEnds: BackEnds
  let finisher: Finisher
  let dispatcher: Dispatcher
  let lines = LogLines()
  let found = FoundUse()
  private let isOwner: Bool
  private var tasks: [Task<Void, Never>] = []

  static let openai = BackEndID(service: "openai", endpoint: "https://api.openai.com", key: "k1")

  /// - Parameter earlier: goes on with its spool, as after a restart.
  init(
    inFlight: Int = 4, rows: Int = 8, rules: BackEndRules = BackEndRules(), after earlier: DispatcherHarness? = nil
  ) throws {
    path = earlier?.path ?? FilePath(NSTemporaryDirectory()).appending("dispatch-\(UUID().uuidString)")
    isOwner = earlier == nil
    spool = try earlier.map { try Spool(opening: $0.spool.layout) } ?? Spool.create(SpoolLayout(root: path))
    let clock = earlier?.clock ?? StandingClock()
    self.clock = clock
    let backEnds = BackEnds(rules: rules, clock: BackEndClock { clock.now }) { _ in BackEndLimits(inFlight: inFlight) }
    self.backEnds = backEnds
    finisher = Finisher(spool)
    let steady = SteadyClock { clock.now }
    var options = Dispatcher.Options(limits: Scheduler.Limits(rows: rows))
    options.clock = steady
    options.backEnds = backEnds
    let found = found
    options.backEndUse = { _ in found.use }
    let (service, lines) = (service, lines)
    let logger = Logger(label: "test") { _ in ListedLog(lines: lines) }
    dispatcher = Dispatcher(
      spool, options: options, finisher: finisher, threads: FileThreads(count: 2), log: logger
    ) { definition, _ in
      var runnerOptions = WorkflowRunner.Options()
      runnerOptions.now = { clock.now }
      runnerOptions.random = { 0.5 }
      let step = ScriptedStep(service: service, backEnds: backEnds, found: found)
      return WorkflowRunner(definition, executors: ["command": step], options: runnerOptions)
    }
    let (finisher, dispatcher) = (finisher, dispatcher)
    tasks = [
      Task { await finisher.run(on: FileThread()) },
      Task { for await event in finisher.events { await dispatcher.handle(event) } },
    ]
  }

  deinit {
    finisher.close()
    if isOwner { try? FileManager.default.removeItem(atPath: path.string) }
  }

  // MARK: Jobs

  /// Commits a job whose rows have one step that asks the service.
  ///
  /// - Parameter carried: rows that have the outcome of an earlier job.
  func commit(
    _ name: String = "job", rows: ClosedRange<Int>, _ settings: JobSettings = JobSettings(),
    by submitter: String = "li", limits: String = "", estimate: String = "", carried: Set<Int> = []
  ) async throws -> JobID {
    var generator = SystemRandomNumberGenerator()
    let id = JobID(drop: "\(name).csv", time: .now, using: &generator)
    let file = path.appending("\(name).csv")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: file.string))
    let owner = Submitter(name: submitter, from: "submit")
    try spool.submit(
      DropClaim(job: id, name: "\(name).csv", origins: [file], workflow: "w", submitter: owner), files: [file])
    let workshop = try spool.makeWorkshop(id)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows {
      let ending = carried.contains(row) ? Ending(.done, carried: CarriedFrom(job: id, row: row)) : nil
      try writer.write(
        TaskRecord(job: id, row: row, cells: [.text("\(row)")], values: [:]), ending: ending, at: clock.now)
    }
    try writer.finish()
    var manifest = JobManifest(
      id: id, name: "\(name).csv", workflow: "w", submitter: owner, committedAt: clock.now, columns: ["a"],
      rows: RowRanges(rows), settings: settings)
    if !carried.isEmpty { manifest.carriedRows = carried.count }
    try spool.commit(manifest, workflow: "steps:\n  - command: {run: [/bin/true]}\n\(limits)\(estimate)")
    try await dispatcher.adopt(spool.committed(manifest))
    return id
  }

  /// What a server does at its start.
  func recover() async throws {
    for job in try spool.recover(at: clock.now).unfinished { try await dispatcher.adopt(job) }
    for job in await dispatcher.takeCostChores() { await dispatcher.countCosts(of: job) }
  }

  // MARK: Running

  /// Runs rows until none can start at this time.
  ///
  /// - Returns: how long until one can.
  @discardableResult
  func run() async -> Duration? {
    while true {
      let (rows, _) = await dispatcher.startRows(at: clock.now)
      for row in rows { Task.detached { await row.run() } }
      guard rows.isEmpty else { continue }
      if await dispatcher.runningCount == 0, finisher.pendingCount == 0 {
        let (late, wait) = await dispatcher.startRows(at: clock.now)
        if late.isEmpty { return wait }
        for row in late { Task.detached { await row.run() } }
      }
      await dispatcher.changed.wait(atMost: .milliseconds(5))
    }
  }

  /// Runs rows, and lets the time go on to whatever is next, for so long.
  func run(for duration: Duration) async {
    let end = clock.now.advanced(by: duration)
    while true {
      let wait = await run()
      let left = clock.now.duration(to: end)
      guard left > .zero else { return }
      clock.advance(by: min(left, max(wait ?? left, .milliseconds(1))))
    }
  }

  // MARK: Looking

  func endings(of job: JobID) throws -> [Int: Ending] {
    let rows = try JobRows(job, in: spool)
    var endings: [Int: Ending] = [:]
    for row in try rows.list(.done).rows + rows.list(.failed).rows {
      if case .final(let ending)? = try rows.read(row)?.history.standing { endings[row] = ending }
    }
    return endings
  }

  func outcomes(of job: JobID) throws -> [String: Int] {
    try endings(of: job).values.reduce(into: [:]) { $0[$1.outcome.rawValue, default: 0] += 1 }
  }

  /// Events of a kind in the job's own log.
  func events(_ kind: String, of job: JobID) throws -> [JSONObject] {
    try spool.jobFolder(job).events().filter { $0["event"]?.string == kind }
  }
}

/// What the workflow's service is at present; a test may exchange its key.
final class FoundUse: Sendable {
  private let kept: Mutex<BackEndUse>

  init() {
    var use = BackEndUse()
    use.backEnds = [DispatcherHarness.openai]
    kept = Mutex(use)
  }

  var use: BackEndUse {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}

private struct ScriptedStep: StepExecutor {
  let service: ScriptedService
  let backEnds: BackEnds
  let found: FoundUse

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    guard let backEnd = found.use.backEnds.first else { return try service.call(row: context.record.row) }
    return try await backEnds.run(backEnd) { pass throws(Failure) in
      try await pass.pace()
      return try service.call(row: context.record.row)
    }
  }
}

/// Keeps the server's log from `notice` on.
final class LogLines: Sendable {
  private let kept = Mutex<[String]>([])

  var all: [String] { kept.withLock { $0 } }
  func add(_ line: String) { kept.withLock { $0.append(line) } }
}

private struct ListedLog: LogHandler {
  let lines: LogLines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.add("\(event.message)") }
}
