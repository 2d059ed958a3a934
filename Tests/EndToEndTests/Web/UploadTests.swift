import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Files that are sent to the page of a running server, by a program.
@Suite struct UploadTests {
  private static func curl(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["curl", "--silent", "--show-error", "--header", "Expect:"] + arguments
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// The page's token, as programs on this machine get it.
  private static func token(_ page: String) throws -> String {
    let object = try answer(to: ["\(page)/api/v1/session"])
    return object["token"]?.string ?? ""
  }

  private static func answer(to arguments: [String]) throws -> JSONObject {
    let process = try curl(arguments)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONReader.read(bytes).object ?? [:]
  }

  private static func leftovers(_ server: TemporarySpoolServer) -> [String] {
    server.root.appending("tmp").names.filter { $0.hasPrefix("upload-") }
  }

  @Test func aTableThatIsSentIsRun() async throws {
    let page = try PageServer()
    let (server, address) = (page.server, try await page.start())
    let table = server.folder.appending("表格.csv")
    try table.write("key,n\na,1\nb,2\n")
    let answer = try Self.answer(to: [
      "--header", "X-Rowspool-Token: \(Self.token(address))", "--form", "workflow=pass", "--form", "file=@\(table)",
      "\(address)/api/v1/jobs",
    ])
    let job = try #require(answer["job"]?.string.flatMap(JobID.init), "\(answer)")
    try await wait(for: "the end of \(job)\n\(server.log)") { try server.spool.jobFolder(job).finished() != nil }
    #expect(try server.spool.jobFolder(job).finished()?.counts["done"] == 2)
    #expect(Self.leftovers(server).isEmpty)
  }

  @Test func whatAClientLeavesUnfinishedIsRemoved() async throws {
    let page = try PageServer()
    let (server, address) = (page.server, try await page.start())
    let table = server.folder.appending("big.csv")
    try table.write("key,n\n" + String(repeating: "a,1\n", count: 1 << 20))
    let process = try Self.curl([
      "--limit-rate", "200k", "--header", "X-Rowspool-Token: \(Self.token(address))", "--form", "file=@\(table)",
      "\(address)/api/v1/jobs",
    ])
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    try await wait(for: "the beginning of the upload") { !Self.leftovers(server).isEmpty }
    kill(process.processIdentifier, SIGKILL)
    try await wait(for: "the removal of the upload") { Self.leftovers(server).isEmpty }
    #expect(server.spool.jobs.path.names.isEmpty)
  }
}
