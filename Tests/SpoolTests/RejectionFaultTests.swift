import Glibc
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Spool

/// Giving a drop back, cut off at every system call: afterwards the drop, its text and its marked-up workbook lie
/// together, and what was there before is as it was.
@Suite struct RejectionFaultTests {
  private static let papers = ["cups (2).csv", "cups (2).csv.txt", "cups (2)-marked.xlsx"]
  private static let others = ["cups-marked.xlsx": "somebody's", "cups.csv.txt": "somebody's text"]

  private static func makeReady() throws -> TemporarySpool {
    let temporary = try TemporarySpool()
    for (name, text) in others { try temporary.write(text, to: "rejected/\(name)") }
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...1)
    try temporary.write("marked", to: "tmp/\(testJob)/marked.xlsx")
    return temporary
  }

  private static func giveBack(_ spool: Spool) throws {
    let folder = try spool.jobFolder(testJob)
    if try !folder.folder.has(JobFile.rejection) {
      try spool.keepPapers(of: testJob)
      try folder.write(["reason": "No."], as: JobFile.rejection)
    }
    try spool.reject(testJob) { names in "No. See \(names.marked ?? "nothing")." }
  }

  private static func check(_ temporary: TemporarySpool, _ story: String) throws {
    let names = try Folder.open(temporary.path.appending("rejected")).entries().map(\.name)
    let seen = Set(names.filter { !$0.hasPrefix(".") })
    #expect(seen == Set(papers + others.keys), "\(story)")
    #expect(try temporary.text(of: "rejected/cups (2).csv") == "a,b\n1,2\n", "\(story)")
    #expect(
      try temporary.text(of: "rejected/cups (2).csv.txt") == "No. See cups (2)-marked.xlsx.\n\n(\(testJob))\n",
      "\(story)")
    #expect(try temporary.text(of: "rejected/cups (2)-marked.xlsx") == "marked", "\(story)")
    for (name, text) in others { #expect(try temporary.text(of: "rejected/\(name)") == text, "\(story)") }
    #expect(!temporary.exists("jobs/\(testJob)"), "\(story)")
  }

  @Test func papersLieTogetherUnderANumberWhereTheirNamesAreTaken() throws {
    let temporary = try Self.makeReady()
    try Self.giveBack(temporary.spool)
    try Self.check(temporary, "nothing fails")
  }

  @Test(arguments: FaultTests.Manner.allCases)
  func theyDoWhicheverCallFails(manner: FaultTests.Manner) async throws {
    var index = 0
    while try failCall(index, manner) {
      index += 1
      await Task.yield()
    }
    #expect(index > 30, "giving back makes more calls than that")
  }

  /// - Returns: whether giving back makes that many calls.
  private func failCall(_ target: Int, _ manner: FaultTests.Manner) throws -> Bool {
    let temporary = try Self.makeReady()
    let reached = Mutex<String?>(nil)
    let tracer = CallTracer { index, call in
      guard index == target || (index > target && manner == .fromThenOn) else { return .pass }
      if index == target { reached.withLock { $0 = call.description } }
      return manner == .doneButReportedAsFailed ? .doThenFail(errno: EIO) : .fail(errno: EIO)
    }
    CallTracer.$current.withValue(tracer) {
      // What fails here is looked at below.
      try? Self.giveBack(temporary.spool)
    }
    guard let call = reached.withLock({ $0 }) else { return false }
    // The next process: what was decided is carried out, what was not is decided again.
    for claim in try temporary.reopen().claimed {
      if !temporary.exists("jobs/\(claim.job)/\(JobFile.rejection)") {
        try temporary.spool.readDrop(rows: 1...1)
        try temporary.write("marked", to: "tmp/\(testJob)/marked.xlsx")
      }
      try Self.giveBack(temporary.spool)
    }
    try Self.check(temporary, "\(manner) at call \(target): \(call)")
    return true
  }
}
