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
    let hint = template.removingLastComponent().appending("请另存为-SAVE-AS.txt")
    try await wait(for: "a word on the changed workbook") { hint.exists }
    let words = try String(decoding: hint.bytes(), as: UTF8.self)
    #expect(words.contains("“模板-ledger-template.xlsx” was changed. It is only a template and is never started."))
    #expect(words.contains("“模板-ledger-template.xlsx”已被改动。它只是模板，不会被处理。"))
    #expect([UInt8](try template.bytes()) == changed)

    try FileManager.default.removeItem(atPath: template.string)
    try await wait(for: "a new template, and the word gone") { template.exists && !hint.exists }
    try server.drop("other.csv", into: "ledger", "Key,Number\na,1\n")
    _ = try await server.finishedJob(named: "other.csv")
    #expect(try server.spool.listJobs().jobs.count == 1)
  }

  @Test func theReadMeIsInBothLanguagesAndAChangedOneStays() async throws {
    let readMe = template.removingLastComponent().appending("说明-README.txt")
    try await wait(for: "the read-me") { readMe.exists }
    let words = try String(decoding: readMe.bytes(), as: UTF8.self)
    #expect(words.contains("1. Open “模板-ledger-template.xlsx”, fill in one row for each task"))
    #expect(words.contains("1. 打开“模板-ledger-template.xlsx”，每行填写一个任务"))
    try await server.stop()
    try readMe.write(Array("Ours.".utf8))
    try server.start()
    try server.drop("after.csv", into: "ledger", "Key,Number\na,1\n")
    _ = try await server.finishedJob(named: "after.csv")
    #expect([UInt8](try readMe.bytes()) == Array("Ours.".utf8))
  }

  @Test func anOlderTemplateWorksAndSaysWhatIsNew() async throws {
    try await wait(for: "the workbook to fill in") { template.exists }
    let old = try fillIn(#"[["cup", 5, "ok"]]"#)
    try server.addLedgerWorkflow(adding: "  - {name: colour, titles: {en: Colour, zh: 颜色}, type: text}")
    try server.drop("old.xlsx", into: "ledger", old)
    let job = try await server.finishedJob(named: "old.xlsx")
    #expect(
      try server.spool.jobFolder(job).manifest()?.notes.last
        == "This workbook was made from an older template. Columns that are new since then: Colour.")

    try server.addLedgerWorkflow(adding: "  - {name: colour, titles: {en: Colour, zh: 颜色}, type: text, required: true}")
    try server.drop("older.xlsx", into: "ledger", old)
    let reasons = try await server.rejection(of: "older.xlsx")
    #expect(
      reasons.contains(
        "This workbook was made from an older template. Columns that are new since then: Colour. "
          + "Of these must be filled in: Colour."))
  }
}
