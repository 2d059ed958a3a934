import Foundation
import Glibc
import JobModel
import SystemPackage

/// `chromedriver` on a port of its own, and a session in it: the W3C WebDriver protocol over HTTP.
final class WebDriver: Sendable {
  /// What the driver answers in place of a value.
  struct Refusal: Error, CustomStringConvertible {
    /// A word of the protocol: `no such element`.
    let code: String
    let description: String
  }

  private let process: DriverProcess
  private let port: Int
  private let session: String

  /// - Parameter options: `goog:chromeOptions` of the session.
  init(options: JSONObject, folder: FilePath) async throws {
    process = try DriverProcess(log: folder.appending("chromedriver.log"))
    port = try await wait(for: "chromedriver to listen\n\(process.log)") { [process] in process.port }
    let wanted: JSONObject = [
      "browserName": "chrome", "goog:chromeOptions": .object(options), "goog:loggingPrefs": ["browser": "ALL"],
    ]
    let body: JSONObject = ["capabilities": ["alwaysMatch": .object(wanted)]]
    let answer = try await Self.send("POST", port, "/session", body)
    guard let id = answer.object?["sessionId"]?.string else {
      throw Refusal(code: "session not created", description: "chromedriver began no session: \(answer.plainText)")
    }
    session = "/session/\(id)"
  }

  /// Ends the browser and the driver.
  func quit() async {
    // The process is ended in any case.
    _ = try? await Self.send("DELETE", port, session, nil)
    process.end()
  }

  /// - Parameter path: below the session, such as `/url`.
  func get(_ path: String) async throws -> JSONValue { try await Self.send("GET", port, session + path, nil) }

  func post(_ path: String, _ body: JSONObject = [:]) async throws -> JSONValue {
    try await Self.send("POST", port, session + path, body)
  }

  private static func send(_ method: String, _ port: Int, _ path: String, _ body: JSONObject?) async throws -> JSONValue
  {
    let bytes = try await OneRequest(
      port: port, method: method, path: path, body: body.map { JSONWriter.bytes(of: .object($0)) } ?? []
    ).answer()
    let value = try JSONReader.read(bytes).object?["value"] ?? .null
    guard let code = value.object?["error"]?.string else { return value }
    throw Refusal(code: code, description: "\(code): \(value.object?["message"]?.string ?? "")")
  }
}

/// A running `chromedriver`.
private final class DriverProcess: @unchecked Sendable {
  private let process = Process()
  private let file: FilePath

  init(log: FilePath) throws {
    file = log
    try log.write("")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/chromedriver")
    process.arguments = ["--port=0"]
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forUpdating: URL(fileURLWithPath: log.string))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try output.close()
  }

  deinit { end() }

  var log: String { (try? file.text()) ?? "" }

  /// It says "ChromeDriver was started successfully on port 40123."
  var port: Int? {
    guard let range = log.range(of: "successfully on port ") else { return nil }
    let digits = log[range.upperBound...].prefix { $0.isNumber }
    // More digits may follow until the sentence has its end.
    return log[range.upperBound...].dropFirst(digits.count).hasPrefix(".") ? Int(digits) : nil
  }

  func end() {
    guard process.isRunning else { return }
    // Its browser has gone with the session; a polite signal it may leave unheard.
    kill(process.processIdentifier, SIGKILL)
  }
}
