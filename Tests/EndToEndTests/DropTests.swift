import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Drops of every kind, from the file in `incoming` to the workbook in `outgoing`.
@Suite struct DropTests {
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
    let folder = server.outgoing.appending(workbook.text)
    let zip = try TestZip.entries(of: folder.appending("杯子-results.zip"))
    #expect(zip.keys.contains { $0.hasSuffix("杯子-results.xlsx") } && zip.keys.contains { $0.hasSuffix("杯子.xlsx") })
    #expect(zip.keys.count { $0.hasSuffix("note.txt") } == 2)
    try InvariantCheck(server).check(cups)
    try InvariantCheck(server).check(workbook)
    #expect(try server.ledger.counts().values.allSatisfy { $0 == 1 })
  }
}
