import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import Logging
import NIOCore
import Synchronization
import SystemPackage

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// The page over a spool of its own whose server stands still, asked by calls of its router; gone with this value.
///
/// The visitor works at this machine unless the settings or the address say otherwise.
final class TestPage: Sendable {
  let path: FilePath
  let server: Server
  let desk: FrontDesk
  let access: AccessDesk
  let router: any HTTPResponder<WebContext>

  /// Settings of a page with jobs of its own making.
  static let withoutWorkflows = ["templates": "/nowhere", "minimumFree": "0"]

  /// - Parameter settings: as on the command line.
  init(_ settings: [String: String] = [:], address: String = "127.0.0.1:8080") throws {
    path = FilePath(NSTemporaryDirectory()).appending("page-\(UUID().uuidString)")
    _ = try Spool.create(SpoolLayout(root: path))
    let flags = settings.map { ConfigurationReader.Flag(name: $0.key, key: $0.key, value: $0.value) }
    let configuration = try ConfigurationReader(environment: [:], flags: flags, workingFolder: "/").read(spool: path)
    var log = Logger(label: "page") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    let programs = Server.Programs(rowspool: "/bin/true", pictures: "/bin/true")
    server = try Server(configuration, programs: programs, log: log)
    desk = server.frontDesk
    guard let address = WebAddress(address) else { throw CocoaError(.featureUnsupported) }
    access = try AccessDesk(desk, address: address)
    router = try WebRouter(desk, access: access, log: log).router().buildResponder()
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// A token of the page, as programs have it.
  func token(_ name: String, _ role: Visitor.Role = .operator) throws -> String {
    let (token, text) = try AccessToken.make(name: name, role: role)
    try TokenFile(desk.configuration.pageAccess.tokens).add(token)
    return text
  }

  /// Hands a drop in, for a job that is not read yet.
  func submit(by name: String = "lin") throws -> JobID {
    let file = path.appending("tea.csv")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: file.string))
    var generator = SystemRandomNumberGenerator()
    let job = JobID(drop: "tea.csv", time: .now, using: &generator)
    let claim = DropClaim(
      job: job, name: "tea.csv", origins: [file], workflow: "w", submitter: Submitter(name: name, from: "api"))
    try desk.spool.submit(claim, files: [file])
    return job
  }

  /// What the page of somebody at this machine sends with each call that changes something.
  var fields: HTTPFields {
    get throws { [.pageToken: try access.pageToken("machine")] }
  }
}

/// An answer of the page.
struct TestAnswer: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields
  var bytes: [UInt8]
  var body: String { String(decoding: bytes, as: UTF8.self) }
  var json: JSONObject { (try? JSONReader.read(bytes))?.object ?? JSONObject() }
  var items: [JSONObject] { json["items"]?.array?.compactMap(\.object) ?? [] }
}

extension TestPage {
  /// Asks the router as the server does.
  ///
  /// - Parameters:
  ///   - peer: the address at the other end of the connection.
  ///   - headers: besides `Host`.
  func ask(
    _ method: HTTPRequest.Method = .get, _ target: String, _ headers: HTTPFields = [:], body: String = "",
    host: String? = "127.0.0.1:8080", peer: String? = nil
  ) async throws -> TestAnswer {
    let response = try await response(to: method, target, headers, body: body, host: host, peer: peer)
    let content = Content()
    try await response.body.write(Writer(content: content))
    return TestAnswer(status: response.status, headers: response.headers, bytes: content.bytes.withLock { $0 })
  }

  /// Asks for what has no end, until the writer has had enough.
  func stream(_ target: String, _ headers: HTTPFields, to writer: consuming some ResponseBodyWriter) async throws {
    try await response(to: .get, target, headers).body.write(writer)
  }

  private func response(
    to method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields, body: String = "",
    host: String? = "127.0.0.1:8080", peer: String? = nil
  ) async throws -> Response {
    var headers = headers
    if !body.isEmpty { headers[.contentLength] = String(body.utf8.count) }
    let request = Request(
      head: HTTPRequest(method: method, scheme: "http", authority: host, path: target, headerFields: headers),
      body: RequestBody(buffer: ByteBuffer(string: body)))
    let context = WebContext(source: Source(logger: desk.log), remoteAddress: peer)
    return try await router.respond(to: request, context: context)
  }

  private struct Source: RequestContextSource {
    let logger: Logger
  }

  private final class Content: Sendable {
    let bytes = Mutex<[UInt8]>([])
  }

  private struct Writer: ResponseBodyWriter {
    let content: Content

    func write(_ buffer: ByteBuffer) async throws {
      content.bytes.withLock { $0 += buffer.readableBytesView }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
