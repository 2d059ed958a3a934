import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobModel
import Logging
import NIOCore
import Spool
import SystemPackage
import TestSupport

@testable import JobProcessing
@testable import SpoolWeb

/// The routes over a real spool whose server does not run: what needs no rows can be asked without a process.
final class PageOverSpool: Sendable {
  private let folder: TemporaryFolder
  let spool: Spool
  let server: Server
  var templates: FilePath { folder.path.appending("templates") }

  convenience init() throws {
    try self.init(TemporaryFolder())
  }

  /// As the next process finds the spool.
  convenience init(reopening earlier: PageOverSpool) throws {
    try self.init(earlier.folder)
  }

  private init(_ folder: TemporaryFolder) throws {
    self.folder = folder
    let root = folder.path.appending("spool")
    if !root.exists { _ = try Spool.create(SpoolLayout(root: root)) }
    try folder.path.appending("templates").makeFolders()
    var configuration = Configuration(spool: root)
    configuration.templates = [folder.path.appending("templates")]
    let programs = Server.Programs(
      rowspool: ServerProcess.programs.appending("rowspool"),
      pictures: ServerProcess.programs.appending("rowspool-images"))
    var log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    log.logLevel = .critical
    server = try Server(configuration, programs: programs, log: log)
    spool = server.spool
  }

  func addWorkflow(_ name: String, _ yaml: String) throws {
    try templates.appending(name).appending("workflow.yaml").write(yaml)
  }

  // MARK: Asking

  func answer(
    _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, language: String = "en"
  ) async throws -> (status: HTTPResponse.Status, json: JSONObject) {
    let response = try await response(method, path, body, language)
    let json = try? JSONReader.read(Array(response.body.readableBytesView)).object
    return (response.status, json ?? [:])
  }

  /// The members of an answer that went well.
  func json(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) async throws -> JSONObject {
    let (status, json) = try await answer(method, path, body)
    guard status.kind == .successful else { throw WaitedInVain(description: "\(method) \(path): \(status) \(json)") }
    return json
  }

  func text(_ path: String, language: String) async throws -> String {
    String(buffer: try await response(.get, path, nil, language).body)
  }

  private func response(
    _ method: HTTPRequest.Method, _ path: String, _ body: String?, _ language: String
  ) async throws -> TestResponse {
    let router = try WebRouter(server.frontDesk, log: server.frontDesk.log).router()
    var headers: HTTPFields = [.acceptLanguage: language]
    if body != nil { headers[.contentType] = "application/json" }
    return try await Application(router: router).test(.router) { client in
      try await client.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
  }
}
