import Glibc
package import JobModel
import SystemPackage

/// Runs rows through the steps of one workflow, on this machine.
package struct WorkflowRunner: RowRunner {
  package struct Options: Sendable {
    /// The most time for one attempt where the workflow does not say.
    package var timeout: Duration = .seconds(3600)
    package var now: @Sendable () -> Timestamp = { .now }
    /// 0 to 1: spreads retries.
    package var random: @Sendable () -> Double = { .random(in: 0..<1) }

    package init() {}
  }

  package private(set) var definition: WorkflowDefinition
  /// The definition with each preset that rows choose.
  private let variants: PresetVariants
  private let executors: [String: any StepExecutor]
  /// Knows the keys that nothing of what a row gives may hold.
  private let services: any ServiceResolver
  /// `nil`: nothing is fetched.
  var fetcher: InputFetcher?
  private let options: Options

  package init(_ definition: WorkflowDefinition, resources: StepResources, options: Options = Options()) {
    self.init(
      definition, executors: StepKinds.executors(resources), services: resources.services, options: options)
    fetcher = InputFetcher(
      rules: resources.fetching, http: resources.http, pictures: resources.pictures, hosts: resources.hosts,
      known: resources.fetched, now: options.now)
  }

  /// - Parameter executors: by the key of their kind.
  init(
    _ definition: WorkflowDefinition, executors: [String: any StepExecutor],
    services: any ServiceResolver = NoServices(), options: Options = Options()
  ) {
    self.definition = definition
    variants = PresetVariants(definition)
    self.executors = executors
    self.services = services
    self.options = options
  }

  package func run(_ attempt: RowAttempt, journal: any AttemptJournal) async -> Ending {
    let journal = RedactingJournal(journal: journal) { [services] in Redactor(services.secrets) }
    let ending = await runSteps(attempt, journal)
    return Redactor(services.secrets)(ending)
  }

  private func runSteps(_ attempt: RowAttempt, _ journal: any AttemptJournal) async -> Ending {
    do throws(Failure) {
      var runner = self
      runner.definition = try variants.definition(for: attempt.history.values)
      return try await runner.finish(attempt, journal)
    } catch {
      if error.code == Self.stoppedTooLate.code { return ending(error, attempt) }
      if Task.isCancelled || error.code == Self.cancelled.code { return Ending(.cancelled) }
      return ending(error, attempt)
    }
  }

  private func ending(_ failure: Failure, _ attempt: RowAttempt) -> Ending {
    let decision = RetryPolicy(definition.retry).decide(
      failure, attemptsSpent: attempt.history.attemptsSpent, retryAfter: failure.retryAfter,
      random: options.random())
    let notBefore = decision.delay.map { options.now().advanced(by: $0) }
    return Ending(decision.outcome, failure: failure, notBefore: notBefore)
  }

  private func finish(_ attempt: RowAttempt, _ journal: any AttemptJournal) async throws(Failure) -> Ending {
    let end = ContinuousClock.now.advanced(by: definition.limits.timeout ?? options.timeout)
    var scope = RowScope(definition, attempt)
    if let inputs = try await inputs(of: attempt, journal, until: end) { scope.add(inputs: inputs) }
    var warning: Failure?
    var cost: Double?
    for step in definition.steps(for: scope.value(of:)) {
      if let kept = attempt.history.steps.last(where: { $0.number == step.number }) {
        scope.add(kept, of: step)
        cost = Self.sum(cost, kept.cost)
        continue
      }
      guard step.when?.holds(scope.value(of:)) ?? true else { continue }
      if Task.isCancelled { throw Self.cancelled }
      let (output, kept) = try await runAndKeep(step, scope, attempt, journal, until: end)
      warning = warning ?? output.warning
      cost = Self.sum(cost, output.cost)
      scope.add(kept, of: step)
    }
    let (values, files) = scope.results()
    return Ending(warning == nil ? .done : .warning, failure: warning, outputs: values, files: files, cost: cost)
  }

  private static func sum(_ one: Double?, _ other: Double?) -> Double? {
    one == nil && other == nil ? nil : (one ?? 0) + (other ?? 0)
  }

  /// - Throws: nothing that leads to another attempt by itself while a request that must not be repeated is open.
  private func runAndKeep(
    _ step: StepDefinition, _ scope: RowScope, _ attempt: RowAttempt, _ journal: any AttemptJournal,
    until end: ContinuousClock.Instant
  ) async throws(Failure) -> (StepOutput, StepResult) {
    let history = attempt.history
    let watch = SubmissionWatch(
      journal, isOpen: history.sent.contains(step.number) && history.remoteIDs[step.number] == nil)
    do throws(Failure) {
      let output = try await run(step, scope, attempt, watch, until: end)
      return (output, try await keep(output, of: step, watch))
    } catch {
      if Task.isCancelled, attempt.isGivenUp(), watch.isOpen { throw Self.stoppedTooLate }
      throw error.code == Self.cancelled.code ? error : watch.judged(error)
    }
  }

  private func run(
    _ step: StepDefinition, _ scope: RowScope, _ attempt: RowAttempt, _ journal: any AttemptJournal,
    until end: ContinuousClock.Instant
  ) async throws(Failure) -> StepOutput {
    guard let executor = executors[step.kind] else {
      throw Failure(
        .transient, code: "step-kind", message: "This server cannot run steps of the kind '\(step.kind)'.")
    }
    let left = ContinuousClock.now.duration(to: end)
    let timeout = min(step.timeout ?? left, left)
    let filled = FilledStep(definition: step, settings: step.settings.filled(scope.value(of:)).object ?? [:])
    let history = attempt.history
    let context = StepContext(
      record: attempt.record, attempt: history.attempt, values: scope.everything,
      folder: try Self.folder(for: step, attempt), workflow: definition, timeout: timeout,
      remoteID: history.remoteIDs[step.number], wasSent: history.sent.contains(step.number),
      sentAttempt: history.sentAttempt, mayRepeat: history.mayRepeat, journal: journal,
      value: { [scope] in scope.value(of: $0) }, isGivenUp: attempt.isGivenUp)
    let late = Failure(
      .transient, code: "step-timeout",
      message: "The step '\(step.name)' took longer than \(timeout.forPeople) and was stopped.")
    guard timeout > .zero else { throw late }
    return try await Deadline.run(within: timeout, orThrow: late) { () throws(Failure) in
      try await executor.run(filled, context)
    }
  }

  private func keep(
    _ output: StepOutput, of step: StepDefinition, _ journal: any AttemptJournal
  ) async throws(Failure) -> StepResult {
    let values = JSONObject(output.values.members.map { ($0.name, OutputText.clean($0.value)) })
    try OutputText.check(values, of: step)
    let files = output.files.map { file in
      var file = file
      file.column = definition.fileColumn(of: file.column, step: step.name)
      return file
    }
    return try await write(
      StepResult(number: step.number, outputs: values, cost: output.cost), files: files, journal,
      orThrow: "The result of the step '\(step.name)' could not be written down. The row is run again later.")
  }

  func write(
    _ result: StepResult, files: [StepFile], _ journal: any AttemptJournal, orThrow message: Message
  ) async throws(Failure) -> StepResult {
    do {
      return try await journal.step(result, files: files)
    } catch let failure as Failure {
      throw failure
    } catch {
      // What the row gave is not safe: it is not the row's fault, and no attempt of its is spent.
      throw Failure(.throttled, code: "not-recorded", message: message, detail: "\(error)")
    }
  }

  /// A folder of its own for each step, so that no step finds another's files among its own.
  private static func folder(for step: StepDefinition, _ attempt: RowAttempt) throws(Failure) -> FilePath {
    let folder = attempt.workingFolder.appending("step\(step.number)")
    guard mkdir(folder.string, 0o700) == 0 || errno == EEXIST else {
      throw Failure(
        .throttled, code: "working-folder",
        message: "The working folder of the step '\(step.name)' could not be made. The row is run again later.",
        detail: "\(Errno(rawValue: errno))")
    }
    return folder
  }

  static let cancelled = Failure(.transient, code: "cancelled", message: "The row was cancelled.")

  private static let stoppedTooLate = Failure(
    .unknown, code: "cancelled-too-late",
    message: """
      The row was cancelled while its request was with the service, and no answer came in time. It may have \
      been done and paid for. Look there if you can, then retry the row or leave it.
      """)
}
