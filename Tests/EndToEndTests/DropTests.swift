import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Drops of every kind, from the file in `incoming` to the workbook in `outgoing`.
@Suite(.serialized) struct DropTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
    try server.start()
  }

  @Test func aTableComesBackWithEachResultOnItsOwnRow() async throws {
    let csv = "Number,Key,Remark\n1,one,first\n,,\n3,三,\"a, b\"\n4,four,=1+1\n"
    try server.drop("cups.csv", into: "ledger", csv)
    try server.drop(
      "杯子.xlsx", into: "ledger",
      try TestWorkbook.bytes([
        "Notes": [["Please read the other sheet."]],
        "Data": [["My cups"], [], ["Key", "Number"], ["a", 5], [], ["b", 7]],
      ]))
    let cups = try await server.finishedJob(named: "cups.csv")
    let results = try server.results(of: cups)
    #expect(results.headers.prefix(3) == ["Number", "Key", "Remark"])
    #expect(results.rows.keys.sorted() == [2, 4, 5])
    for (row, number, key) in [(2, 1, "one"), (4, 3, "三"), (5, 4, "four")] {
      #expect(results.rows[row]?["quadruple"]?.integer == number * 4)
      #expect(results.rows[row]?["Key"]?.string == key)
      #expect(results.rows[row]?["Status"]?.string == "Done")
    }
    #expect(results.rows[5]?["Remark"]?.string == "=1+1")
    let workbook = try await server.finishedJob(named: "杯子.xlsx")
    let others = try server.results(of: workbook)
    #expect(others.rows.mapValues { $0["quadruple"]?.integer } == [4: 20, 6: 28])
    let zip = try TestZip.entries(of: server.outgoing.appending(workbook.text).appending("杯子-results.zip"))
    #expect(zip.keys.contains { $0.hasSuffix("杯子-results.xlsx") } && zip.keys.contains { $0.hasSuffix("杯子.xlsx") })
    #expect(zip.keys.count { $0.hasSuffix("note.txt") } == 2)
    try InvariantCheck(server).check([cups, workbook])
    try await InvariantCheck(server).checkNothingIsLeft()
    #expect(try server.ledger.counts().values.allSatisfy { $0 == 1 })
  }

  @Test func badRowsFailBesideGoodOnesAndSayWhere() async throws {
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\n,2,ok\nc,many,ok\nd,4,bad\ne,5,flaky\n")
    let job = try await server.finishedJob(named: "mixed.csv")
    let results = try server.results(of: job).rows
    #expect(
      results.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Failed", 4: "Failed", 5: "Failed", 6: "Done"])
    #expect(results[3]?["Error"]?.string == "Cell A3 (Key): The value is missing. Fill in the cell.")
    #expect(results[4]?["Error"]?.string?.hasPrefix("Cell B4 (Number): ") == true)
    #expect(results[5]?["Error"]?.string == "The number 4 is bad.")
    #expect(results[6]?["Attempts"]?.integer == 3)
    #expect(try server.ledger.counts() == ["first a": 1, "second a": 1, "first d": 1, "first e": 3, "second e": 1])
    let record = try #require(try server.spool.jobFolder(job).finished())
    #expect(record.state == .completedWithFailures && record.counts == ["done": 2, "failed": 3])
    try InvariantCheck(server).check([job])
  }

  @Test func picturesAreOneJobHoweverTheyArrive() async throws {
    let red = TestPicture.png(width: 80, height: 40, red: 200, green: 30, blue: 30)
    let blue = TestPicture.png(width: 30, height: 60, red: 30, green: 30, blue: 200)
    try server.drop(folder: "商品", into: "picture", ["10.png": red, "9.png": blue, "说明.txt": [65]])
    try server.drop("zipped.zip", into: "picture", try TestZip.bytes(["内/红.png": red, "内/蓝.png": blue]))
    try server.drop("loose 1.png", into: "picture", red)
    try server.drop("loose 2.png", into: "picture", blue)
    let table = "Image,size\n红.png,16\nmissing.png,16\n"
    try server.drop(
      folder: "with table", into: "picture", ["list.csv": Array(table.utf8), "红.png": red, "蓝.png": blue])
    let folder = try await server.finishedJob(named: "商品")
    let rows = try server.results(of: folder).rows
    #expect(rows.mapValues { $0["Image"]?.string } == [1: "9.png", 2: "10.png"])
    #expect(rows.mapValues { $0["width"]?.integer } == [1: 16, 2: 32])
    let zipped = try await server.finishedJob(named: "zipped.zip")
    #expect(try server.results(of: zipped).rows.mapValues { $0["height"]?.integer } == [1: 16, 2: 32])
    let loose = try await server.finishedJob(named: "loose 1 + 1")
    #expect(try server.results(of: loose).rows.count == 2)
    let listed = try await server.finishedJob(named: "with table")
    let listedRows = try server.results(of: listed).rows
    #expect(listedRows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Failed", 4: "Done"])
    #expect(listedRows.mapValues { $0["width"]?.integer } == [2: 16, 3: nil, 4: 16])
    #expect(
      listedRows[3]?["Error"]?.string == """
        Cell A3 (Image): There is no file “missing.png” in the drop. \
        Put the file and the table into one folder or ZIP, and drop that.
        """)
    try InvariantCheck(server).check([folder, zipped, loose, listed])
    try await InvariantCheck(server).checkNothingIsLeft()
  }

  @Test func settingsInTheDropDecide() async throws {
    try server.drop(
      "trial.xlsx", into: "ledger",
      try TestWorkbook.bytes([
        "Data": [["key", "n"], ["a", 1], ["b", 2], ["c", 3]],
        "Settings": [["trial-rows", 2], ["priority", 2], ["name", "Li"]],
      ]))
    let trial = try await server.job(named: "trial.xlsx")
    try await wait(for: "two trial rows to end") { try server.count(.done, of: trial) == 2 }
    let folder = try server.spool.jobFolder(trial)
    #expect(try folder.manifest()?.submitter.name == "Li")
    #expect(try server.count(.pending, of: trial) == 1)
    try server.drop(
      folder: "later", into: "ledger",
      ["rows.csv": Array("key,n\nlater,1\n".utf8), "settings.csv": Array("start-at,2099-01-01 08:00\n".utf8)])
    let later = try await server.job(named: "later")
    // Both wait for a word; nothing of the one has run, and only the trial of the other.
    for job in [trial, later] { try server.giveTicket(.resume, job) }
    for job in [trial, later] { try await server.finished(job) }
    #expect(try server.ledger.counts().values.allSatisfy { $0 == 1 })
    try InvariantCheck(server).check([trial, later])
  }
}
