import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What people do to the folders in `outgoing/` breaks no job and loses nothing of theirs.
@Suite(.serialized) struct OutgoingTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.start()
  }

  private func letGo() throws { try FilePath(server.ledger.path.string + ".go").write("") }

  /// A job with one row done, its file delivered, and one row that runs until `letGo`.
  private func heldJob() async throws -> (job: JobID, folder: FilePath) {
    try server.drop("held.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,hold\n")
    let job = try await server.job(named: "held.csv")
    let folder = server.outgoing.appending(job.text)
    try await wait(for: "the first row's file") {
      // Not its draft, which has a dot name.
      folder.appending("files").names.contains { !$0.hasPrefix(".") }
    }
    return (job, folder)
  }

  /// Deletes a folder, into which the server may write at the same moment.
  private func remove(_ folder: FilePath) async throws {
    try await wait(for: "its deletion") { (try? FileManager.default.removeItem(atPath: folder.string)) != nil }
  }

  private func isComplete(_ folder: FilePath) -> Bool {
    Set(folder.names).isSuperset(of: ["held-results.xlsx", "held-results.zip"])
  }

  @Test func aFolderThatIsDeletedComesBackAndWhatWasCollectedDoesNot() async throws {
    let (job, folder) = try await heldJob()
    let first = Set(folder.appending("files").names)
    try await remove(folder)
    try letGo()
    #expect(try await server.finished(job).state == .completed)
    #expect(isComplete(folder))
    #expect(folder.appending("files").names.count == 1)
    #expect(first.isDisjoint(with: folder.appending("files").names))
  }

  @Test func aFolderThatIsRenamedStaysWithPeopleAndANewOneGetsTheResults() async throws {
    let (job, folder) = try await heldJob()
    try folder.appending("notes.txt").write("mine")
    try folder.move(to: server.outgoing.appending("March"))
    try letGo()
    try await server.finished(job)
    #expect(isComplete(folder))
    #expect(try server.outgoing.appending("March").appending("notes.txt").text() == "mine")
  }

  @Test func aFileInTheWayOfTheFolderIsLeftAndTheResultsLieBeside() async throws {
    let (job, folder) = try await heldJob()
    try await remove(folder)
    try folder.write("not a folder")
    try letGo()
    try await server.finished(job)
    #expect(try folder.text() == "not a folder")
    #expect(isComplete(server.outgoing.appending("\(job) (2)")))
    try server.giveTicket(.clear, job)
    try await wait(for: "the job to be gone") { !server.outgoing.appending("\(job) (2)").exists }
    #expect(try folder.text() == "not a folder")
  }

  @Test func thingsInTheWayOfResultsAreLeftAndItIsSaid() async throws {
    let (job, folder) = try await heldJob()
    try folder.appending("held-results.xlsx").appending("mine.txt").write("mine")
    try await remove(folder.appending("files"))
    try folder.appending("files").write("mine too")
    try letGo()
    let record = try await server.finished(job)
    #expect(record.delivered == ["held-results (2).xlsx", "held-results.zip"])
    #expect(try folder.appending("held-results.xlsx").appending("mine.txt").text() == "mine")
    #expect(try folder.appending("files").text() == "mine too")
    #expect(folder.appending("files (2)").names.count == 1)
    let told = try server.spool.jobFolder(job).events().compactMap { $0.message("message")?.english }
    #expect(
      told.contains(
        "'held-results.xlsx' could not be replaced: somebody has it open, perhaps. The new one is 'held-results (2).xlsx'."
      ))
  }

  @Test func aReadOnlyFolderOfOursIsOpenedAgain() async throws {
    let (job, folder) = try await heldJob()
    #expect(chmod(folder.string, 0o555) == 0)
    try letGo()
    try await server.finished(job)
    #expect(isComplete(folder))
  }

  @Test func oldJobsAreClearedWhenTheirTimeIsUp() async throws {
    try server.drop("old.csv", into: "pass", "key\na\n")
    let job = try await server.finishedJob(named: "old.csv")
    server.settings["ROWSPOOL_KEEP_RESULTS"] = "2s"
    try await server.restart()
    try await wait(for: "the job to be cleared") {
      try server.spool.listJobs().jobs.isEmpty && !server.outgoing.appending(job.text).exists
    }
    #expect(server.log.contains("retention"))
    #expect(!server.root.appending("done").appending(job.text).exists)
  }

  @Test func resultsAreWrittenBelowTheFloorOfFreeSpaceAndDropsWait() async throws {
    let (job, folder) = try await heldJob()
    try await server.kill()
    server.settings["ROWSPOOL_MINIMUM_FREE"] = "8000TiB"
    try letGo()
    try server.start()
    try server.drop("waits.csv", into: "pass", "key\na\n")
    try await wait(for: "the warning") { server.log.contains("Drops wait in incoming until there is room") }
    #expect(server.incoming.appending("pass").dropNames.contains("waits.csv"))
    try server.giveTicket(.results, job)
    try await wait(for: "the results so far") { isComplete(folder) }
  }
}
