import Foundation
import HTTPTransfer
import SystemPackage
import TestSupport
import Testing

/// A folder of a test's own, removed with it.
final class TestFolder: Sendable {
  let path: FilePath

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("rowspool-http-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> FilePath {
    let file = path.appending(name)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? [] }
}

extension FilePath {
  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: string))) }
}

extension HTTPRequest {
  /// A request that may go to this machine.
  static func local(_ method: String, _ url: String, isRepeatable: Bool? = nil) -> HTTPRequest {
    var request = HTTPRequest(method, url, isRepeatable: isRepeatable)
    request.access = .local
    return request
  }
}

extension HTTPAccess {
  static var local: HTTPAccess {
    let here = Set(["127.0.0.1", "localhost"].compactMap { HTTPHostPattern($0) })
    return HTTPAccess(hosts: here, privateHosts: here)
  }
}

extension HTTPClientOptions {
  /// Whatever proxies the machine has.
  static var direct: HTTPClientOptions {
    var options = HTTPClientOptions()
    options.proxies = .none
    return options
  }
}

extension HTTPResponse {
  var text: String {
    guard case .bytes(let bytes) = body else { return "(in a file)" }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What a call threw; `nil`: nothing.
func failure<Value>(of call: () async throws(HTTPError) -> Value) async -> HTTPError? {
  do throws(HTTPError) {
    _ = try await call()
    return nil
  } catch {
    #expect(ChineseText.problem(error.message, names: ["invalid"]) == nil)
    return error
  }
}

/// Bytes packed by Python.
///
/// - Parameter expression: of Python, for the bytes.
func gzip(_ expression: String) throws -> [UInt8] {
  let folder = try TestFolder()
  let file = folder.path.appending("packed")
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [
    "python3", "-c", "import gzip, sys; open(sys.argv[1], 'wb').write(gzip.compress(\(expression)))", file.string,
  ]
  try process.run()
  process.waitUntilExit()
  return try file.bytes()
}
