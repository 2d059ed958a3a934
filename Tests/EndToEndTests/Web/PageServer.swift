import JobModel
import TestSupport

/// A server with its page, on a port of its own.
struct PageServer {
  let server: TemporarySpoolServer

  /// - Parameter settings: as environment variables.
  init(settings: [String: String] = [:]) throws {
    server = try TemporarySpoolServer(settings: settings.merging(["ROWSPOOL_WEB": "127.0.0.1:0"]) { $1 })
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
  }

  private static let mark = "the page is at "

  /// Starts it, and waits until the page answers.
  ///
  /// - Returns: the address without a slash at its end.
  func start() async throws -> String {
    // The log grows over restarts.
    let before = server.log.ranges(of: Self.mark).count
    try server.start()
    return try await wait(for: "the page's address\n\(server.log.suffix(2000))") {
      let found = server.log.ranges(of: Self.mark)
      guard found.count > before, let last = found.last else { return nil }
      let address = server.log[last.upperBound...].prefix { !$0.isWhitespace }
      return address.hasSuffix("/") ? String(address.dropLast()) : nil
    }
  }
}
