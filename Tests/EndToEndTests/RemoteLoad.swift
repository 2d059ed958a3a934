import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A server with a workflow for each way of working with a service, and the stand-ins that count what they are sent.
struct RemoteLoad {
  /// A workflow, and the request of it that must not be made twice.
  enum Kind: String, CaseIterable {
    /// One request, whose answer holds the picture.
    case picture
    /// Submit, poll, download.
    case task
    /// A stream of events, then a download.
    case app
    /// Upload, submit, poll, download.
    case graph
    /// As `task`, with a program for the second step.
    case checked

    var service: String {
      switch self {
      case .picture: "openai"
      case .task, .checked: "dashscope"
      case .app: "dify"
      case .graph: "comfyui"
      }
    }

    var submission: String {
      switch self {
      case .picture: "/images/generations"
      case .task, .checked: "/services/aigc/text2image/image-synthesis"
      case .app: "/workflows/run"
      case .graph: "/prompt"
      }
    }
  }

  /// Requests that did not come in time.
  struct NotSeen: Error, CustomStringConvertible {
    let description: String
  }

  let server: TemporarySpoolServer
  let standIns: StandIns

  /// - Parameter inFlight: rows that each service may get at the same time.
  init(settings: [String: String] = [:], inFlight: Int = 4) async throws {
    standIns = try await StandIns.start()
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_PROBE_DELAYS": "300ms"].merging(settings) { $1 })
    try writeServices(inFlight: inFlight)
    try addWorkflows()
    try server.start()
  }

