import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import TestSupport

@testable import Workflows

/// A stand-in of Dify over HTTP, and rows that are run against it with the real client.
final class LiveDify: Sendable {
  let standIns: StandIns
  let client = HTTPClient()
  /// The app's kind chooses the key.
  let app: DifyApp

  init(_ app: DifyApp = .workflow) async throws {
    standIns = try await StandIns.start()
    self.app = app
  }

  deinit {
    standIns.stop()
    client.shutDown()
  }

  var key: String { "test-key-dify-\(app.rawValue)" }

  static let settings = """
    service: shop
    app: workflow
    inputs: {title: "{{title}}", qty: "{{qty}}", photo: {$file: "{{photo}}"}}
    outputs:
      text: {type: paragraph}
      count: {type: integer}
      picture: {file: pictures, type: image, optional: true}
    deadline: 5s
    """

  /// - Parameter settings: lines below `dify:`.
  func definition(_ settings: String) throws -> WorkflowDefinition {
    let indented = settings.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    return try Samples.workflow(
      """
      services: {shop: {url: "\(standIns.url("dify"))", key-environment: DIFY_KEY}}
      columns: [{name: title}, {name: qty, type: number}, {name: photo, type: image}]
      steps:
        - name: app
          timeout: 60s
          dify:
      \(indented)
      """)
  }

  func runner(_ settings: String, _ bench: Bench, _ times: DifyTimes = .live) throws -> WorkflowRunner {
    var resources = bench.resources(pictures: FakeService { _ in [:] })
    resources.http = client
    resources.services = ServiceDirectory(searchPath: [], environment: ["DIFY_KEY": key])
    let step = DifyStep(resources: resources, times: times)
    return WorkflowRunner(try definition(settings), executors: ["dify": step], options: bench.options)
  }

  func run(_ bench: Bench, _ settings: String = LiveDify.settings, _ times: DifyTimes = .live) async throws -> Ending {
    await (try runner(settings, bench, times)).run(try bench.attempt(), journal: bench.journal)
  }

  func run(_ values: JSONObject = ["title": "Cup"], _ settings: String = LiveDify.settings) async throws -> Ending {
    try await run(try Bench(values), settings)
  }

  func fault(_ fault: JSONValue, path: String = "/workflows/run", times: Int? = nil) async throws {
    try await standIns.fault(fault, service: "dify", path: path, times: times)
  }

  /// How many runs the service did.
  func submissions() async throws -> Int {
    let calls = try await standIns.calls(service: "dify", path: "/\(app.runPath)", method: "POST")
    return calls.count { $0.isPerformed }
  }
}

extension DifyTimes {
  /// Short waits, long enough for a busy machine.
  static let live = DifyTimes(
    pollFirst: .milliseconds(20), pollMost: .milliseconds(50), lookUp: .seconds(2), stopGrace: .seconds(5),
    nameGrace: .seconds(1), downloadPauses: [.milliseconds(10), .milliseconds(10)])
}

extension Ending {
  /// `outcome class code`.
  var short: String {
    [outcome.rawValue, failure?.class.rawValue, failure?.code].compactMap { $0 }.joined(separator: " ")
  }
}
