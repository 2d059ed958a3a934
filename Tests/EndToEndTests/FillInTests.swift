import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The workbooks to fill in, from the drop folder and back into it.
@Suite(.serialized) struct FillInTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.start()
  }

  private var template: FilePath { server.incoming.appending("ledger").appending("模板-ledger-template.xlsx") }

  /// Fills in rows below the example, as a person does, and saves the workbook under another name.
  private func fillIn(_ rows: String) throws -> [UInt8] {
    let filled = server.folder.appending("filled.xlsx")
    let script = """
      import json, sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      for row in json.loads(sys.argv[3]):
          book.worksheets[0].append(row)
      book["Settings"]["B2"] = 3
      book.save(sys.argv[2])
      """
    try Python.run(script, [template.string, filled.string, rows])
    return [UInt8](try filled.bytes())
  }

  @Test func aFilledInTemplateRunsWithoutItsExample() async throws {
    try await wait(for: "the workbook to fill in") { template.exists }
    try server.drop("march.xlsx", into: "ledger", try fillIn(#"[["cup", 5, "ok"], ["plate", 6, null]]"#))
    let job = try await server.finishedJob(named: "march.xlsx")
    let results = try server.results(of: job)
    #expect(results.rows.keys.sorted() == [3, 4])
    #expect(results.rows[4]?["quadruple"]?.integer == 24)
    let manifest = try server.spool.jobFolder(job).manifest()
    #expect(manifest?.settings.priority == 3)
    #expect(manifest?.notes == ["Row 2 is the template's example row and was left out."])
  }

  @Test func theTemplateItselfIsNeverTakenAndAChangedOneStays() async throws {
    try await wait(for: "the workbook to fill in") { template.exists }
    let changed = try fillIn(#"[["cup", 5, "ok"]]"#)
    try FileManager.default.removeItem(atPath: template.string)
    try template.write(changed)
    try server.drop("other.csv", into: "ledger", "Key,Number\na,1\n")
    _ = try await server.finishedJob(named: "other.csv")
    #expect(try server.spool.listJobs().jobs.count == 1)
    try await server.stop()
    try server.start()
    try await wait(for: "a word on the changed workbook") { server.log.contains("was changed by somebody") }
    #expect([UInt8](try template.bytes()) == changed)
  }
}
