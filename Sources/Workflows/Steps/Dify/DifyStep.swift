import HTTPTransfer
import JobModel

/// `dify:` runs an app of a Dify server once for each row:
///
///     dify:
///       service: shop                     # in services.yaml: the app's address and key
///       app: workflow                     # or completion, chat, agent-chat, advanced-chat
///       inputs:
///         title: "{{title}}"
///         photo: {$file: "{{photo}}"}     # handed in first
///         more: [{$file: "{{photo2}}"}, {$file: "{{photo3}}"}]
///       outputs:
///         text: {from: text, type: paragraph}
///         pictures: {file: images, type: image}
///
/// Further keys: `query` (chats), `user`, `errors`, `deadline`, `idle`, `internalHosts`. See `templates/dify/README.md`.
struct DifyStep: StepKind {
  static let key = "dify"

  private let resources: StepResources
  private let times: DifyTimes

  init(resources: StepResources) {
    self.init(resources: resources, times: DifyTimes())
  }

  init(resources: StepResources, times: DifyTimes) {
    self.resources = resources
    self.times = times
  }

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    let settings = DifySettings(step)
    let access = try resources.services.service(settings.service, of: context.workflow)
    guard let address = access.baseURL.flatMap({ DifyAddress($0) }) else {
      throw Failure(
        .invalid, code: "dify-address",
        message:
          "The service '\(settings.service)' has no usable 'url:'. An administrator has to look at services.yaml.",
        service: settings.service)
    }
    // The runner stops the step when its time is over; the step has to know before what its run came to.
    let reserve = min(.seconds(15), context.timeout / 10)
    let end = ContinuousClock.now.advanced(by: context.timeout - reserve)
    return try await resources.backEnds.run(access.backEnd) { [resources, times] pass throws(Failure) in
      let server = DifyServer(address: address, access: access, http: resources.http, pass: pass)
      let attempt = DifyAttempt(
        server: server, settings: settings, step: step, context: context, times: times, end: end)
      return try await attempt.run()
    }
  }
}
