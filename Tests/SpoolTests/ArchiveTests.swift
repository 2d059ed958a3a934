import Glibc
import JobModel
import SystemPackage
import Testing

@testable import Spool

/// Cleared jobs that are kept in an archive, on this file system or another.
@Suite struct ArchiveTests {
  private let temporary: TemporarySpool
  private var spool: Spool { temporary.spool }
  private var archive: FilePath { temporary.path.appending("archive") }

  init() throws {
    temporary = try TemporarySpool()
    try spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...2)
    try spool.commit(rows: 1...2)
    try spool.beginClearing(testJob)
    #expect(temporary.path.appending("archive").withPlatformString { mkdir($0, 0o775) } == 0)
  }

  /// Makes a move out of the spool what it is between two file systems.
  ///
  /// - Parameter isFailing: makes further calls fail.
  private func clear(
    failing isFailing: @escaping @Sendable (CallTracer.Call) -> Bool = { _ in false }
  ) throws -> [String] {
    let jobs = spool.jobs.path.string
    let tracer = CallTracer { _, call in
      if call.call == .rename, call.subject.hasPrefix(jobs), call.subject.contains("> archive/") {
        return .fail(errno: EXDEV)
      }
      return isFailing(call) ? .fail(errno: EIO) : .pass
    }
    try CallTracer.$current.withValue(tracer) { try spool.clear(testJob, archive: self.archive) }
    return tracer.trace.map(\.description)
  }

  private func checkThatItIsKept() throws {
    #expect(try temporary.text(of: "archive/\(testJob)/source/cups.csv") == "a,b\n1,2\n")
    #expect(temporary.exists("archive/\(testJob)/job.json"))
    #expect(try Folder.open(archive).entries().map(\.name) == [testJob.text])
    #expect(!temporary.exists("jobs/\(testJob)"))
    #expect(try temporary.reopen().clearing.isEmpty)
  }

  @Test func aJobMovesIntoAnArchiveBesideIt() throws {
    try spool.clear(testJob, archive: archive)
    try checkThatItIsKept()
  }

  @Test func onAnotherFileSystemItIsCopiedWholeBeforeItGoes() throws {
    let trace = try clear()
    try checkThatItIsKept()
    let synced = try #require(trace.firstIndex { $0.hasPrefix("sync ") && $0.hasSuffix(".part/source/cups.csv") })
    let renamed = try #require(trace.firstIndex { $0.contains(".part > ") })
    let archiveSynced = try #require(trace.lastIndex { $0 == "syncFolder archive" })
    let removed = try #require(
      trace.firstIndex { $0.hasPrefix("rename \(spool.jobs.path)/\(testJob) > \(spool.tmp.path)") })
    #expect(synced < renamed && renamed < archiveSynced && archiveSynced < removed)
  }

  @Test func aCopyThatWasCutOffIsMadeAnew() throws {
    #expect(throws: SpoolError.self) { try clear { $0.call == .sync && $0.subject.hasSuffix("cups.csv") } }
    #expect(temporary.exists("jobs/\(testJob)/source/cups.csv") && !temporary.exists("archive/\(testJob)"))
    #expect(temporary.exists("archive/.\(testJob).part"))
    _ = try clear()
    try checkThatItIsKept()
  }

  @Test func aRemovalThatWasCutOffGoesOnWithoutAnotherCopy() throws {
    let removal = "\(spool.jobs.path)/\(testJob) > \(spool.tmp.path)/"
    #expect(throws: SpoolError.self) { try clear { $0.call == .rename && $0.subject.hasPrefix(removal) } }
    #expect(temporary.exists("archive/\(testJob)/job.json") && temporary.exists("jobs/\(testJob)"))
    let trace = try clear()
    #expect(!trace.contains { $0.contains(".part") })
    try checkThatItIsKept()
  }
}
