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

  /// Starts it, and waits until the page answers.
  ///
  /// - Returns: the address without a slash at its end.
  func start() async throws -> String {
    try server.start()
    return try await address()
  }

  /// The address of the newest start.
  func address() async throws -> String {
    try await wait(for: "the page's address\n\(server.log.suffix(2000))") {
      guard let found = server.log.ranges(of: "the page is at ").last else { return nil }
      let address = server.log[found.upperBound...].prefix { !$0.isWhitespace }
      return address.hasSuffix("/") ? String(address.dropLast()) : nil
    }
  }
}
