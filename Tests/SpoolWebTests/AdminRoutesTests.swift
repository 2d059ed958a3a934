import HTTPTypes
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

@testable import JobProcessing
@testable import SpoolWeb

/// What administrators see and change, over a real spool whose server stands still.
@Suite struct AdminRoutesTests {
  private let folder: TemporaryFolder
  private let page: TestPage
  private var templates: FilePath { folder.path.appending("templates") }

  init() throws {
    folder = try TemporaryFolder()
    page = try TestPage(["templates": folder.path.appending("templates").string])
    try addWorkflow("cups", "columns:\n  - {name: colour}\n  - {name: size, type: integer, max: 100}\nsteps: []\n")
  }

  private func addWorkflow(_ name: String, _ yaml: String) throws {
    try templates.appending(name).appending("workflow.yaml").write(yaml)
  }

  // MARK: Limits

  @Test func limitsAreChangedByOrdersThatTheSpoolKeeps() async throws {
    let change = "{\"concurrency\":5,\"workflows\":{\"cups\":2},\"paused\":true}"
    let answer = try await page.json(.patch, "/api/v1/limits", change)
    #expect(answer["concurrency"] == 5 && answer["paused"] == true)
    #expect(answer["workflows"]?.object?["cups"] == ["concurrency": 2, "configured": nil])
    #expect(try page.desk.spool.spoolOrders().map(\.verb) == [.set, .set, .pause])
    let again = try await page.json(.patch, "/api/v1/limits", "{\"concurrency\":null,\"paused\":false}")
    #expect(again["concurrency"] == again["configured"] && again["paused"] == false)
    #expect(again["workflows"]?.object?["cups"]?.object?["concurrency"] == 2)
  }

  @Test(arguments: [
    ("{\"concurrency\":0}", "'concurrency' must be a whole number from 1 to 10000, or null for what is configured."),
    ("{\"rows\":1}", "There is no member 'rows' here. There are: concurrency, paused, workflows."),
    ("{\"workflows\":{\"mugs\":1}}", "There is no workflow 'mugs'."),
    ("{\"paused\":1}", "'paused' must be true or false."), ("{\"workflows\":7}", "'workflows' must be a JSON object."),
    ("[]", "The request must carry a JSON object."), ("{", "The request must carry a JSON object."),
  ])
  func whatIsNoChangeOfLimitsIsRefused(body: String, sentence: String) async throws {
    let (status, problem) = try await page.answer(.patch, "/api/v1/limits", body)
    #expect(status == .badRequest && problem["detail"]?.string == sentence)
    #expect(try page.desk.spool.spoolOrders().isEmpty)
  }

  @Test func aWorkflowsLimitHoldsAfterARestart() async throws {
    _ = try await page.json(.patch, "/api/v1/limits", "{\"workflows\":{\"cups\":7}}")
    let next = try TestPage(["templates": templates.string])
    for order in try page.desk.spool.spoolOrders() { await next.desk.dispatcher.note(spoolOrder: order) }
    let limits = try await next.json(.get, "/api/v1/limits")
    #expect(limits["workflows"]?.object?["cups"]?.object?["concurrency"] == 7)
  }

  // MARK: Presets

  private static let presets = "/api/v1/workflows/cups/presets"

  @Test func aPresetIsAddedChangedAndRemoved() async throws {
    let body = "{\"name\":\"蓝\",\"titles\":{\"zh\":\"蓝色\"},\"values\":{\"colour\":\"blue: {{x}}\",\"size\":\"7\"}}"
    let added = try await page.answer(.post, Self.presets, body)
    #expect(added.status == .created && added.json["values"]?.object?["colour"] == "blue: {{x}}")
    let path = Self.presets + "/%E8%93%9D"
    let shown = try await page.json(.get, path)
    let revision = try #require(shown["revision"]?.string)
    let changed = try await page.json(.put, path, "{\"values\":{\"size\":\"8\"},\"revision\":\"\(revision)\"}")
    #expect(changed["values"] == .object(["size": "8"]) && changed["titles"] == .object(["zh": "蓝色"]))
    let untitled = try await page.json(.put, path, "{\"titles\":{},\"values\":{}}")
    #expect(untitled["titles"] == .object([:]))
    let late = try await page.answer(.put, path, "{\"values\":{},\"revision\":\"\(revision)\"}")
    #expect(late.status == .preconditionFailed && late.json["code"] == "changed-meanwhile")
    #expect(try await page.answer(.delete, path).status == .noContent)
    #expect(try await page.answer(.get, path).json["code"] == "no-such-preset")
  }

