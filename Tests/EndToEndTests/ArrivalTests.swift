import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// How files arrive: nothing is read half, nothing is followed, nothing is lost.
@Suite(.serialized) struct ArrivalTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_SETTLE": "300ms", "ROWSPOOL_DEDUPE_WINDOW": "10m"])
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
  }

  private var drops: FilePath { server.incoming.appending("pass") }

  private func keys(of job: JobID) throws -> [String] {
    try server.spool.jobFolder(job).manifest()?.rows.compactMap {
      try server.row($0, of: job)?.history.record.values["key"]?.string
    } ?? []
  }

  @Test func aCopyThatGrowsOrIsHeldOpenWaitsUntilItIsWhole() async throws {
    try server.start()
    let path = drops.appending("growing.csv")
    let copy = try FileDescriptor.open(
      path, .writeOnly, options: .create, permissions: [.ownerReadWrite, .groupReadWrite])
    try copy.writeAll("key\n".utf8)
    // Another drop, given after the copy has stalled longer than the settle time, is through while the copy is open.
    try copy.writeAll("a\n".utf8)
    for name in ["one.csv", "two.csv"] {
      try server.drop(name, into: "pass", "key\n\(name)\n")
      _ = try await server.finishedJob(named: name)
      #expect(try server.jobs(named: "growing.csv").isEmpty)
      try copy.writeAll("\(name)\n".utf8)
    }
    try copy.close()
    let job = try await server.finishedJob(named: "growing.csv")
    #expect(try keys(of: job) == ["a", "one.csv", "two.csv"])
  }

  @Test func whatOfficeProgramsAndClientsLeaveIsNoDrop() async throws {
    try drops.appending(".hidden.csv.Xy12").write("key\na\n")
    for name in ["a.csv.part", "Thumbs.db", "~$book.xlsx", "download.crdownload"] {
      try drops.appending(name).write("x")
    }
    try drops.appending(".~lock.locked.csv#").write(",li,pc,")
    try drops.appending("locked.csv").write("key\nlocked\n")
    // Times of a copy that keeps them, and of a clock that is ahead.
    for (name, time) in [("old.csv", 86_400.0), ("ahead.csv", 4_000_000_000.0)] {
      try drops.appending(name).write("key\n\(name)\n")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: time)], ofItemAtPath: drops.appending(name).string)
    }
    try server.start()
    for name in ["old.csv", "ahead.csv"] { _ = try await server.finishedJob(named: name) }
    #expect(try server.jobs(named: "locked.csv").isEmpty)
    #expect(try server.spool.listJobs().jobs.count == 2)
    try FileManager.default.removeItem(atPath: drops.appending(".~lock.locked.csv#").string)
    try drops.appending(".hidden.csv.Xy12").move(to: drops.appending("hidden.csv"))
    for name in ["locked.csv", "hidden.csv"] { _ = try await server.finishedJob(named: name) }
    #expect(drops.dropNames == ["Thumbs.db", "a.csv.part", "download.crdownload", "~$book.xlsx"])
  }

  @Test func namesOfEveryKindAreTaken() async throws {
    let names = [
      "中文 表格.csv", "😀.csv", "e\u{301}te\u{301}.csv", "-rf.csv", " spaces  .csv", "line\nbreak.csv", "CON.csv",
      "it's \"quoted\" 100%.csv", String(repeating: "长", count: 83) + ".csv", "a'; rm -rf $HOME; '.csv",
    ]
    for (index, name) in names.enumerated() { try drops.appending(name).write("key\nrow \(index)\n") }
    let bytes: [CChar] = Array("bad\u{1}".utf8CString.dropLast()) + [-1, -2] + Array(".csv".utf8CString)
    let odd = drops.pushing(FilePath(platformString: bytes))
    let file = try FileDescriptor.open(odd, .writeOnly, options: [.create], permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll("key\nodd\n".utf8) }
    try server.start()
    var found: [String: [String]] = [:]
    try await wait(for: "\(names.count + 1) jobs; \(server.evidence)") {
      try server.spool.listJobs().jobs.count { try server.spool.jobFolder($0).finished() != nil } == names.count + 1
    }
    for job in try server.spool.listJobs().jobs {
      found[try #require(try server.spool.jobFolder(job).claim()).name] = try keys(of: job)
      try InvariantCheck(server).check([job])
    }
    for (index, name) in names.enumerated() {
      #expect(found[name.replacing("\n", with: "\u{FFFD}")] == ["row \(index)"], "\(name)")
    }
    #expect(found.values.contains(["odd"]))
    try await InvariantCheck(server).checkNothingIsLeft()
  }

  @Test func linksAndPipesAreNeverFollowedNorOpened() async throws {
    let secret = server.folder.appending("secret.csv")
    try secret.write("key\nsecret\n")
    #expect(symlink(secret.string, drops.appending("link.csv").string) == 0)
    #expect(symlink("..", drops.appending("loop").string) == 0)
    #expect(mkfifo(drops.appending("pipe.csv").string, 0o644) == 0)
    let folder = server.incoming.appending("picture").appending("with links")
    try folder.appending("sub").makeFolders()
    try folder.appending("good.png").write(TestPicture.png(width: 8, height: 8, red: 1, green: 2, blue: 3))
    #expect(symlink("/etc/passwd", folder.appending("evil.png").string) == 0)
    #expect(symlink("..", folder.appending("sub").appending("up").string) == 0)
    #expect(mkfifo(folder.appending("pipe.png").string, 0o644) == 0)
    try drops.appending("empty.csv").write("")
    try server.start()
    let job = try await server.finishedJob(named: "with links")
    #expect(
      try server.spool.jobFolder(job).manifest()?.notes == [
        "“evil.png” is a link; links are not followed. Copy the file itself if it is needed; it was left out.",
        "“pipe.png” is neither a file nor a folder; it was left out.",
        "“sub/up” is a link; links are not followed. Copy the file itself if it is needed; it was left out.",
      ])
    #expect(try server.results(of: job).rows.count == 1)
    try server.drop("good.csv", into: "pass", "key\ngood\n")
    _ = try await server.finishedJob(named: "good.csv")
    #expect(drops.dropNames == ["empty.csv", "link.csv", "loop", "pipe.csv"])
    #expect(
      server.log.contains(
        "“link.csv” is a link to another place, and links are not followed. Copy the file itself here."))
    #expect(
      server.log.contains(
        "“pipe.csv” is neither a file nor a folder, so there is nothing in it to read. Delete it here."))
    #expect(try secret.text() == "key\nsecret\n")
  }

  @Test func theSameDropTwiceRunsOnceUnlessItsNameSaysSo() async throws {
    try server.start()
    try server.drop("list.csv", into: "pass", "key\nonly once\n")
    let job = try await server.job(named: "list.csv")
    try server.drop("list.csv", into: "pass", "key\nonly once\n")
    let text = try await server.rejection(of: "list.csv")
    #expect(
      text.split(separator: "\n\n").first == """
        This drop holds the same as the job \(job), which was dropped just before. It was not run a second time. To run \
        it again, put 'rerun' or '重跑' into its name.
        """)
    try server.drop("list 重跑.csv", into: "pass", "key\nonly once\n")
    _ = try await server.finishedJob(named: "list 重跑.csv")
    try server.drop("list.csv", into: "pass", "key\nother\n")
    try await wait(for: "a second job of that name") { try server.jobs(named: "list.csv").count == 2 }
  }

  @Test func manyFilesAtOnceAreAllTaken() async throws {
    try server.start()
    let count = 60
    for index in 1...count { try drops.appending("many \(index).csv").write("key\nnumber \(index)\n") }
    try await wait(for: "\(count) jobs; \(server.evidence)") {
      server.root.appending("jobs").names.count {
        server.root.appending("jobs").appending($0).appending("finished.json").exists
      } == count
    }
    #expect(drops.dropNames.isEmpty)
  }

  @Test func aShareThatGoesAwayIsNotAnEmptyOne() async throws {
    try server.start()
    try server.drop("before.csv", into: "pass", "key\nbefore\n")
    _ = try await server.finishedJob(named: "before.csv")
    for name in ["outgoing", "incoming"] {
      try server.root.appending(name).move(to: server.folder.appending("\(name) away"))
      try server.root.appending(name).makeFolders()
    }
    try server.root.appending("incoming/pass").makeFolders()
    try drops.appending("meanwhile.csv").write("key\nmeanwhile\n")
    try await wait(for: "the message; \(server.evidence)") { server.log.contains("is not there") }
    #expect(try server.jobs(named: "meanwhile.csv").isEmpty)
    for name in ["outgoing", "incoming"] {
      try FileManager.default.removeItem(atPath: server.root.appending(name).string)
      try server.folder.appending("\(name) away").move(to: server.root.appending(name))
    }
    try server.drop("after.csv", into: "pass", "key\nafter\n")
    let job = try await server.finishedJob(named: "after.csv")
    try InvariantCheck(server).check([job])
  }
}
