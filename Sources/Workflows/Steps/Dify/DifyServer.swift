import HTTPTransfer
import JobModel
import SystemPackage

/// The service API of one Dify app, as one attempt uses it. Every call keeps the back end's pace.
struct DifyServer: Sendable {
  let address: DifyAddress
  let access: ServiceAccess
  let http: any HTTPService
  let pass: any BackEndPass

  /// An answer of any status, its body read.
  struct Reply: Sendable {
    var response: HTTPResponse
    /// `nil` where the body is no JSON.
    var json: JSONValue?

    var object: JSONObject? { json?.object }
    var isGood: Bool { (200..<300).contains(response.status) }
  }

  // MARK: Requests

  /// - Parameters:
  ///   - path: below the base URL, percent-encoded.
  ///   - query: names and values as they are.
  func request(
    _ method: String, _ path: String, query: [(name: String, value: String)] = [], isRepeatable: Bool? = nil
  ) -> HTTPRequest {
    let query = query.map { "\($0.name)=\(RequestURL.encoded($0.value))" }.joined(separator: "&")
    var request = HTTPRequest(
      method, "\(address.base)/\(path)\(query.isEmpty ? "" : "?\(query)")", isRepeatable: isRepeatable)
    request.headers = access.headers
    request.access = access.access
    request.secrets = access.secrets
    request.receiver = .memory(limit: Self.longestAnswer)
    return request
  }

  /// A run's whole outputs may come in one answer.
  private static let longestAnswer = 64 << 20

  /// A `POST` with a JSON body.
  func request(posting body: JSONObject, to path: String, isRepeatable: Bool) -> HTTPRequest {
    var request = request("POST", path, isRepeatable: isRepeatable)
    request.headers.append(HTTPHeader("Content-Type", "application/json"))
    request.body = .bytes(JSONWriter.bytes(of: .object(body)))
    return request
  }

  // MARK: Calls

  /// Sends a request that may be repeated.
  func call(_ request: HTTPRequest) async throws(Failure) -> Reply {
    try await pass.pace()
    do throws(HTTPError) {
      return reply(try await http.send(request))
    } catch {
      throw failure(error, isRepeatable: true)
    }
  }

  func reply(_ response: HTTPResponse) -> Reply {
    pass.note(response)
    var json: JSONValue?
    if case .bytes(let bytes) = response.body { json = try? JSONReader.read(bytes) }
    return Reply(response: response, json: json)
  }

  /// The record of a run. `nil`: the service does not know it.
  func detail(of run: String) async throws(Failure) -> JSONObject? {
    let reply = try await call(request("GET", "workflows/run/\(RequestURL.encoded(run))"))
    if reply.response.status == 404 { return nil }
    guard reply.isGood else { throw DifyRefusal(reply).failure(access.name) }
    guard let object = reply.object else { throw unreadable(reply) }
    return object
  }

  /// The newest run of an end user in the app's logs; `nil` where there is none.
  func newestRun(of user: String) async throws(Failure) -> String? {
    let query = [("page", "1"), ("limit", "20"), ("created_by_end_user_session_id", user)]
    let reply = try await call(request("GET", "workflows/logs", query: query.map { (name: $0.0, value: $0.1) }))
    guard reply.isGood else { throw DifyRefusal(reply).failure(access.name) }
    guard let entries = reply.object?["data"]?.array else { throw unreadable(reply) }
    // Servers that do not know the filter list everybody's runs.
    let own = entries.compactMap(\.object).filter {
      $0["created_by_end_user"]?.object?["session_id"]?.string == user
    }
    return own.compactMap { $0["workflow_run"]?.object?["id"]?.string }.first
  }

  /// Asks for a run to be stopped. It ends by itself soon after, or did before.
  func stop(_ run: DifyRun, of app: DifyApp) async throws(Failure) {
    guard let task = run.task else { return }
    let body: JSONObject = ["user": .string(run.user)]
    _ = try await call(request(posting: body, to: app.stopPath(task: task), isRepeatable: true))
  }

  // MARK: Failures

  /// A request that got no whole answer.
  func failure(_ error: HTTPError, isRepeatable: Bool) -> Failure {
    var failure = Failure(
      .transient, code: "dify-unreachable", message: error.message, detail: error.detail,
      service: access.name)
    switch error.code {
    case .cancelled: failure.code = "cancelled"
    case .hostNotAllowed, .addressNotAllowed, .badURL, .badRequest:
      failure.class = .invalid
      failure.code = "dify-address"
    default: if error.wasSent && !isRepeatable { failure.class = .unknown }
    }
    return failure
  }

  func unreadable(_ reply: Reply) -> Failure {
    Failure(
      .transient, code: "dify-bad-answer",
      message: "The service '\(access.name)' gave an answer that cannot be read. The row is tried again.",
      detail: DifyRefusal(reply).detail, service: access.name)
  }
}