  @Test func whatAFormDoesNotShowStaysInTheFile() async throws {
    let text = "{\"name\":\"p\",\"text\":\"values: {size: 1}\\nsettings: {priority: 2}\\n\"}"
    let added = try await page.answer(.post, Self.presets, text)
    #expect(added.json["hasMore"] == true)
    let changed = try await page.json(.put, Self.presets + "/p", "{\"values\":{\"size\":\"3\"}}")
    #expect(changed["text"]?.string?.contains("priority: 2") == true)
    #expect(changed["values"] == .object(["size": "3"]))
  }

  @Test(arguments: [
    ("{\"name\":\"a/b\",\"values\":{}}", "preset-mistake"),
    ("{\"name\":\"p\",\"values\":{\"size\":\"101\"}}", "preset-mistake"),
    ("{\"name\":\"p\",\"values\":{\"length\":\"1\"}}", "preset-mistake"),
    ("{\"name\":\"p\",\"text\":\"- 1\"}", "preset-mistake"),
    ("{\"values\":{}}", "bad-value"), ("{\"name\":\"p\",\"text\":\"\",\"values\":{}}", "bad-value"),
  ])
  func whatCannotBeAPresetIsRefused(body: String, code: String) async throws {
    let (status, problem) = try await page.answer(.post, Self.presets, body)
    #expect(problem["code"]?.string == code && (status == .badRequest || status == .unprocessableContent))
    #expect(!templates.appending("cups/presets").exists)
  }

  @Test func whatIsWrongIsSaidInTheVisitorsLanguage() async throws {
    let asked: [(HTTPRequest.Method, String, String, String)] = [
      (.patch, "/api/v1/limits", "{\"rows\":1}", "此处没有“rows”这一项。可用的有：concurrency、paused、workflows。"),
      (.post, Self.presets, "{}", "缺少“name”。"),
      (
        .post, Self.presets, "{\"name\":\"p\",\"values\":{\"size\":\"1\",\"大\":\"2\"}}",
        "流程“cups”没有列“大”。现有的列：colour、size。"
      ),
      (.delete, Self.presets + "/p", "", "流程“cups”没有预设“p”。该流程没有预设。"),
      (.post, "/api/v1/admin/back-ends/try", "{\"service\":\"dify\"}", "没有行使用服务“dify”。"),
    ]
    for (method, path, body, sentence) in asked {
      var fields = try page.fields
      fields[.acceptLanguage] = "zh-CN"
      let answer = try await page.ask(method, path, fields, body: body)
      #expect(answer.body.contains("\"detail\":\"\(sentence)\""), "\(answer.body)")
    }
  }

  @Test func nothingAtAllDoesNotEmptyAPreset() async throws {
    _ = try await page.json(.post, Self.presets, "{\"name\":\"p\",\"values\":{\"size\":\"1\"}}")
    let (status, problem) = try await page.answer(.put, Self.presets + "/p", "{\"titles\":{\"en\":\"P\"}}")
    #expect(status == .badRequest && problem["detail"] == "Give either 'text', or 'titles' and 'values'.")
    #expect(try await page.json(.get, Self.presets + "/p")["values"] == .object(["size": "1"]))
  }

  @Test func presetsStandInTheOrderThatWasChosen() async throws {
    for name in ["a", "b", "c"] { _ = try await page.json(.post, Self.presets, "{\"name\":\"\(name)\",\"values\":{}}") }
    let order = try await page.json(.put, "/api/v1/workflows/cups/preset-order", "{\"presets\":[\"c\",\"a\"]}")
    #expect(order["presets"] == ["c", "a", "b"])
    let twice = try await page.answer(.put, "/api/v1/workflows/cups/preset-order", "{\"presets\":[\"c\",\"C\"]}")
    #expect(twice.status == .unprocessableContent)
    #expect(try await page.answer(.delete, Self.presets + "/c").status == .noContent)
    #expect(try templates.appending("cups/presets/order.txt").text() == "a\nb\n")
  }

