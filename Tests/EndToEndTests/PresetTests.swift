import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Presets, however they are chosen, and what else a drop says about its job.
@Suite(.serialized) struct PresetTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addWorkflow(
      "cups",
      """
      columns: [{name: colour, default: grey}, {name: size, type: integer, default: 10}]
      steps:
        - name: say
          command: {run: [printf, "plain %s %s", "{{colour}}", "{{size}}"], output: text, outputs: {said: {}}}
      """)
    try presets.appending("calm.yaml").write(
      """
      titles: {en: Calm, zh: 平静}\nvalues: {colour: blue}\n\
      with: {say: {run: [printf, 'calm %s %s', '{{colour}}', '{{size}}']}}\n
      """)
    try presets.appending("大.yaml").write("values: {size: 99}\nsettings: {priority: 2}\n")
    for name in ["calm", "大"] { try server.incoming.appending("cups").appending(name).makeFolders() }
    try server.start()
  }

  private var presets: FilePath { server.folder.appending("templates").appending("cups").appending("presets") }

  private func said(_ job: JobID) throws -> [Int: String] {
    try server.results(of: job).rows.compactMapValues { $0["said"]?.string }
  }

  @Test func presetsComeFromTheFolderTheSettingsSheetAndAColumn() async throws {
    try server.drop("folder.csv", into: "cups/calm", "size\n1\n2\n")
    try server.drop(
      "sheet.xlsx", into: "cups",
      try TestWorkbook.bytes(["Data": [["colour"], ["red"]], "Settings": [["preset", "大"]]]))
    try server.drop("rows.csv", into: "cups/calm", "预设,colour,size\n大,red,\n平静,,3\n,,4\ncalme,,5\nCALM,green,6\n")
    let folder = try await server.finishedJob(named: "folder.csv")
    #expect(try said(folder) == [2: "calm blue 1", 3: "calm blue 2"])
    let sheet = try await server.finishedJob(named: "sheet.xlsx")
    #expect(try said(sheet) == [2: "plain red 99"])
    #expect(try server.spool.jobFolder(sheet).manifest()?.settings.priority == 2)
    let rows = try await server.finishedJob(named: "rows.csv")
    let results = try server.results(of: rows)
    #expect(
      try said(rows) == [2: "plain red 99", 3: "calm blue 3", 4: "calm blue 4", 6: "calm green 6"])
    #expect(results.headers.prefix(3) == ["预设", "colour", "size"])
    #expect(results.rows[3]?["预设"]?.string == "平静")
    #expect(
      results.rows[5]?["Error"]?.string
        == "Cell A5 (预设): The workflow has no preset 'calme'. Did you mean 'calm'?")
    try InvariantCheck(server).check([folder, sheet, rows])
  }

  @Test func aChangedPresetChangesNoJobThatWasDroppedBefore() async throws {
    try server.drop(
      folder: "waiting", into: "cups",
      ["rows.csv": Array("preset\ncalm\n".utf8), "settings.csv": Array("start-at,ask\n".utf8)])
    let job = try await server.job(named: "waiting")
    try await wait(for: "the row to wait") { try server.count(.pending, of: job) == 1 }
    try presets.appending("calm.yaml").write("values: {colour: black}\n")
    try server.giveTicket(.resume, job)
    try await server.finished(job)
    #expect(try said(job) == [2: "calm blue 10"])
    // A retry runs by it too.
    var order = Order(.retry, job: job, rows: RowRanges(2...2), by: "test")
    order.values = ["size": 7]
    try server.give(order)
    try await wait(for: "the second result") { try said(job) == [2: "calm blue 7"] }
  }

  @Test func aDropThatTakesNoBadRowsIsRejectedForOne() async throws {
    try server.drop(
      folder: "strict", into: "cups",
      ["rows.csv": Array("preset,size\ncalm,1\nclam,2\n".utf8), "settings.csv": Array("bad-rows,reject\n".utf8)])
    #expect(try await server.rejection(of: "strict").contains("Did you mean 'calm'?"))
  }
}
