import TestSupport
import Testing

/// The vendors' own packages, unchanged, run against the stand-ins: what they accept and raise shows how true these are.
@Suite struct VendorPackageTests {
  @Test(arguments: [
    ("openai_sdk", 20), ("genai_sdk", 8), ("dashscope_sdk", 13), ("comfyui_calls", 8), ("wire_calls", 12),
  ])
  func everyCheckHolds(script: String, atLeast count: Int) async throws {
    let standIns = try await StandIns.start()
    defer { standIns.stop() }
    let results = try await Python.checks(script, [standIns.url("").trimmingSlash])
    #expect(results.count >= count)
    for (name, result) in results.sorted(by: { $0.key < $1.key }) {
      #expect(result == "ok", "\(script).py, \(name)")
    }
  }

  @Test func realServersRun() async throws {
    let httpbin = try await RealServer.start(.httpbin)
    defer { httpbin.stop() }
    let openAI = try await RealServer.start(.openAI)
    defer { openAI.stop() }
    let results = try await Python.checks(
      "real_servers", [httpbin.url("").trimmingSlash, openAI.url("").trimmingSlash])
    #expect(results.count == 4)
    for (name, result) in results { #expect(result == "ok", "\(name)") }
  }
}

extension String {
  /// The address without the slash at its end.
  fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
