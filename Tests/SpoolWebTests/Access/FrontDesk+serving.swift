import JobProcessing
import Testing

@testable import SpoolWeb

extension FrontDesk {
  /// Serves the page at a port that the system chooses, for as long as `body` takes.
  func serving(_ clients: ClientLimits = ClientLimits(), _ body: @Sendable (Int) async throws -> Void) async throws {
    let address = try #require(WebAddress("127.0.0.1:0"))
    var options = WebServer.Options(address: address)
    options.clients = clients
    let server = WebServer(self, options: options, log: log)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup { group in
      group.addTask { try await server.run { port.yield($0.port) } }
      let number = try #require(await ports.first { _ in true })
      try await body(number)
      group.cancelAll()
      try? await group.waitForAll()
    }
  }
}

extension TestPage {
  /// Serves a page over a spool of its own for as long as `body` takes.
  static func serving(
    _ settings: [String: String] = [:], _ clients: ClientLimits = ClientLimits(),
    _ body: @Sendable (Int, TestPage) async throws -> Void
  ) async throws {
    let page = try TestPage(settings)
    try await page.desk.serving(clients) { try await body($0, page) }
  }
}
