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

  /// A workbook of one row, and much that nobody reads.
  private static func writeLargeWorkbook(to path: FilePath) throws {
    try path.write(TestWorkbook.bytes(["Sheet1": [["key", "n"], ["a", 1]]]))
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "a", zipfile.ZIP_STORED) as book:
          with book.open("docProps/padding.bin", "w") as part:
              for number in range(100): part.write(bytes([number]) * (1 << 20))
      """
    try Python.run(script, [path.string])
  }

  /// Sends the first half of a file, then waits for whatever comes.
  private static let half = """
    import http.client, os, sys
    address, token, path = sys.argv[1:]
    size = os.path.getsize(path)
    connection = http.client.HTTPConnection(address.split("//")[1], timeout=600)
    connection.putrequest("POST", "/api/v1/jobs?name=large.xlsx&workflow=pass")
    for name, value in [("X-Rowspool-Token", token), ("Idempotency-Key", "k1"), ("Content-Length", str(size))]:
        connection.putheader(name, value)
    connection.endheaders()
    with open(path, "rb") as file:
        for _ in range(50): connection.send(file.read(1 << 20))
    try: print('"%d"' % connection.getresponse().status)
    except (http.client.HTTPException, ConnectionError): print('"cut off"')
    """

  @Test func anUploadThatACrashCutsOffMayBeSentAgainAndMakesOneJob() async throws {
    let page = try PageServer()
    let server = page.server
    let book = server.folder.appending("large.xlsx")
    try Self.writeLargeWorkbook(to: book)
    let (address, token) = try await { ($0, try Self.token($0)) }(page.start())
    let sending = Task.detached { try Python.json(Self.half, [address, token, book.string]) }
    try await wait(for: "half of the upload\n\(server.log.suffix(2000))") {
      Self.leftovers(server).contains { name in
        let file = server.root.appending("tmp").appending(name).appending("source").appending("large.xlsx")
        return (try? FileManager.default.attributesOfItem(atPath: file.string)[.size] as? Int) ?? 0 >= 50 << 20
      }
    }
    try await server.kill()
    #expect(try await sending.value == "cut off")
    let again = try await page.start()
    try await wait(for: "the removal of what came") { Self.leftovers(server).isEmpty }
    #expect(server.spool.jobs.path.names.isEmpty)
    #expect(server.incoming.appending("pass").dropNames.isEmpty)
    let sent = [
      "--header", "X-Rowspool-Token: \(try Self.token(again))", "--header", "Idempotency-Key: k1", "--data-binary",
      "@\(book)", "--header", "Content-Type: application/octet-stream",
      "\(again)/api/v1/jobs?name=large.xlsx&workflow=pass",
    ]
    let answers = try [Self.answer(to: sent), Self.answer(to: sent)]
    let job = try #require(answers[0]["job"]?.string.flatMap(JobID.init), "\(answers)")
    #expect(answers[0]["known"] == nil && answers[1]["known"] == true && answers[1]["job"] == .string(job.text))
    try await server.finished(job)
    #expect(try server.spool.listJobs().jobs == [job] && server.count(.done, of: job) == 1)
    #expect(Self.leftovers(server).isEmpty)
  }
}
