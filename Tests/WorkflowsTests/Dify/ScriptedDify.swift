import Foundation
import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage

@testable import Workflows

/// A service that answers from a script: for each method and path a list of answers, the last of which repeats.
final class ScriptedDify: HTTPService {
  enum Answer: Sendable {
    case json(Int, JSONValue)
    case text(Int, String)
    /// A body of any kind, written to where the request wants it.
    case bytes([UInt8])
    case events([Event])
    case fault(HTTPError.Code, wasSent: Bool)
  }

  enum Event: Sendable {
    case json(JSONValue)
    /// `event: ping` without data.
    case ping
    case raw(String)
    case cut
    /// Nothing comes any more.
    case silence
    /// The run ends when it is stopped.
    case untilStopped(JSONValue)
  }

  struct Call: Sendable {
    var name: String
    var url: String
    var headers: [HTTPHeader]
    var body: HTTPBody

    var json: JSONObject {
      guard case .bytes(let bytes) = body else { return [:] }
      return (try? JSONReader.read(bytes).object) ?? [:]
    }
  }

  private struct State {
    var answers: [String: [Answer]] = [:]
    var calls: [Call] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isStopped = false
  }

  private let state = Mutex(State())

  /// - Parameter name: such as `POST /v1/workflows/run`, without the query.
  func on(_ name: String, _ answers: Answer...) {
    state.withLock { $0.answers[name] = answers }
  }

  var calls: [Call] { state.withLock { $0.calls } }

  func count(_ name: String) -> Int { calls.count { $0.name == name } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    switch try await answer(request) {
    case .events: throw HTTPError(.badAnswer, wasSent: true, message: "events")
    case let answer: return try Self.response(answer, request)
    }
  }

  func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPAnswer {
    let answer = try await answer(request)
    guard case .events(let events) = answer else { return .response(try Self.response(answer, request)) }
    let script = Script(events)
    return .events(
      HTTPEventStream(status: 200, headers: []) { () throws(HTTPError) in
        guard let event = script.next() else { return nil }
        switch event {
        case .json(let json): return ServerSentEvent(data: json.plainText)
        case .ping: return ServerSentEvent(name: "ping", data: "")
        case .raw(let text): return ServerSentEvent(data: text)
        case .cut: throw HTTPError(.reset, wasSent: true, message: "The connection ended before the answer did.")
        case .silence: throw try await Self.waitForCancel()
        case .untilStopped(let json):
          await self.waitForStop()
          return ServerSentEvent(data: json.plainText)
        }
      })
  }

  private static func waitForCancel() async throws(HTTPError) -> HTTPError {
    try? await ContinuousClock().sleep(for: .seconds(600))
    throw HTTPError(.cancelled, wasSent: true, message: "cancelled")
  }

  private func waitForStop() async {
    await withCheckedContinuation { continuation in
      let isStopped = state.withLock { state in
        if !state.isStopped { state.waiting.append(continuation) }
        return state.isStopped
      }
      if isStopped { continuation.resume() }
    }
  }

  private func answer(_ request: HTTPRequest) async throws(HTTPError) -> Answer {
    if Task.isCancelled { throw HTTPError(.cancelled, wasSent: false, message: "cancelled") }
    let path = request.url.dropFirst("https://dify.example".count).prefix { $0 != "?" }
    let name = "\(request.method) \(request.url.hasPrefix("https://dify.example/") ? String(path) : request.url)"
    let (answer, waiting) = state.withLock { state in
      state.calls.append(Call(name: name, url: request.url, headers: request.headers, body: request.body))
      var waiting: [CheckedContinuation<Void, Never>] = []
      if name.hasSuffix("/stop") {
        state.isStopped = true
        waiting = state.waiting
        state.waiting = []
      }
      guard let answers = state.answers[name], let first = answers.first else { return (Answer?.none, waiting) }
      if answers.count > 1 { state.answers[name]?.removeFirst() }
      return (first, waiting)
    }
    for continuation in waiting { continuation.resume() }
    if case .fault(let code, let wasSent)? = answer { throw HTTPError(code, wasSent: wasSent, message: "No answer.") }
    return answer ?? .json(404, ["code": "not_found", "message": "not found", "status": 404])
  }

  private static func response(_ answer: Answer, _ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    var response = HTTPResponse(status: 200, url: request.url)
    switch answer {
    case .json(let status, let json):
      response.status = status
      response.body = .bytes(Array(json.plainText.utf8))
    case .text(let status, let text):
      response.status = status
      response.body = .bytes(Array(text.utf8))
    case .bytes(let bytes): response.body = .bytes(bytes)
    case .events, .fault: break
    }
    if response.status < 300, case .file(let path, _) = request.receiver, case .bytes(let bytes) = response.body {
      guard (try? Data(bytes).write(to: URL(fileURLWithPath: path.string))) != nil else {
        throw HTTPError(.notWritten, wasSent: true, message: "not written")
      }
      response.body = .file(path, count: bytes.count)
    }
    return response
  }

  private final class Script: Sendable {
    private let rest: Mutex<ArraySlice<Event>>
    init(_ events: [Event]) { rest = Mutex(events[...]) }
    func next() -> Event? { rest.withLock { $0.popFirst() } }
  }
}

/// The one service of these tests.
struct DifyAtExample: ServiceResolver {
  var baseURL: String? = "https://dify.example/v1/"

  func service(_ name: String?, of definition: WorkflowDefinition) throws(Failure) -> ServiceAccess {
    ServiceAccess(
      name: name ?? "", baseURL: baseURL, headers: [HTTPHeader("Authorization", "Bearer app-key")],
      access: HTTPAccess(), secrets: ["app-key"], backEnd: BackEndID(service: name ?? "", endpoint: "dify"))
  }
}

extension DifyTimes {
  /// Nothing is waited for.
  static let short = DifyTimes(
    pollFirst: .milliseconds(1), pollMost: .milliseconds(2), lookUp: .milliseconds(20), stopGrace: .seconds(5),
    nameGrace: .milliseconds(20), downloadPauses: [.zero, .zero])
}
