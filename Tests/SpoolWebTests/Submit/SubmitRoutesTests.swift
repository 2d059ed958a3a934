import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobModel
import JobProcessing
import NIOCore
import Spool
import SystemPackage
import TestSupport
import Testing

@testable import SpoolWeb

@Suite struct SubmitRoutesTests {
  private static func form(_ files: [(name: String, content: [UInt8])], _ fields: [String: String] = [:]) -> TestForm {
    var form = TestForm()
    form.add("workflow", "echo")
    for (name, value) in fields { form.add(name, value) }
    for (name, content) in files { form.add("file", file: name, content) }
    return form
  }

  private static let picture = TestPicture.png(width: 4, height: 3, red: 200, green: 90, blue: 10)

  private static func csv(_ lines: String...) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

  @Test func aTableBecomesAJob() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let form = Self.form(
        [("宣传.csv", Self.csv("prompt,size", "a fox,2", "a bear,3"))],
        ["priority": "2", "start": "ask", "name": "Ada"])
      let response = try await client.post(form)
      #expect(response.status == .accepted)
      let (job, result) = try await client.check(response)
      #expect(result["state"] == "accepted" && result["rows"] == 2 && result["badRows"] == 0)
      #expect(result["startsPaused"] == true && result["encoding"] == "UTF-8")
      #expect(result["estimate"] == ["seconds": 4, "cost": .number(1), "currency": "CNY"])
      let manifest = try #require(try page.spool.jobFolder(job).manifest())
      #expect(manifest.name == "宣传.csv" && manifest.workflow == "echo")
      #expect(manifest.submitter == Submitter(name: "Ada", from: "api"))
      #expect(manifest.settings.priority == 2)
      #expect(page.leftovers.isEmpty)
    }
  }

  @Test func aTableAndPicturesAreOneDrop() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let picture = Self.picture
      let form = Self.form([
        ("a.png", picture), ("table.csv", Self.csv("prompt,picture", "x,a.png", "y,deep/b.png")),
        ("deep/b.png", picture),
      ])
      let (job, result) = try await client.check(try await client.post(form))
      #expect(result["state"] == "accepted" && result["rows"] == 2 && result["badRows"] == 0)
      #expect(try page.spool.jobFolder(job).manifest()?.name == "table.csv")
    }
  }

  @Test func aFolderKeepsItsFolders() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let picture = Self.picture
      let table = Self.csv("prompt,picture", "a,1.png", "b,red/2.png")
      let form = Self.form(
        [("Photos/table.csv", table), ("Photos/1.png", picture), ("Photos/red/2.png", picture)], ["start": "ask"])
      let (job, _) = try await client.check(try await client.post(form))
      let source = try page.spool.jobFolder(job).folder.path.appending("source")
      #expect(source.names == ["Photos"])
      #expect(source.appending("Photos").appending("red").names == ["2.png"])
    }
  }

  @Test func badCellsAreToldAndWait() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let form = Self.form([("t.csv", Self.csv("prompt,size", "a,2", "b,many"))], ["start": "checked"])
      let (_, result) = try await client.check(try await client.post(form))
      #expect(result["state"] == "accepted" && result["badRows"] == 1 && result["startsPaused"] == true)
      let problem = try #require(result["problems"]?.array?.first?.object)
      #expect(problem["cell"] == "B3" && problem["column"] == "size")
    }
  }

  @Test func whatIsAllRightStartsByItself() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let form = Self.form([("t.csv", Self.csv("prompt,size", "a,2"))], ["start": "checked"])
      let (_, result) = try await client.check(try await client.post(form))
      #expect(result["state"] == "accepted" && result["startsPaused"] == false)
    }
  }

  @Test func aRejectedDropIsToldWithItsReasons() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let (job, result) = try await client.check(try await client.post(Self.form([("t.csv", Self.csv("size", "2"))])))
      #expect(result["state"] == "rejected")
      #expect(result["reasons"]?.array?.first?.string?.contains("Prompt") ?? false)
      // Another process, or this one started again, has only the text beside the drop.
      let text = try await wait(for: "the text beside the drop") { try? Rejection.find(of: job, in: page.spool) }
      #expect(text.name == "t.csv")
    }
  }

  // MARK: One row

  @Test func oneRowIsTakenAsTyped() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let prompt = " \"quoted\", with; many|marks\tand\nlines \\\" "
      var form = TestForm()
      form.add("workflow", "echo")
      form.add("value.prompt", prompt)
      form.add("value.size", "3")
      form.add("value.picture", file: "my cat.png", Self.picture)
      form.add("start", "ask")
      let (job, result) = try await client.check(try await client.post(form))
      #expect(result["state"] == "accepted" && result["rows"] == 1 && result["badRows"] == 0)
      let row = try page.row(of: job)
      #expect(row.values["prompt"] == .string(prompt.trimmingCharacters(in: .whitespaces)))
      #expect(row.values["size"] == 3)
      #expect(row.values["picture"]?.string?.hasSuffix("my cat.png") ?? false)
    }
  }

  @Test func whatIsWrongWithARowIsToldAtItsField() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let body = ByteBuffer(string: #"{"workflow": "echo", "values": {"size": 12, "colour": "red"}}"#)
      let response = try await client.execute(
        uri: "/api/v1/jobs", method: .post, headers: [.contentType: "application/json"], body: body)
      #expect(response.status == .unprocessableContent)
      let fields = try #require(try response.object["fields"]?.array)
      #expect(fields.map { $0.object?["name"]?.string } == ["prompt", "size", "colour"])
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  // MARK: Twice, too much, cut off

  @Test func theSameKeyMakesOneJob() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let form = Self.form([("t.csv", Self.csv("prompt", "a"))], ["start": "ask"])
      let answers = try await withThrowingTaskGroup(of: JSONObject.self) { group in
        for _ in 0..<4 {
          group.addTask { try await client.post(form, [.idempotencyKey: "k1"]).object }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(answers.map { $0["job"] }).count == 1)
      #expect(answers.filter { $0["known"] == true }.count == 3)
      #expect(page.spool.jobs.path.names.count == 1 && page.leftovers.isEmpty)
    }
    // A key is its sender's own; who sits at the server is "web". A server that was started again knows it too.
    #expect(try await page.desk.submission(withKey: "web/k1")?.isKnown == true)
  }

  @Test func moreThanMayBeSentIsNotKept() async throws {
    let page = try RunningPage(["ROWSPOOL_UPLOAD_LIMIT": "1MiB"])
    try await page.run { client in
      let response = try await client.post(Self.form([("t.csv", [UInt8](repeating: 0x61, count: 2 << 20))]))
      #expect(response.status == .contentTooLarge)
      #expect(try response.object["code"] == "too-large")
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  @Test func nothingIsTakenWithoutRoom() async throws {
    let page = try RunningPage(["ROWSPOOL_MINIMUM_FREE": "900TiB"])
    try await page.run { client in
      let response = try await client.post(Self.form([("t.csv", Self.csv("prompt", "a"))]))
      #expect(response.status.code == 507)
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  @Test func aFormThatIsCutOffIsNotKept() async throws {
    let page = try RunningPage()
    try await page.run { client in
      var body = Self.form([("t.csv", Self.csv("prompt", "a"))]).body
      body = body.getSlice(at: 0, length: body.readableBytes - 8) ?? body
      let response = try await client.execute(
        uri: "/api/v1/jobs", method: .post, headers: TestForm.headers, body: body)
      #expect(response.status == .badRequest)
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  @Test(arguments: [
    (["workflow": "nothing"], "no-such-workflow"), (["preset": "huge"], "bad-value"), (["priority": "11"], "bad-value"),
    (["start": "soon"], "bad-value"), (["colour": "red"], "unknown-field"), (["values": "[1]"], "bad-value"),
  ])
  func fieldsThatCannotBeUsedAreTold(fields: [String: String], code: String) async throws {
    let page = try RunningPage()
    try await page.run { client in
      let response = try await client.post(Self.form([("t.csv", Self.csv("prompt", "a"))], fields))
      #expect(response.status == .unprocessableContent)
      #expect(try response.object["code"]?.string == code)
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  @Test func aWorkflowWithAMistakeIsToldNotAFailure() async throws {
    let page = try RunningPage()
    try page.templates.appending("broken/workflow.yaml").write("columns: [{name: a}]\nconcurrency: 1\n")
    try await page.run { client in
      let response = try await client.post(Self.form([("t.csv", Self.csv("a", "1"))], ["workflow": "broken"]))
      #expect(response.status == .unprocessableContent)
      #expect(try response.object["code"] == "broken-workflow")
      #expect(try response.object["detail"]?.string?.contains("workflow.yaml, line 2: The key 'concurrency'") == true)
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names.isEmpty)
    }
  }

  // MARK: Other ways

  @Test func aFileMayBeTheWholeBody() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let response = try await client.execute(
        uri: "/api/v1/jobs?name=t.csv&workflow=echo&start=ask", method: .post,
        headers: [.contentType: "text/csv"], body: ByteBuffer(bytes: Self.csv("prompt", "a", "b")))
      #expect(response.status == .accepted)
      #expect(try await client.check(response).result["rows"] == 2)
    }
  }

  @Test func aPlainFormLeadsToTheJob() async throws {
    let page = try RunningPage()
    try await page.run { client in
      var form = Self.form([("t.csv", Self.csv("prompt", "a"))], ["as": "files", "start": "ask"])
      // A browser sends every field of the form, and an input without a file as an empty one.
      form.add("value.size", "5")
      form.add("value.picture", file: "", [])
      let response = try await client.post(form, to: "/")
      #expect(response.status == .seeOther)
      #expect(response.headers[.location]?.hasPrefix("/jobs/") ?? false)
    }
  }

  @Test func workflowsAreListedWithTheirTemplates() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let list = try await client.execute(uri: "/api/v1/workflows", method: .get).object
      let card = try #require(list["items"]?.array?.first?.object)
      #expect(card["id"] == "echo" && card["title"] == "Echo" && card["takesPicture"] == true)
      #expect(
        card["presets"] == [["value": "small", "title": "Small", "values": ["size": 1], "changesSteps": false]])
      let column = try #require(card["columns"]?.array?[1].object)
      #expect(
        column == [
          "name": "size", "title": "size", "type": "integer", "required": false, "minimum": .number(1),
          "maximum": .number(9),
        ])
      let template = try await client.execute(uri: "/api/v1/workflows/echo/template.xlsx", method: .get)
      #expect(template.body.readableBytesView.starts(with: Array("PK".utf8)))
      let missing = try await client.execute(uri: "/api/v1/workflows/none/template.xlsx", method: .get)
      #expect(missing.status == .notFound)
    }
  }

  @Test func theFirstPageHasTheFormOfTheChosenWorkflow() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let response = try await client.execute(
        uri: "/?workflow=echo", method: .get, headers: [.accept: "text/html", .acceptLanguage: "zh-CN"])
      let text = String(buffer: response.body)
      #expect(text.contains("value.prompt") && text.contains("提示") && text.contains("回声"))
    }
  }
}

extension RunningPage {
  /// The task of a job's only row, which waits.
  func row(of job: JobID) throws -> TaskRecord {
    let folder = spool.layout.root.appending("pending").appending(job.text)
    let name = try #require(folder.names.first)
    let line = try #require(try folder.appending(name).text().split(separator: "\n").first.map(String.init))
    return try #require(TaskRecord(json: try JSONReader.read(line).object ?? [:]))
  }
}
