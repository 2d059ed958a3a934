import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What people find on the share, and what they do to it.
@Suite(.serialized) struct SambaOutgoingTests {
  /// A job of three rows whose second one fails, and whose results are delivered.
  private func finishedJob(_ office: Office, _ name: String) async throws -> JobID {
    try await office.client.put("key,n,way\na,1,ok\nb,2,second\nc,3,ok\n", as: "incoming/ledger/\(name)")
    return try await office.server.finishedJob(named: name)
  }

  private func results(_ office: Office, _ job: JobID) async throws -> [String] {
    try await office.client.names(in: "outgoing/\(job.text)").filter { $0.contains("-results") }
  }

  @Test func aClientReadsWhatWasMadeAndMayDeleteIt() async throws {
    let office = try await Office()
    let job = try await finishedJob(office, "gone.csv")
    #expect(try await results(office, job) == ["gone-results.xlsx", "gone-results.zip"])
    // The last page, which comes within a second of the end, would make the folder once more.
    let page = office.server.outgoing.appending(job.text).appending("STATUS.html")
    try await wait(for: "its last page") { (try? page.text())?.contains("http-equiv=\"refresh\"") == false }
    try await office.client.run("deltree \"outgoing/\(job.text)\"")
    #expect(!office.server.outgoing.appending(job.text).exists)
    // What was collected is not written again by itself, and the job is as it was.
    try await office.passAnother("meanwhile.csv")
    #expect(try await results(office, job) == [])
    // Whoever asks for it gets it.
    try office.server.giveTicket(.results, job)
    try await wait(for: "the results again; \(office.server.evidence)") {
      office.server.outgoing.appending(job.text).names.contains("gone-results.zip")
    }
    try InvariantCheck(office.server).check([job])
  }

  @Test func resultsThatSomebodyReadsAreReplacedUnderThem() async throws {
    let office = try await Office()
    let job = try await finishedJob(office, "open.csv")
    let name = "outgoing/\(job.text)/open-results.xlsx"
    let before = try await office.client.get(name)
    let reader = try SambaSession(office.client)
    try await reader.open(name)
    try office.letSecondStepsWork()
    try await office.client.put("", as: "control/retry/\(job.text)")
    try await office.server.finished(job, round: 2)
    #expect(try await results(office, job).contains("open-results.xlsx"))
    let after = try await office.client.get(name)
    #expect(before != after)
    #expect(try office.server.results(of: job).rows.values.allSatisfy { $0["Status"] == "Done" })
  }

  private static func setImmutable(_ path: FilePath, _ isOn: Bool) throws {
    try Python.run(
      "import subprocess, sys; subprocess.run(['chattr', sys.argv[1], sys.argv[2]], check=True)",
      [isOn ? "+i" : "-i", path.string])
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make a file that nobody may replace"))
  func resultsThatCannotBeReplacedGetANumber() async throws {
    let office = try await Office()
    let job = try await finishedJob(office, "fixed.csv")
    let folder = office.server.outgoing.appending(job.text)
    // As a share does that lets nobody replace an open file: the directory entry cannot be changed.
    let first = folder.appending("fixed-results.xlsx")
    try Self.setImmutable(first, true)
    defer { try? Self.setImmutable(first, false) }
    try office.letSecondStepsWork()
    try await office.client.put("", as: "control/retry/\(job.text)")
    let record = try await office.server.finished(job, round: 2)
    #expect(record.delivered == ["fixed-results (2).xlsx", "fixed-results.zip"])
    #expect(try await results(office, job) == ["fixed-results (2).xlsx", "fixed-results.xlsx", "fixed-results.zip"])
    #expect(office.server.log.contains("'fixed-results.xlsx' could not be replaced"))
    let rows = try ResultsReading(folder.appending("fixed-results (2).xlsx")).rows
    #expect(rows.values.allSatisfy { $0["Status"] == "Done" })
  }

  @Test func everythingOnTheShareBelongsToItsGroup() async throws {
    // Root may give files to any group, others to their own only.
    let group: gid_t = geteuid() == 0 ? 60_000 : getegid()
    let office = try await Office(settings: ["ROWSPOOL_GROUP": "\(group)"], umask: "077")
    let job = try await finishedJob(office, "modes.csv")
    try await office.client.put("nothing", as: "incoming/ledger/bad.xlsx")
    _ = try await office.server.rejection(of: "bad.xlsx")
    try await office.client.put("", as: "control/clear/nothing")
    _ = try await office.server.answer(to: "nothing", .clear)
    var status = stat()
    for root in office.server.spool.layout.shares.map(\.path) {
      for name in try FileManager.default.subpathsOfDirectory(atPath: root.string) where !name.contains("模板-") {
        let path = root.appending(FilePath(name).components)
        // What the test itself made, and what was dropped.
        guard ![".rowspool-id", "ledger", "pass", "bad.xlsx"].contains(path.name) else { continue }
        #expect(lstat(path.string, &status) == 0)
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        #expect(status.st_mode & 0o7777 == (isFolder ? 0o2775 : 0o664), "\(path)")
        #expect(status.st_gid == group, "\(path)")
      }
    }
    // The drop keeps what it had when Samba made it.
    #expect(lstat(office.server.rejected.appending("bad.xlsx").string, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o664 && status.st_gid == getegid())
    // The spool's own folders follow the umask.
    #expect(lstat(office.server.root.appending("jobs").appending(job.text).string, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o700)
  }
}
