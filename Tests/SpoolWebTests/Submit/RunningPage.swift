import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobModel
import JobProcessing
import Logging
import NIOCore
import Spool
import SystemPackage
import TestSupport

@testable import SpoolWeb

/// A server that runs on a spool of its own with one workflow, and its page's router.
final class RunningPage: Sendable {
  private let temporary: TemporaryFolder
  let templates: FilePath
  let spool: Spool
  let desk: FrontDesk
  private let access: AccessDesk
  private let server: Server
  private let log: Logger

  private static let settings = [
    "ROWSPOOL_SETTLE": "100ms", "ROWSPOOL_MINIMUM_FREE": "1MiB", "ROWSPOOL_PICTURE_WORKERS": "1",
  ]

  /// Passes its rows through; takes a text, a number and a picture.
  private static let workflow = """
    titles: {en: Echo, zh: 回声}
    columns:
      - {name: prompt, titles: {en: Prompt, zh: 提示}, type: paragraph, required: true}
      - {name: size, type: integer, min: 1, max: 9}
      - {name: picture, type: image}
    results:
      - {name: again, from: prompt}
    estimate: {secondsPerRow: 2, costPerRow: 0.5, currency: CNY}
    """

  /// Hands on the picture that it is given.
  private static let copying = """
    titles: {en: Copy, zh: 复制}
    columns:
      - {name: picture, type: image, required: true}
      - {name: note, titles: {en: Note}, type: paragraph, required: true}
    steps:
      - name: copy
        command: {run: [/bin/cp, "{{picture}}", made.png], outputs: {made: {file: made.png, type: image}}}
    results:
      - {name: made, type: image}
    """

  init(_ settings: [String: String] = [:]) throws {
    temporary = try TemporaryFolder()
    let root = temporary.path.appending("spool")
    spool = try Spool.create(SpoolLayout(root: root))
    templates = temporary.path.appending("templates")
    try templates.appending("echo").appending("workflow.yaml").write(Self.workflow)
    try templates.appending("echo").appending("presets").appending("small.yaml").write(
      "titles: {en: Small}\nvalues: {size: 1}\n")
    try templates.appending("reprint").appending("workflow.yaml").write(Self.copying)
    try templates.appending("reprint").appending("presets").appending("usual.yaml").write(
      "titles: {en: As usual}\nvalues: {note: as usual}\n")
    let environment = Self.settings.merging(["ROWSPOOL_TEMPLATES": templates.string]) { $1 }.merging(settings) { $1 }
    let configuration = try ConfigurationReader(environment: environment, flags: [], workingFolder: "/").read(
      spool: root)
    var log = Logger(label: "page") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    self.log = log
    let programs = ServerProcess.programs
    server = try Server(
      configuration,
      programs: Server.Programs(
        rowspool: programs.appending("rowspool"), pictures: programs.appending("rowspool-images")), log: log)
    desk = server.frontDesk
    access = try AccessDesk(desk, address: WebAddress(host: "127.0.0.1", port: 8080))
  }

  /// Runs the server while somebody asks its page.
  func run(_ body: @escaping @Sendable (PageClient) async throws -> Void) async throws {
    let router = try WebRouter(desk, access: access, log: log).router()
    let inOrder = Signal()
    let running = Task { try await server.run { inOrder.raise() } }
    await inOrder.wait()
    do {
      let token = try access.pageToken("machine")
      try await Application(router: router).test(.router) { try await body(PageClient(client: $0, token: token)) }
    } catch {
      running.cancel()
      _ = await running.result
      throw error
    }
    running.cancel()
    _ = await running.result
  }

  /// A token of an operator, as programs have it.
  func token(_ name: String) throws -> String {
    let (token, text) = try AccessToken.make(name: name, role: .operator)
    try TokenFile(desk.configuration.pageAccess.tokens).add(token)
    return text
  }

  /// Why drops were given back, for messages.
  var rejections: [String] {
    let folder = spool.layout.rejected
    return folder.names.filter { $0.hasSuffix(".txt") }.map { (try? folder.appending($0).text()) ?? $0 }
  }

  /// What lies in `tmp/` of uploads that were not taken.
  var leftovers: [String] { spool.tmp.path.names.filter { $0.hasPrefix("upload-") } }
}

/// A form as browsers send it.
struct TestForm {
  private var bytes: [UInt8] = []
  static let boundary = "----boundary42"

  mutating func add(_ field: String, _ text: String) {
    add("name=\"\(field)\"", Array(text.utf8))
  }

  mutating func add(_ field: String, file: String, _ content: [UInt8]) {
    add("name=\"\(field)\"; filename=\"\(file)\"\r\nContent-Type: application/octet-stream", content)
  }

  private mutating func add(_ header: String, _ content: [UInt8]) {
    bytes += Array("--\(Self.boundary)\r\nContent-Disposition: form-data; \(header)\r\n\r\n".utf8) + content
    bytes += Array("\r\n".utf8)
  }

  var body: ByteBuffer { ByteBuffer(bytes: bytes + Array("--\(Self.boundary)--\r\n".utf8)) }
  static let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
}

/// What the page of somebody at this machine does.
struct PageClient: Sendable {
  let client: any TestClientProtocol
  let token: String

  func execute(
    uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil
  ) async throws -> TestResponse {
    var headers = headers
    if method != .get { headers[.pageToken] = token }
    return try await client.execute(uri: uri, method: method, headers: headers, body: body)
  }

  /// Hands a form in.
  func post(_ form: TestForm, to path: String = "/api/v1/jobs", _ headers: HTTPFields = [:]) async throws
    -> TestResponse
  {
    var all = TestForm.headers
    for field in headers { all[field.name] = field.value }
    return try await execute(uri: path, method: .post, headers: all, body: form.body)
  }

  /// What came of the check of a job that was handed in, once it is over.
  func check(_ response: TestResponse) async throws -> (job: JobID, result: JSONObject) {
    let job = try response.object["job"]?.string.flatMap(JobID.init)
    guard let job else { throw WaitedInVain(description: "no job: \(String(buffer: response.body))") }
    let result = try await wait(for: "the check of \(job)") { () -> JSONObject? in
      let answer = try await execute(uri: "/api/v1/jobs/\(job.pathSegment)/check", method: .get).object
      return answer["state"] == "checking" ? nil : answer
    }
    return (job, result)
  }
}

extension TestResponse {
  var object: JSONObject {
    get throws { try JSONReader.read(body.readableBytesView).object ?? [:] }
  }
}
