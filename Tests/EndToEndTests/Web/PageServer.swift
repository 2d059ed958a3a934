import Foundation
import JobModel
import SystemPackage
import TestSupport

/// A server with its page, on a port of its own.
struct PageServer {
  let server: TemporarySpoolServer

  /// - Parameter settings: by their names in the environment.
  init(settings: [String: String] = [:]) throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_WEB": "127.0.0.1:0"].merging(settings) { $1 })
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
  }

  /// The page of a server that runs already.
  init(_ server: TemporarySpoolServer) {
    self.server = server
  }

  /// Starts it, and waits until the page answers.
  ///
  /// - Returns: the address without a slash at its end.
  func start() async throws -> String {
    try await announced { try server.start() }
    return try await address()
  }

  /// Stops it and starts it again at the same address.
  func restart() async throws {
    server.settings["ROWSPOOL_WEB"] = String(try await address().dropFirst("http://".count))
    try await announced { try await server.restart() }
  }

  /// Waits for the page of this start: the log grows over restarts.
  private func announced(_ start: () async throws -> Void) async throws {
    let starts = server.log.ranges(of: Self.announcement).count
    try await start()
    try await wait(for: "the page\n\(server.evidence)") { server.log.ranges(of: Self.announcement).count > starts }
  }

  private static let announcement = "the page is at "

  /// The address of the newest start.
  func address() async throws -> String {
    try await wait(for: "the page's address\n\(server.log.suffix(2000))") {
      guard let found = server.log.ranges(of: Self.announcement).last else { return nil }
      let address = server.log[found.upperBound...].prefix { !$0.isWhitespace }
      return address.hasSuffix("/") ? String(address.dropLast()) : nil
    }
  }

  /// Makes an access token, as an administrator does.
  func token(_ name: String, role: String = "operator") throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: ServerProcess.programs.appending("rowspool").string)
    process.arguments = ["token", "add", name, "--role", role, "--spool", server.root.string]
    process.environment = server.environment
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Lets the rows go on whose way is `hold`.
  func letGo() throws { try server.folder.appending("ledger.go").write("") }

  /// A job whose first row is done, while the others hold.
  func heldJob(_ name: String = "held.csv") async throws -> JobID {
    try server.drop(name, into: "ledger", "key,n,way\na,1,ok\n\(name),2,hold\nc,3,hold\n")
    let job = try await server.job(named: name)
    try await wait(for: "a row to hold; \(server.evidence)") { try server.ledger.count("first", name) == 1 }
    return job
  }

  /// A finished job of small pictures, one for each name.
  func pictureJob(_ names: [String] = ["cup", "jug"]) async throws -> JobID {
    let picture = TestPicture.png(width: 60, height: 40, red: 200, green: 40, blue: 40)
    try server.drop(
      folder: "tableware", into: "picture", Dictionary(uniqueKeysWithValues: names.map { ("\($0).png", picture) }))
    return try await server.finishedJob(named: "tableware")
  }
}