  @Test func aSecondPresetOfOneNameIsRefused() async throws {
    let body = "{\"name\":\"Calm\",\"values\":{}}"
    _ = try await page.json(.post, Self.presets, body)
    let again = try await page.answer(.post, Self.presets, "{\"name\":\"CALM\",\"values\":{}}")
    #expect(again.status == .conflict && again.json["code"] == "preset-exists")
    let elsewhere = try await page.answer(.post, "/api/v1/workflows/mugs/presets", body)
    #expect(elsewhere.status == .notFound && elsewhere.json["code"] == "no-such-workflow")
  }

  // MARK: Looks

  @Test func workflowsAreCheckedAsTheCommandDoes() async throws {
    try addWorkflow("broken", "columns: 7\n")
    let items = try #require(try await page.json(.get, "/api/v1/admin/workflows")["items"]?.array)
    #expect(items.compactMap { $0.object?["level"]?.string } == ["fault", "good"])
  }

  @Test func storageDoctorAndSettingsAreTold() async throws {
    let storage = try await page.json(.get, "/api/v1/admin/storage")
    #expect(storage["disks"]?.array?.first?.object?["folders"]?.array?.first == "spool")
    #expect(storage["retention"]?.object?["finishedJobs"] == 0)
    let doctor = try #require(try await page.json(.get, "/api/v1/admin/doctor")["items"]?.array)
    #expect(doctor.first?.object?["code"] == "spool")
    let settings = try #require(try await page.json(.get, "/api/v1/admin/configuration")["items"]?.array)
    #expect(settings.contains { $0.object?["key"] == "concurrency" })
  }

  @Test func presetsAndLimitsAreForAdministrators() async throws {
    let office = try TestPage(["webLogin": "always"])
    let fields: HTTPFields = [.authorization: "Bearer \(try office.token("li"))"]
    for (method, path) in [
      (HTTPRequest.Method.patch, "/api/v1/limits"), (.post, Self.presets), (.delete, Self.presets + "/p"),
      (.get, "/api/v1/admin/doctor"), (.get, "/admin"),
    ] {
      #expect(try await office.ask(method, path, fields, body: method == .get ? "" : "{}").status == .forbidden)
    }
    #expect(try await office.ask(.get, "/api/v1/limits", fields).status == .ok)
  }

  @Test func aMethodThatAnAddressDoesNotKnowIsToldApart() async throws {
    let answer = try await page.ask(.put, "/api/v1/limits", page.fields, body: "{}")
    #expect(answer.status == .methodNotAllowed && answer.headers[.allow] == "GET, HEAD, PATCH")
    #expect(try await page.ask(.get, "/api/v1/nothing").status == .notFound)
    #expect(try await page.ask(.get, "/assets/nothing.js").status == .notFound)
    #expect(try await page.ask(.head, "/api/v1/limits").status == .ok)
  }

  @Test func aServiceThatNobodyUsesCannotBeTried() async throws {
    #expect(try await page.json(.get, "/api/v1/admin/back-ends")["items"] == [])
    let (status, problem) = try await page.answer(.post, "/api/v1/admin/back-ends/try", "{\"service\":\"dify\"}")
    #expect(status == .notFound && problem["code"] == "no-such-back-end")
  }

  @Test func thePageIsThereInBothLanguages() async throws {
    let english = try await page.text("/admin", language: "en")
    #expect(english.contains("<h1>Administration</h1>") && english.contains("Rows at once"))
    let chinese = try await page.text("/admin", language: "zh-CN")
    #expect(chinese.contains("<h1>管理</h1>") && chinese.contains("同时处理的行数"))
  }
}

extension TestPage {
  fileprivate func answer(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = ""
  ) async throws -> (status: HTTPResponse.Status, json: JSONObject) {
    let answer = try await ask(method, path, fields, body: body)
    return (answer.status, (try? JSONReader.read(Array(answer.body.utf8)))?.object ?? [:])
  }

  /// The members of an answer that went well.
  fileprivate func json(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") async throws -> JSONObject {
    let (status, json) = try await answer(method, path, body)
    try #require(status.kind == .successful, "\(method) \(path): \(status) \(json)")
    return json
  }

  fileprivate func text(_ path: String, language: String) async throws -> String {
    try await ask(.get, path, [.acceptLanguage: language]).body
  }
}
