import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What operators read is in the configured language, unless the workflow names its own.
@Suite(.serialized) struct LanguageTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_LANGUAGE": "zh"])
    for (name, language) in [("cups", ""), ("mugs", "language: en")] {
      try server.addWorkflow(
        name,
        """
        titles: {en: Cups, zh: 杯子}
        \(language)
        columns:
          - {name: key, titles: {en: Key, zh: 名称}, type: text, required: true}
          - {name: size, titles: {en: Size, zh: 尺寸}, type: integer, min: 1, max: 9}
          - {name: colour, titles: {en: Colour, zh: 颜色}, type: choice, choices: [{value: red, titles: {zh: 红}}]}
        results:
          - {name: again, titles: {en: Again, zh: 结果}, from: key}
        """)
    }
    try server.start()
  }

  private static let rows = "名称,Size,colour\na,5,红\n,12,red\nb,many,blue\n"

  @Test func resultsAreInTheLanguageOfTheWorkflow() async throws {
    try server.drop("zh.csv", into: "cups", Self.rows)
    try server.drop("en.csv", into: "mugs", Self.rows)
    let chinese = try server.results(of: try await server.finishedJob(named: "zh.csv"))
    #expect(chinese.headers == ["名称", "Size", "colour", "状态", "结果", "原行号", "尝试次数", "用时（秒）", "错误说明", "rowspool key"])
    #expect(chinese.sheets == ["结果", "汇总", "rowspool"])
    #expect(chinese.rows.mapValues { $0["状态"]?.string } == [2: "已完成", 3: "失败", 4: "失败"])
    #expect(
      chinese.rows[3]?["错误说明"]?.string
        == "单元格 A3（名称）：没有填写。请填写此单元格。\n单元格 B3（尺寸）：12 超出范围。请填写 1 到 9 之间的数字。")
    #expect(
      chinese.rows[4]?["错误说明"]?.string
        == "单元格 B4（尺寸）：“many”不是整数。请只填写数字。\n单元格 C4（颜色）：“blue”不在可选值中：红。")

    let english = try server.results(of: try await server.finishedJob(named: "en.csv"))
    #expect(english.sheets == ["Results", "Summary", "rowspool"])
    #expect(english.rows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Failed", 4: "Failed"])
    #expect(
      english.rows[3]?["Error"]?.string
        == """
        Cell A3 (Key): The value is missing. Fill in the cell.
        Cell B3 (Size): 12 is out of range. Write a number from 1 to 9.
        """)
  }

  @Test func refusalsAreInTheLanguageOfTheWorkflow() async throws {
    try server.drop("zh.csv", into: "cups", "甲,尺寸\na,5\n")
    try server.drop("en.csv", into: "mugs", "甲,尺寸\na,5\n")
    try server.drop("text.xlsx", into: "cups", "no workbook")
    #expect(
      try await server.rejection(of: "zh.csv").hasPrefix("“zh.csv”缺少列“名称”；表头按第 1 行识别。请补上后重新放入文件。\n"))
    #expect(
      try await server.rejection(of: "en.csv").hasPrefix(
        "“en.csv” lacks the column “Key”; the header was looked for in row 1. Add it and drop the file again.\n"))
    // Before the workflow is known the configured language is spoken.
    #expect(
      try await server.rejection(of: "text.xlsx").hasPrefix(
        "“text.xlsx”不是 Excel 表格，而是文本文件（如果是 CSV，请把扩展名改为 .csv）。请用 Excel 或 WPS 打开，另存为 .xlsx 后放入。\n"))
  }

  @Test func answersAreInTheLanguageOfTheJob() async throws {
    try server.drop("zh.csv", into: "cups", Self.rows)
    try server.drop("en.csv", into: "mugs", Self.rows)
    let chinese = try await server.finishedJob(named: "zh.csv")
    let english = try await server.finishedJob(named: "en.csv")
    try server.giveTicket(.pause, chinese)
    try server.giveTicket(.pause, english)
    #expect(try await server.answer(to: chinese.text, .pause) == "refused: 任务已完成。\n")
    #expect(try await server.answer(to: english.text, .pause) == "refused: The job is finished.\n")
  }

  @Test(arguments: ["图片", "Image"])
  func droppedPicturesHaveTheirColumnInTheLanguageAndComeBackInEither(title: String) async throws {
    for workflow in ["photos", "shots"] {
      try server.addWorkflow(
        workflow,
        """
        language: \(workflow == "photos" ? "zh" : "en")
        columns: [{name: image, titles: {en: Image, zh: 图片}, type: image, required: true}]
        results: [{name: again, titles: {zh: 结果}, from: image}]
        """)
    }
    let picture = TestPicture.png(width: 4, height: 4, red: 255, green: 0, blue: 0)
    try server.drop(folder: "red", into: "photos", ["a.png": picture])
    let first = try await server.finishedJob(named: "red")
    let results = try server.results(of: first)
    #expect(results.headers.first == "图片" && results.rows[1]?["图片"] == "a.png")
    try server.drop(folder: "english", into: "shots", ["a.png": picture])
    #expect(try server.results(of: try await server.finishedJob(named: "english")).headers.first == "Image")
    let workbook = server.outgoing.appending(first.text).appending("red-results.xlsx")
    let edited = try EditedWorkbook.openpyxl(workbook, "table[0][0] = \"\(title)\"")
    try server.drop("red-results.xlsx", into: "photos", edited)
    let second = try await server.finishedJob(named: "red-results.xlsx")
    #expect(try server.spool.jobFolder(second).manifest()?.carriedRows == 1)
    #expect(try server.results(of: second).rows.values.allSatisfy { $0["状态"] == "已完成" })
  }
}
