import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A disk of a few megabytes, mounted for a test; only root can.
private final class SmallDisk {
  let path: FilePath
  private let folder: TemporaryFolder

  /// - Returns: `nil` where mounting is not allowed.
  init?(megabytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("disk")
    try path.makeFolders()
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path.string) else { return nil }
  }

  deinit {
    _ = Self.run("umount", "-l", path.string)
  }

  static func run(_ words: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static let isPossible = (try? SmallDisk(megabytes: 1)) != nil
}

/// A full disk pauses everything and fails nothing.
@Suite(.serialized, .enabled(if: SmallDisk.isPossible, "mounting a small disk is not allowed here"))
struct FullDiskTests {
  @Test func intakeAndRowsWaitUntilThereIsRoomAndNoRowFails() async throws {
    let disk = try #require(try SmallDisk(megabytes: 24))
    let server = try TemporarySpoolServer(
      settings: ["ROWSPOOL_MINIMUM_FREE": "2MiB", "ROWSPOOL_CONCURRENCY": "2"], root: disk.path.appending("spool"))
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.start()
    let rows = (1...60).reduce("key,n,way\nh0,0,hold\nh1,1,hold\n") { $0 + "k\($1),\($1),ok\n" }
    try server.drop("running.csv", into: "ledger", rows)
    let job = try await server.job(named: "running.csv")
    try await wait(for: "the first rows to hold") { try server.ledger.counts().count == 2 }
    try fill(disk)
    try FilePath(server.ledger.path.string + ".go").write("")
    try await wait(for: "the message; \(server.evidence)") {
      server.log.contains("The disk of the spool is full. No row starts until there is room; no row is failed for it.")
    }
    #expect(server.isRunning)
    let ended = try server.count(.done, of: job)
    #expect(ended < 62)
    #expect(try server.count(.failed, of: job) == 0)
    try FileManager.default.removeItem(atPath: disk.path.appending("ballast").string)
    try await server.finished(job)
    #expect(try server.spool.jobFolder(job).finished()?.counts == ["done": 62])
    // The two that were running when the disk was full ran again; the others began when there was room.
    #expect(
      try server.ledger.counts().filter { $0.key.hasSuffix("k7") || $0.key.hasSuffix("k60") }.allSatisfy {
        $0.value == 1
      })
    try InvariantCheck(server).check([job])
  }

  @Test func dropsWaitBelowTheFloor() async throws {
    let disk = try #require(try SmallDisk(megabytes: 24))
    let server = try TemporarySpoolServer(
      settings: ["ROWSPOOL_MINIMUM_FREE": "20MiB"], root: disk.path.appending("spool"))
    try server.addPassingWorkflow()
    try disk.path.appending("ballast").write([UInt8](repeating: 1, count: 8 << 20))
    try server.incoming.appending("pass/waiting.csv").write("key\nx\n")
    try server.start()
    try await wait(for: "the message; \(server.evidence)") {
      server.log.contains("Drops wait in incoming until there is room.")
    }
    #expect(try server.spool.listJobs().jobs.isEmpty)
    try FileManager.default.removeItem(atPath: disk.path.appending("ballast").string)
    let job = try await server.finishedJob(named: "waiting.csv")
    try InvariantCheck(server).check([job])
  }

  /// Leaves no byte free.
  private func fill(_ disk: SmallDisk) throws {
    let file = open(disk.path.appending("ballast").string, O_WRONLY | O_CREAT, 0o644)
    defer { close(file) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(file, block, block.count) > 0 {}
  }
}
