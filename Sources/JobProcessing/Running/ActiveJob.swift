import JobModel
import Spool
import Workflows

/// A committed job that is not finished, as the dispatcher keeps it: a byte or so a row, and an object a running row.
///
/// A class, because every row changes `table` and `running`: were it a value, whoever holds a second copy meanwhile
/// would make each change copy the tables of all rows.
final class ActiveJob {
  let manifest: JobManifest
  let folder: JobFolder
  let rows: JobRows
  let definition: WorkflowDefinition
  let runner: any RowRunner
  /// The input column that holds the picture a row works on.
  let pictureColumn: String?
  var table: RowTable
  var orders: JobOrders
  /// What stops each running row.
  var running: [Int: RowStop] = [:]
  var use = BackEndUse()
  /// Whether what its rows have cost so far has been counted.
  var areCostsKnown = true
  /// Whether people were told that its ceiling is reached.
  var isCeilingTold = false
  var isDelivering = false
  /// What its page shows of single rows.
  var book: StatusBook
  /// How often its results so far were written.
  var resultsWritten = 0
  /// Whether a row has been started since this process knows the job.
  var hasStarted = false
  var startedAt: ContinuousClock.Instant?
  /// When the results so far were last written, and how long that took.
  var resultsAt: ContinuousClock.Instant?
  var resultsTook: Duration = .zero

  init(_ job: RecoveredJob, folder: JobFolder, rows: JobRows, definition: WorkflowDefinition, runner: any RowRunner) {
    manifest = job.manifest
    self.folder = folder
    self.rows = rows
    self.definition = definition
    pictureColumn = definition.columns.first { $0.type == .image }?.name
    self.runner = runner
    table = job.table
    book = StatusBook(job.manifest.rows)
    orders = job.orders
    hasStarted = job.table.count(.done) + job.table.count(.failed) > 0
  }

  var id: JobID { manifest.id }

  /// Rows that have not ended.
  var openCount: Int { table.count(.pending) + table.count(.running) }
  var endedCount: Int { table.count(.done) + table.count(.failed) }

  var priority: Int { min(max(orders.priority ?? manifest.settings.effectivePriority, 1), 9) }
  /// The most it may cost: as a person ordered it, else the lower of what its Settings and its workflow say.
  var maxCost: Double? { orders.maxCost ?? givenMaxCost }
  var givenMaxCost: Double? {
    [manifest.settings.maxCost, definition.limits.maxCost].compactMap { $0 }.min()
  }
  /// Since when it has waited for a held back end, if it does: a person's order begins a new wait.
  var waitsSince: Timestamp { max(manifest.committedAt, orders.startedAgainAt ?? manifest.committedAt) }

  var concurrency: Int? { orders.concurrency ?? manifest.settings.concurrency }

  /// What keeps its rows from starting, apart from limits.
  enum Hold: Hashable {
    case paused
    case cancelled
    /// It was committed to wait for `resume`.
    case asked
    case trialDone
    case scheduled(Timestamp)
  }

  func hold(at now: Timestamp, isTrialDone: Bool) -> Hold? {
    if orders.isCancelled { return .cancelled }
    if orders.isPaused { return .paused }
    guard !orders.isReleased else { return nil }
    if manifest.settings.startsPaused == true { return .asked }
    if let startAt = manifest.settings.startAt, startAt > now { return .scheduled(startAt) }
    if isTrialDone, running.isEmpty { return .trialDone }
    return nil
  }

  func state(at now: Timestamp, isTrialDone: Bool) -> JobState {
    if isDelivering || (openCount == 0 && orders.open.isEmpty) { return .delivering }
    switch hold(at: now, isTrialDone: isTrialDone) {
    case .cancelled: return .cancelling
    case .paused: return .paused
    case .asked, .trialDone: return .onHold
    case .scheduled: return .scheduled
    case nil: return hasStarted || endedCount > 0 ? .running : .pending
    }
  }
}
