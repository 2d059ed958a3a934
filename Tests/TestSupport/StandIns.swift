import Foundation
import Glibc
package import JobModel
import SystemPackage

/// The stand-in services, run as a process of their own, and what a test may ask of them.
///
/// Their server is `rowspool-stand-ins`, built beside the tests: a target that uses this names it as a dependency.
package final class StandIns: @unchecked Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// A request that a stand-in was sent.
  package struct Call: Sendable {
    package let json: JSONValue

    package var method: String { json.object?["method"]?.string ?? "" }
    package var path: String { json.object?["path"]?.string ?? "" }
    package var texts: [String] { (json.object?["texts"]?.array ?? []).compactMap(\.string) }
    package var body: JSONValue? { json.object?["body"] }
    package var parts: [JSONValue] { json.object?["parts"]?.array ?? [] }
    package var status: Int? { json.object?["status"]?.integer }
    /// Whether the service did the work, and would charge for it.
    package var isPerformed: Bool { json.object?["performed"]?.boolean ?? false }

    /// A header's value, its name in any case; `…` for one that held a key.
    package func header(_ name: String) -> String? {
      json.object?["headers"]?.object?.members.first { $0.name.lowercased() == name.lowercased() }?.value.string
    }
  }

  private let process = Process()
  /// Holding its other end keeps the server alive; it ends with this process at the latest.
  private let lifeline = Pipe()
  /// Of the services, such as 40123.
  package let port: Int
  /// Of the storage that links to results lead to.
  package let storagePort: Int
  /// Of the listener that breaks the rules of HTTP.
  package let misbehavingPort: Int

  /// Starts the server and waits until it listens, on a thread of its own.
  ///
  /// - Parameter port: of the services; 0 for any that is free.
  package static func start(port: Int = 0) async throws -> StandIns {
    try await onOwnThread { try StandIns(port: port) }
  }

  /// Starts the server and blocks until it listens.
  private init(port: Int) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: ServerProcess.programs.appending("rowspool-stand-ins").string)
    process.arguments = ["--port", String(port)]
    process.standardInput = lifeline
    process.standardOutput = output
    try process.run()
    let line = output.fileHandleForReading.firstLine()
    guard let colon = line.lastIndex(of: ":"), let port = Int(line[line.index(after: colon)...]) else {
      process.terminate()
      throw Failure(description: "the stand-ins did not start: '\(line)'")
    }
    self.port = port
    let ports = try StandInControl(port: port).send("GET", "/ports", nil)
    storagePort = ports.object?["storage"]?.integer ?? 0
    misbehavingPort = ports.object?["misbehaving"]?.integer ?? 0
  }

  deinit { stop() }

  /// Ends the server at once.
  package func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// The address of a service: `url("openai/v1")`.
  package func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

  /// An address at the listener that breaks the rules of HTTP.
  package func misbehavingURL(_ path: String) -> String { "http://127.0.0.1:\(misbehavingPort)/\(path)" }

  // MARK: Control

  /// Orders a fault: see `Fault` for what there is.
  ///
  /// - Parameters:
  ///   - service: such as `openai`.
  ///   - path: below the service's base; `*` stands for any text.
  ///   - marker: only requests with this text in their bodies.
  ///   - after: so many fitting requests are let through first.
  ///   - times: so many are befallen; `nil` for all.
  package func fault(
    _ fault: JSONValue, service: String, path: String = "*", method: String? = nil, marker: String? = nil,
    after: Int = 0, times: Int? = nil
  ) async throws {
    var order: JSONObject = [
      "service": .string(service), "path": .string(path), "after": .integer(Int64(after)), "fault": fault,
    ]
    order["method"] = method.map { .string($0) }
    order["marker"] = marker.map { .string($0) }
    order["times"] = times.map { .integer(Int64($0)) }
    try await control("POST", "/faults", .object(order))
  }

  /// The requests that came in since the last reset.
  package func calls(
    service: String, path: String = "*", method: String? = nil, marker: String? = nil
  ) async throws -> [Call] {
    var words = ["service": service, "path": path]
    words["method"] = method
    words["marker"] = marker
    let query = words.map { "\($0)=\(Self.encoded($1))" }.sorted().joined(separator: "&")
    let reply = try await control("GET", "/calls?\(query)", nil)
    return (reply.object?["calls"]?.array ?? []).map { Call(json: $0) }
  }

  /// The most requests that a service was working on at one time since the last reset.
  package func mostAtOnce(service: String) async throws -> Int {
    try await control("GET", "/calls?service=\(service)", nil).object?["mostAtOnce"]?.integer ?? 0
  }

  /// Changes what is known of keys: `{"revoke": […], "restore": […], "echo": true}`.
  package func keys(_ change: JSONValue) async throws { try await control("POST", "/keys", change) }

  /// Changes a service's settings, such as how long a task runs.
  package func settings(_ settings: JSONValue, service: String) async throws {
    try await control("POST", "/settings", ["service": .string(service), "settings": settings])
  }

  /// Forgets faults, calls, keys, settings and everything that the services were sent.
  package func reset() async throws { try await control("POST", "/reset", [:]) }

  @discardableResult
  private func control(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    let control = StandInControl(port: port)
    return try await onOwnThread { try control.send(method, path, body) }
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
