import HTTPTransfer
import JobModel
import SystemPackage

/// One attempt at an `http` step: carries out what the recipe says.
struct HTTPWork {
  struct Parts: Sendable {
    let recipe: HTTPRecipe
    let step: StepDefinition
    let access: ServiceAccess
    let context: StepContext
    let http: any HTTPService
    let cache: UploadCache
    let clock: HTTPClock

    var recipeIsRepeatable: Bool { recipe.request.isRepeatable }
  }

  let parts: Parts
  let pass: any BackEndPass
  var scope: HTTPScope
  /// Files in the step's folder so far.
  private var fileCount = 0

  init(_ parts: Parts, _ pass: any BackEndPass) {
    self.parts = parts
    self.pass = pass
    scope = HTTPScope(step: parts.step, context: parts.context)
  }

  var recipe: HTTPRecipe { parts.recipe }
  var step: StepDefinition { parts.step }
  var context: StepContext { parts.context }
  var service: String { parts.access.name }

  var judge: AnswerJudge {
    AnswerJudge(recipe: recipe, step: step.name, service: service, now: parts.clock.now)
  }

  /// - Parameter record: what an earlier attempt kept of work that goes on.
  mutating func run(from record: RemoteRecord?) async throws(Failure) -> StepOutput {
    do throws(Failure) {
      guard let record else { return try await submit() }
      return try await goOn(with: record)
    } catch {
      if Task.isCancelled, context.isGivenUp() { await stopRemote() }
      throw error
    }
  }

  private mutating func goOn(with record: RemoteRecord) async throws(Failure) -> StepOutput {
    if let harvest = record.harvest { return try await collect(harvest) }
    scope.remote = record.id
    guard let poll = recipe.poll else {
      throw Failure(
        .unknown, code: "remote-unusable",
        message: "The service '\(service)' works on this row, but the workflow does not say how to ask for the result.",
        service: service)
    }
    return try await finish(try await follow(poll, from: nil))
  }

  // MARK: Submitting

  private mutating func submit() async throws(Failure) -> StepOutput {
    try await upload()
    let answer: Answer
    if recipe.events != nil {
      answer = try await streamWork()
    } else {
      answer = try await send(recipe.request, for: .work)
      try await check(answer, to: recipe.request)
    }
    scope.reply = answer.tree
    guard let poll = recipe.poll else { return try await finish(answer) }
    if scope.remote == nil {
      guard try await takeRemote(from: answer) else { return try await finish(answer) }
    }
    return try await finish(try await follow(poll, from: answer))
  }

  /// - Throws: unless the answer to the row's own request is good. What is known to be over may be sent again.
  private mutating func check(_ answer: Answer, to request: RequestRecipe) async throws(Failure) {
    let verdict = judge.verdict(on: answer, to: request, isRepeatable: request.isRepeatable)
    guard case .bad(let failure) = verdict else { return }
    if failure.class != .unknown { await settle() }
    throw failure
  }

  /// - Returns: `false` where the answer is the whole result already.
  /// - Throws: where there is no id: the work may be going on, and cannot be followed.
  private mutating func takeRemote(from answer: Answer) async throws(Failure) -> Bool {
    guard let id = answer.values(recipe.remote).first?.shortText, !id.isEmpty else {
      if let poll = recipe.poll, let state = state(of: answer), PollPlan(poll).end(state) == .done { return false }
      guard answer.tree != nil else { throw notJSON(answer, isRepeatable: recipe.request.isRepeatable) }
      let words = ServiceMessage.find(in: answer, own: recipe.message)
      throw Failure(
        recipe.request.isRepeatable ? .transient : .unknown, code: "no-remote-id",
        message: ServiceSentence.text(.unknown, service: service, words: words, status: answer.status),
        detail: answer.detail, service: service)
    }
    scope.remote = id
    await journal(RemoteRecord(id: id))
    return true
  }

  func notJSON(_ answer: Answer, isRepeatable: Bool) -> Failure {
    let words = ServiceMessage.find(in: answer, own: recipe.message)
    let kind = isRepeatable ? Failure.Class.transient : .unknown
    return Failure(
      kind, code: "answer-unreadable",
      message: ServiceSentence.text(kind, service: service, words: words, status: answer.status),
      detail: "not JSON: \(answer.problem ?? "no data")\n\(answer.detail)", service: service)
  }

  // MARK: The row's file

  /// Before the first byte of a request that must not be repeated.
  func journalSent() async throws(Failure) {
    do {
      try await context.journal.sent(step: step.number)
    } catch {
      throw Failure(
        .throttled, code: "not-recorded",
        message: """
          The row's file could not be written before the step '\(step.name)'. Nothing was sent; the row \
          is run again later.
          """, detail: "\(error)")
    }
  }

  /// Where it cannot be written the attempt goes on all the same: its id is known as long as this process lives. The
  /// runner sees that it is not on disk, and no failure then leads to a second submission.
  func journal(_ record: RemoteRecord?) async {
    try? await context.journal.remote(step: step.number, id: record?.text)
  }

  /// The request is known to have come to nothing: it may be sent again.
  func settle() async {
    if !recipe.request.isRepeatable { await journal(nil) }
  }

  // MARK: Files

  /// A name in the step's folder that nothing else has.
  mutating func newPath(_ name: String) -> FilePath {
    fileCount += 1
    return context.folder.appending("\(fileCount)-\(name)")
  }
}
