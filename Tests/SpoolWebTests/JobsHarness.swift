import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobModel
import Logging
import NIOCore
import SystemPackage
import Testing

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// A server whose rows do not run, with jobs that were handed in, and its pages.
final class JobsHarness {
  let path: FilePath
  let server: Server
  var spool: Spool { server.spool }

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("jobs-\(UUID().uuidString)")
    server = try Server.standingStill(in: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  // MARK: Jobs

  /// Commits a job.
  @discardableResult
  func commit(
    _ name: String, rows: ClosedRange<Int> = 2...4, workflow: String = "w", by submitter: String = "li",
    at time: Timestamp = .now, _ settings: JobSettings = JobSettings()
  ) async throws -> JobID {
    try await server.commit(name, rows: rows, workflow: workflow, by: submitter, at: time, settings)
  }

  /// Ends a job whose rows are cancelled.
  func cancelAndFinish(_ id: JobID) async throws {
    _ = try await server.dispatcher.apply(Order(.cancel, job: id, by: "test"))
    await server.dispatcher.applyOrders(of: id)
    try await server.dispatcher.finish(id, delivered: ["x-results.xlsx"], counts: ["cancelled": 3])
  }

  func orders(of id: JobID) throws -> [JSONObject] {
    try JSONLog("orders.jsonl", in: spool.jobFolder(id).folder).lines().filter { $0["verb"] != nil }
  }

  // MARK: Requests

  struct Answer {
    var status: HTTPResponse.Status
    var json: JSONObject
    var items: [JSONObject] { json["items"]?.array?.compactMap(\.object) ?? [] }
    var names: [String] { items.compactMap { $0["name"]?.string } }
  }

  @discardableResult
  func call(
    _ path: String, _ method: HTTPRequest.Method = .get, _ body: String? = nil, language: String? = nil
  ) async throws -> Answer {
    let desk = server.frontDesk
    guard let address = WebAddress("127.0.0.1:8080") else { throw CocoaError(.featureUnsupported) }
    let access = try AccessDesk(desk, address: address)
    let router = try WebRouter(desk, access: access, log: server.log).router()
    var headers: HTTPFields = [.pageToken: try access.pageToken("machine")]
    if let language { headers[.acceptLanguage] = language }
    if body != nil { headers[.contentType] = "application/json" }
    let sent = headers
    return try await Application(router: router, logger: server.log).test(.router) { client in
      try await client.execute(
        uri: "/api/v1" + path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
      ) { response in
        let value = try? JSONReader.read(Array(response.body.readableBytesView))
        return Answer(status: response.status, json: value?.object ?? JSONObject())
      }
    }
  }
}
