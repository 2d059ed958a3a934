import Foundation
import SystemPackage
import TestSupport
import Testing

/// The page behind nginx, set up as docs/web.md says.
@Suite(.serialized) struct ProxyTests {
  private static let document = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().removingLastComponent().appending("docs/web.md")

  @Test func whatTheDocumentSaysOfNginxWorks() async throws {
    let page = try PageServer(settings: [
      "ROWSPOOL_WEB_HOSTS": "spool.example.com", "ROWSPOOL_WEB_PROXIES": "127.0.0.0/8",
      "ROWSPOOL_WEB_PROXY_HEADER": "Remote-User", "ROWSPOOL_WEB_ADMINS": "wang",
    ])
    let token = try await token("lin", of: page.server)
    let address = try await page.start()
    let arguments = [address, page.server.root.string, Self.document.string, token, "24"]
    for (play, outcome) in try await Python.checks("behind_nginx", arguments) {
      #expect(outcome == "ok", "\(play): \(outcome)")
    }
  }

  /// Makes a token, as an administrator does.
  private func token(_ name: String, of server: TemporarySpoolServer) async throws -> String {
    let root = server.root.string
    let text = try await onOwnThread {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: ServerProcess.programs.appending("rowspool").string)
      process.arguments = ["token", "add", name, "--spool", root]
      process.standardOutput = output
      try process.run()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: bytes, as: UTF8.self)
    }
    return String(try #require(text.firstMatch(of: /rowspool_[0-9a-f]+/)).output)
  }
}
