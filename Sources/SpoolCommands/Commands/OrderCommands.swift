package import ArgumentParser
import JobModel
import Spool

/// What all orders have in common: the spool, the job, and whether to wait for the effect.
struct OrderOptions: ParsableArguments {
  @OptionGroup var spool: SpoolOptions

  @Argument(help: "A job: its name, the beginning of it, or its last four letters; or 'all'.")
  var job: String

  @Flag(name: .customLong("no-wait"), help: "Do not wait for the server to do it.")
  var noWait = false

  /// Gives the order and says what came of it.
  func give(_ verb: Order.Verb, _ change: (inout Order) throws -> Void = { _ in }) throws {
    let spool = try spool.open().spool
    let id = job == "all" ? nil : try JobArgument.find(job, in: spool)
    var order = Order(verb, job: id, by: Login.name)
    try change(&order)
    let sentence = try OrderDesk(spool).give(order, waits: !noWait)
    Terminal.output.line(sentence)
  }
}

package struct PauseCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Start no further row of a job. Running rows come to their end.")

  @OptionGroup var options: OrderOptions

  package init() {}

  package func run() throws { try options.give(.pause) }
}

package struct ResumeCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let a job go on that is paused, scheduled, on hold or a trial.")

  @OptionGroup var options: OrderOptions

  package init() {}

  package func run() throws { try options.give(.resume) }
}

package struct CancelCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End a job: no further row starts, running rows are stopped.")

  @OptionGroup var options: OrderOptions

  package init() {}

  package func run() throws { try options.give(.cancel) }
}

package struct ResultsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "results", abstract: "Write a job's results so far, or once more.")

  @OptionGroup var options: OrderOptions

  package init() {}

  package func run() throws { try options.give(.results) }
}

package struct ClearCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Remove a finished job with its source and its results.")

  @OptionGroup var options: OrderOptions

  package init() {}

  package func run() throws { try options.give(.clear) }
}

package struct SetCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change how many rows of a job run at once, its priority, or what it may cost.")

  @OptionGroup var options: OrderOptions

  @Option(help: "Rows at once; with 'all', of all jobs together.")
  var concurrency: Int?

  @Option(help: "1 (first) to 9.")
  var priority: Int?

  @Option(name: .customLong("max-cost"), help: "The most the job may cost in all, in the workflow's currency.")
  var maxCost: Double?

  package init() {}

  package func validate() throws {
    if concurrency == nil, priority == nil, maxCost == nil {
      throw ValidationError("Give --concurrency, --priority or --max-cost.")
    }
    if let maxCost, !(maxCost.isFinite && maxCost >= 0) {
      throw ValidationError("--max-cost must be an amount of money such as 20, not \(maxCost).")
    }
    if let concurrency, !(1...10_000).contains(concurrency) {
      throw ValidationError("--concurrency must be from 1 to 10000, not \(concurrency).")
    }
    try Priority.check(priority)
    if options.job == "all", priority != nil || maxCost != nil {
      throw ValidationError("A priority and a ceiling are one job's; name a job.")
    }
  }

  package func run() throws {
    try options.give(.set) { order in
      order.concurrency = concurrency
      order.priority = priority
      order.maxCost = maxCost
    }
  }
}

package struct RetryCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run failed and cancelled rows again.",
    discussion: """
      Rows whose result is unknown are run again only when they are named with --row, or with --unknown. With --set \
      every step of the rows is run again with the changed values, good rows too where --row names them.
      """)

  @OptionGroup var options: OrderOptions

  @Option(name: .customLong("row"), help: "A row of the sheet; may be given several times.")
  var rows: [Int] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Another value for a column; may be given several times.", valueName: "column=value"))
  var values: [String] = []

  @Flag(help: "Rows whose result is unknown too.")
  var unknown = false

  package init() {}

  package func validate() throws {
    if let row = rows.first(where: { $0 < 1 }) { throw ValidationError("There is no row \(row).") }
    for value in values where value.firstIndex(of: "=").map({ $0 == value.startIndex }) ?? true {
      throw ValidationError("'--set \(value)' has no column and value. Write --set column=value.")
    }
    if options.job == "all", !rows.isEmpty || !values.isEmpty {
      throw ValidationError("Rows and values are one job's; name a job.")
    }
  }

  package func run() throws {
    try options.give(.retry) { order in
      if !rows.isEmpty { order.rows = RowRanges(Set(rows).sorted()) }
      if !values.isEmpty { order.values = JSONObject(values.map(Self.pair)) }
      if unknown { order.unknownToo = true }
    }
  }

  private static func pair(_ text: String) -> (String, JSONValue) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), .string(parts.count > 1 ? String(parts[1]) : ""))
  }
}

/// 1 (first) to 9.
enum Priority {
  static func check(_ priority: Int?) throws {
    if let priority, !(1...9).contains(priority) {
      throw ValidationError("--priority must be from 1 (first) to 9, not \(priority).")
    }
  }
}
