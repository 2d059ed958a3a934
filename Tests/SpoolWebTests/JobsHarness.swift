import Foundation
import HTTPTypes
import JobModel
import SystemPackage

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// A page with jobs that were handed in, whose rows do not run.
final class JobsHarness {
  let page: TestPage
  var path: FilePath { page.path }
  var server: Server { page.server }
  var spool: Spool { server.spool }

  init() throws { page = try TestPage(TestPage.withoutWorkflows) }

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

  @discardableResult
  func call(
    _ path: String, _ method: HTTPRequest.Method = .get, _ body: String? = nil, language: String? = nil
  ) async throws -> TestAnswer {
    var fields = try page.fields
    if let language { fields[.acceptLanguage] = language }
    return try await page.ask(method, "/api/v1" + path, fields, body: body ?? "")
  }
}

extension TestAnswer {
  var names: [String] { items.compactMap { $0["name"]?.string } }
}