  private func writeServices(inFlight: Int) throws {
    let folder = server.folder.appending("templates")
    try folder.appending("test.key").write("test-key-of-the-crash-tests\n")
    guard chmod(folder.appending("test.key").string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    let paths = ["openai": "openai/v1", "dashscope": "dashscope/api/v1", "dify": "dify/v1", "comfyui": "comfyui"]
    let services = paths.map { name, path in
      """
      \(name):
        url: \(standIns.url(path))
        key-file: test.key
        hosts: ["127.0.0.1:\(standIns.storagePort)"]
        private: true
        limits: {inFlight: \(inFlight)}

      """
    }
    try folder.appending("services.yaml").write(services.joined())
  }

  // MARK: Workflows

  private func addWorkflows() throws {
    try add(.picture, Self.picture)
    try add(.task, Self.task)
    try add(.app, Self.app)
    try server.addWorkflow(
      Kind.graph.rawValue, Self.workflow(Self.graph, column: "  - {name: image, type: image, required: true}\n"),
      programs: ["graph.json": Self.graphFile])
    let check = """
        - name: check
          command: {run: ["./check.sh", "{{prompt}}", "\(server.ledger.path)"]}
      """
    try server.addWorkflow(
      Kind.checked.rawValue, Self.workflow(Self.task + check), programs: ["check.sh": Self.checking])
  }

  private func add(_ kind: Kind, _ steps: String) throws {
    try server.addWorkflow(kind.rawValue, Self.workflow(steps))
  }

  private static func workflow(_ steps: String, column: String = "") -> String {
    "columns:\n  - {name: prompt, type: text, required: true}\n\(column)steps:\n\(steps)"
  }

  private static let picture = """
      - name: draw
        http:
          service: openai
          url: images/generations
          json: {model: gpt-image-2, prompt: "{{prompt}}"}
          outputs:
            picture: {file: [{base64: "/data/*/b64_json"}, {link: "/data/*/url"}], type: image}

    """

  private static let task = """
      - name: draw
        http:
          service: dashscope
          url: services/aigc/text2image/image-synthesis
          headers: {X-DashScope-Async: enable}
          json: {model: wan2.2-t2i-flash, input: {prompt: "{{prompt}}"}, parameters: {n: 1}}
          remote: /output/task_id
          poll:
            url: "tasks/{{$remote}}"
            state: /output/task_status
            done: [SUCCEEDED]
            failed: [FAILED, CANCELED]
            lost: [UNKNOWN]
            every: 100ms
            most: 200ms
          cancel: {method: POST, url: "tasks/{{$remote}}/cancel"}
          outputs: {picture: {file: {link: "/output/results/*/url"}, type: image}}

    """

  private static let app = """
      - name: app
        dify:
          service: dify
          app: workflow
          inputs: {title: "{{prompt}}"}
          outputs: {text: {from: text}, picture: {file: pictures}}

    """

  private static let graph = """
      - name: draw
        http:
          service: comfyui
          uploads: [{name: file, url: upload/image, multipart: [{name: image, file: "{{image}}"}]}]
          url: prompt
          json:
            client_id: "{{$id}}"
            prompt:
              $graph: graph.json
              values:
                - {node: Picture, input: image, value: "{{$uploads.file/name}}"}
                - {node: Result, input: filename_prefix, value: "{{prompt}}"}
          remote: /prompt_id
          poll:
            url: "history/{{$remote}}"
            state: "/*/status/status_str"
            done: [success]
            failed: [error]
            missing: {url: queue, at: "/*/*/1"}
            onLost: again
            every: 100ms
            most: 200ms
          outputs:
            picture:
              file:
                request:
                  each: "/*/outputs/*/*/*[filename][type=output]"
                  url: view
                  query: {filename: "{{$item/filename}}", subfolder: "{{$item/subfolder}}", type: "{{$item/type}}"}
              type: image

    """

  private static let graphFile = """
    {
      "1": {"class_type": "LoadImage", "inputs": {"image": "x.png"}, "_meta": {"title": "Picture"}},
      "2": {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["1", 0]}, "_meta": {"title": "Result"}}
    }
    """

  /// Asks for another try three times.
  private static let checking = """
    #!/bin/sh
    echo "$1" >> "$2"
    [ "$(grep -c -x "$1" "$2")" -ge 4 ] || exit 75
    """

  // MARK: Dropping

  /// The words of a row by which its requests are known; no row's are in another's.
  static func marker(_ kind: Kind, _ row: Int) -> String { "\(kind.rawValue)-\(row)-" }

  /// Drops rows 2 to `rows + 1`, and waits for their job.
  ///
  /// - Parameter word: is in each row's words.
  func drop(_ kind: Kind, rows: Int = 1, word: String = "") async throws -> JobID {
    let prompts = (2...(rows + 1)).map { Self.marker(kind, $0) + word }
    if kind == .graph {
      let table = prompts.reduce("prompt,image\n") { $0 + "\($1),p.png\n" }
      let picture = TestPicture.png(width: 64, height: 64, red: 1, green: 2, blue: 3)
      try server.drop(folder: kind.rawValue, into: kind.rawValue, ["rows.csv": Array(table.utf8), "p.png": picture])
      return try await server.job(named: kind.rawValue)
    }
    let name = "\(kind.rawValue).csv"
    try server.drop(name, into: kind.rawValue, "prompt\n" + prompts.joined(separator: "\n") + "\n")
    return try await server.job(named: name)
  }

  // MARK: Looking

  /// Looks every 20 ms until something is seen of the stand-ins' calls.
  @discardableResult
  func wait(
    forCallsOf service: String, _ path: String, _ what: String, marker: String? = nil,
    atMost limit: Duration = patience, until isSeen: ([StandIns.Call]) -> Bool
  ) async throws -> [StandIns.Call] {
    let end = ContinuousClock.now.advanced(by: limit)
    while true {
      let calls = try await standIns.calls(service: service, path: path, marker: marker)
      if isSeen(calls) { return calls }
      guard ContinuousClock.now < end else {
        throw NotSeen(
          description: "waited \(limit) in vain for \(what) at \(service)\(path); \(calls.count) calls; "
            + server.evidence)
      }
      try await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }

  /// How often a row's work was done, and is paid for.
  func performed(_ kind: Kind, row: Int) async throws -> Int {
    try await standIns.calls(
      service: kind.service, path: kind.submission, method: "POST", marker: Self.marker(kind, row)
    ).count { $0.isPerformed }
  }

  func outcome(ofRow row: Int, of job: JobID) throws -> Outcome? { try server.ending(ofRow: row, of: job)?.outcome }
}

/// Where a server is killed: at a request to a stand-in.
struct CrashMoment: Sendable, CustomTestStringConvertible {
  enum Point: Sendable {
    /// It is there; its answer is held back.
    case arrived
    /// It was answered.
    case answered
  }

  var name: String
  var kind: RemoteLoad.Kind
  var service: String?
  var path: String
  var point = Point.arrived
  /// Held back on order at this request, in seconds.
  var delay: JSONValue?
  var settings: JSONValue?
  var endings: Set<Outcome> = [.done]

  var testDescription: String { "\(kind.rawValue): \(name)" }
}
