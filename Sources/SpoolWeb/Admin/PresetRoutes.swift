import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Workflows

/// `/api/v1/workflows/{workflow}/presets` and `/preset-order`: everybody sees the list, administrators change it.
struct PresetRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    let workflow = router.group("api/v1/workflows/:workflow")
    workflow.get("presets") { _, context in
      try await answering {
        let titles = try await desk.presetTitles(of: workflowName(in: context))
        let items = titles.map { preset -> JSONObject in
          [
            "name": .string(preset.name),
            "title": .string(preset.titles.message(or: preset.name).text(in: context.language)),
          ]
        }
        return JSONAnswer(items: items).response
      }
    }
    workflow.post("presets") { request, context in try await add(request, context) }
    workflow.get("presets/:preset") { _, context in
      try context.requireAdmin()
      return try await answering {
        try await Self.answer(desk.preset(name(in: context), of: workflowName(in: context)))
      }
    }
    workflow.put("presets/:preset") { request, context in try await change(request, context) }
    workflow.delete("presets/:preset") { request, context in
      try context.requireAdmin()
      return try await answering {
        try await desk.removePreset(
          name(in: context), of: workflowName(in: context), where: PresetFolder.Expectation(request))
        return Response(status: .noContent)
      }
    }
    workflow.put("preset-order") { request, context in try await arrange(request, context) }
  }

  private func add(_ request: Request, _ context: WebContext) async throws -> Response {
    try context.requireAdmin()
    let body = try await request.jsonObject(["name", "titles", "values", "text"], atMost: Self.longest)
    let name = try body.requiredText("name")
    return try await answering {
      let change = PresetChange(name: name, try Self.contents(body), where: .nothing)
      let preset = try await desk.change(change, of: workflowName(in: context))
      return Self.answer(preset, status: .created)
    }
  }

  private func change(_ request: Request, _ context: WebContext) async throws -> Response {
    try context.requireAdmin()
    let body = try await request.jsonObject(["titles", "values", "text", "revision"], atMost: Self.longest)
    // Nothing at all would empty the preset.
    guard try body.text("text") != nil || body.object("values") != nil else { throw Self.unclear }
    let seen = try body.text("revision").map(PresetFolder.Expectation.revision)
    return try await answering {
      let change = PresetChange(
        name: try name(in: context), try Self.contents(body), where: seen ?? PresetFolder.Expectation(request))
      return try await Self.answer(desk.change(change, of: workflowName(in: context)))
    }
  }

  private func arrange(_ request: Request, _ context: WebContext) async throws -> Response {
    try context.requireAdmin()
    let body = try await request.jsonObject(["presets"])
    guard let list = body["presets"]?.array, case let names = list.compactMap(\.string), names.count == list.count
    else {
      throw WebFailure.badValue("presets", "'presets' must be a list of names.")
    }
    return try await answering {
      let order = try await desk.arrangePresets(names, of: workflowName(in: context))
      let answer: JSONObject = ["presets": .array(order.map(JSONValue.string))]
      return JSONAnswer(answer).response
    }
  }

  // MARK: What comes and what goes

  private func workflowName(in context: WebContext) throws -> String { try context.pathText("workflow") }
  private func name(in context: WebContext) throws -> String { try context.pathText("preset") }

  /// Presets are at most 1 MiB of YAML.
  private static let longest = 3 << 20

  private static let unclear = WebFailure.badValue("text", "Give either 'text', or 'titles' and 'values'.")

  private static func contents(_ body: JSONObject) throws -> PresetChange.Contents {
    let (titles, values) = (try body.object("titles"), try body.object("values"))
    if let text = try body.text("text") {
      guard titles == nil, values == nil else { throw unclear }
      return .text(text)
    }
    return .values(
      titles.map { Titles(english: text($0["en"]), chinese: text($0["zh"])) },
      (values ?? JSONObject()).members.map { PresetText.Value(column: $0.name, text: $0.value.plainText) })
  }

  private static func text(_ value: JSONValue?) -> String? {
    value?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func answer(_ preset: PresetText, status: HTTPResponse.Status = .ok) -> Response {
    var titles = JSONObject()
    titles["en"] = preset.titles.english.map(JSONValue.string)
    titles["zh"] = preset.titles.chinese.map(JSONValue.string)
    let values = JSONObject(preset.values.map { ($0.column, .string($0.text)) })
    let answer: JSONObject = [
      "name": .string(preset.name), "titles": .object(titles), "values": .object(values),
      "text": .string(preset.text), "hasMore": .boolean(preset.hasMore), "revision": .string(preset.revision),
    ]
    var response = JSONAnswer(answer, status: status).response
    response.headers[.eTag] = "\"\(preset.revision)\""
    return response
  }

  /// Errors of presets as answers.
  private func answering(_ work: () async throws -> Response) async throws -> Response {
    do {
      return try await work()
    } catch let unknown as UnknownWorkflow {
      throw WorkflowRoutes.noWorkflow(unknown.name)
    } catch let refusal as PresetFolder.Refusal {
      throw WebFailure(refusal)
    } catch let error as WorkflowError {
      throw WebFailure(.unprocessableContent, "preset-mistake", Message(verbatim: error.description))
    }
  }
}

extension PresetFolder.Expectation {
  /// By `If-Match` (RFC 9110, section 13.1.1); without it the file may be anything.
  fileprivate init(_ request: Request) {
    switch request.headers[.ifMatch] {
    case nil, "*": self = .anything
    case let tag?: self = .revision(tag.filter { $0 != "\"" })
    }
  }
}

extension WebFailure {
  fileprivate init(_ refusal: PresetFolder.Refusal) {
    let (status, code): (HTTPResponse.Status, String) =
      switch refusal.cause {
      case .unusable: (.unprocessableContent, "preset-mistake")
      case .missing: (.notFound, "no-such-preset")
      case .taken: (.conflict, "preset-exists")
      case .changedMeanwhile: (.preconditionFailed, "changed-meanwhile")
      case .disk: (.conflict, "not-writable")
      }
    self.init(status, code, refusal.message)
  }
}
