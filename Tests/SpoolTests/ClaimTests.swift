import Glibc
import JobModel
import SystemPackage
import Testing

@testable import Spool

@Suite struct ClaimTests {
  private let temporary: TemporarySpool

  init() throws {
    temporary = try TemporarySpool()
  }

  private func claim(_ drops: [FilePath]) -> DropClaim {
    DropClaim(
      job: testJob, name: "cups", origins: drops, workflow: "w", submitter: Submitter(name: "li", from: "w"))
  }

  @Test func whatIsNotWholeAnyMoreIsPutBack() throws {
    let drop = try temporary.drop("cups.csv")
    var seen: [String] = []
    let folder = try temporary.spool.claim(claim([drop])) { _, path in
      seen.append(path.lastComponent?.string ?? "")
      return false
    }
    #expect(folder == nil)
    #expect(seen == ["cups.csv"])
    #expect(try temporary.text(of: "incoming/cups.csv") == "a,b\n1,2\n")
    #expect(!temporary.exists("jobs/\(testJob)"))
  }

  @Test func whoHasItOpenGoesOnWritingToIt() throws {
    let drop = try temporary.drop("cups.csv", "a,b\n")
    let writer = try FileDescriptor.open(drop, .writeOnly, options: .append)
    _ = try temporary.spool.claim(claim([drop])) { _, _ in false }
    try writer.closeAfter { _ = try writer.writeAll("1,2\n".utf8) }
    #expect(try temporary.text(of: "incoming/cups.csv") == "a,b\n1,2\n")
  }

  @Test func aFolderIsPutBackToo() throws {
    let place = temporary.path.appending("incoming").appending("cups")
    #expect(mkdir(place.string, 0o755) == 0)
    try temporary.write("a", to: "incoming/cups/a.csv")
    #expect(try temporary.spool.claim(claim([place])) { _, _ in false } == nil)
    #expect(try temporary.text(of: "incoming/cups/a.csv") == "a")
  }

  @Test func ofPicturesThoseThatAreWholeAreTaken() throws {
    let drops = try ["1.png", "2.png", "3.png"].map { try temporary.drop($0) }
    let folder = try #require(try temporary.spool.claim(claim(drops)) { index, _ in index != 1 })
    #expect(try Set(folder.folder.folder(JobFile.source).entries().map(\.name)) == ["1.png", "3.png"])
    #expect(temporary.exists("incoming/2.png"))
  }

  @Test func whatCannotHaveItsNameBackComesBackBesideIt() throws {
    let drop = try temporary.drop("cups.csv", "first")
    let temporary = temporary
    let folder = try temporary.spool.claim(claim([drop])) { _, _ in
      _ = try? temporary.drop("cups.csv", "second")
      return false
    }
    #expect(folder == nil)
    #expect(try temporary.text(of: "incoming/cups.csv") == "second")
    #expect(try temporary.text(of: "incoming/cups (2).csv") == "first")
  }

  @Test(arguments: [EPERM, EOPNOTSUPP]) func whereNoFileHasTwoNamesItIsPutBackByARename(code: Int32) throws {
    let drop = try temporary.drop("cups.csv", "first")
    let tracer = CallTracer { _, call in call.call == .link ? .fail(errno: code) : .pass }
    let folder = try CallTracer.$current.withValue(tracer) {
      try temporary.spool.claim(claim([drop])) { _, _ in false }
    }
    #expect(folder == nil)
    #expect(try temporary.text(of: "incoming/cups.csv") == "first")
  }
}
