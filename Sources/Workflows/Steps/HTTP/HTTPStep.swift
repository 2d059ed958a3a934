import HTTPTransfer
import JobModel
import SystemPackage

/// `http:` calls a remote service, as a recipe says (`docs/recipes.md`):
///
///     http:
///       service: openai
///       url: chat/completions
///       json: {model: "{{model}}", messages: [{role: user, content: "{{prompt}}"}]}
///       outputs: {text: {from: /choices/0/message/content}}
///
/// A request that must not be repeated is sent once: `sent` is in the row's file before it, the service's id (or the
/// links of its answer) right after it. What follows (waiting, fetching) may be done again at any time.
struct HTTPStep: StepKind {
  static let key = "http"

  private let http: any HTTPService
  private let services: any ServiceResolver
  private let backEnds: any BackEndGate
  private let clock: HTTPClock
  private let cache = UploadCache()

  init(resources: StepResources) {
    self.init(resources: resources, clock: HTTPClock())
  }

  init(resources: StepResources, clock: HTTPClock) {
    http = resources.http
    services = resources.services
    backEnds = resources.backEnds
    self.clock = clock
  }

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    guard var recipe = step.definition.recipe else {
      throw Failure(
        .transient, code: "step-kind", message: "The step '\(step.definition.name)' has no recipe to work by.")
    }
    let record = context.remoteID.map(RemoteRecord.init(text:))
    if context.wasSent, record?.isLost ?? true { throw Self.unclear(step, recipe, wasLost: record != nil) }
    let access = try services.service(recipe.service, of: context.workflow)
    recipe.errors += access.errors
    let parts = HTTPWork.Parts(
      recipe: recipe, step: step.definition, access: access, context: context, http: http, cache: cache, clock: clock)
    return try await backEnds.run(access.backEnd) { (pass) async throws(Failure) -> StepOutput in
      var work = HTTPWork(parts, pass)
      return try await work.run(from: record?.isLost == true ? nil : record)
    }
  }

  /// - Parameter wasLost: the work was sent, and nothing of it can be fetched any more.
  private static func unclear(_ step: FilledStep, _ recipe: HTTPRecipe, wasLost: Bool) -> Failure {
    let service = recipe.service ?? step.definition.name
    let reason: Message =
      wasLost ? "its result could not be fetched" : "rowspool was stopped before its answer came"
    return Failure(
      .unknown, code: wasLost ? "remote-lost" : "answer-lost",
      message: """
        The row was sent to the service '\(service)', but \(reason). It is not sent again by itself, because \
        it may have been done and paid for. Retry the row if it is to be sent again.
        """,
      service: service)
  }
}

// MARK: - Checking

extension HTTPStep {
  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition] {
    HTTPRecipe(settings.value)?.outputs.map(\.definition) ?? []
  }

  static func recipe(_ settings: YAMLSettings) -> HTTPRecipe? { HTTPRecipe(settings.value) }

  static func check(_ step: StepDefinition, of workflow: WorkflowDefinition, _ settings: YAMLValue) {
    guard let recipe = step.recipe else { return }
    RecipeCheck(recipe: recipe, step: step, workflow: workflow, settings: settings).run()
  }
}
