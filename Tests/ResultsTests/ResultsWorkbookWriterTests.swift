import Foundation
import JobModel
import SystemPackage
import Testing
import ZipArchive

@testable import Results

@Suite final class ResultsWorkbookWriterTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "results-\(UUID().uuidString)")
  private var path: FilePath { FilePath(folder.path).appending("out.xlsx") }
  private var sideFiles: [String: String] = [:]

  init() throws {
    setlocale(LC_ALL, "C.UTF-8")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  private static let outputs = [
    ResultColumn(name: "score", title: "Score", kind: .number),
    ResultColumn(name: "picture", title: "Picture", kind: .picture),
  ]

  private func options(_ change: (inout ResultsOptions) -> Void = { _ in }) -> ResultsOptions {
    var options = ResultsOptions(temporary: FilePath(folder.path))
    change(&options)
    return options
  }

  private func write(
    _ rows: [ResultRow], headers: [String] = ["SKU", "SKU", ""], sheetName: String? = "Sheet1",
    options: ResultsOptions? = nil
  ) throws {
    let table = ResultsTable(
      jobName: "autumn", workflowTitle: "Product photo", sheetName: sheetName, headers: headers,
      resultColumns: Self.outputs)
    var writer = try ResultsWorkbookWriter(path, table, options ?? self.options()) { self.sideFiles[$0] = $1 }
    for row in rows { try writer.append(row) }
    try writer.finish()
  }

  private func openpyxl(_ program: String) throws -> String { try Openpyxl.says(of: path, program) }

  private func row(_ number: Int, _ cells: [CellValue], _ state: ResultState = .done) -> ResultRow {
    ResultRow(number: number, cells: cells, state: state, attempts: 1, seconds: 2.5, key: "job:\(number):hash")
  }

  @Test func keepsTheOperatorsColumnsAndAddsItsOwn() throws {
    try write([row(2, [.text("007"), .number(0.15, displayed: "15%"), .boolean(true)])])
    #expect(
      try openpyxl("print([c.value for c in ws[1]])\nprint([c.value for c in ws[2]])") == """
        ['SKU', 'SKU', None, 'Status', 'Score', 'Picture (preview)', 'Picture', 'Row', 'Attempts', 'Seconds', 'Error', \
        'rowspool key']
        ['007', 0.15, True, 'Done', None, None, None, 2, 1, 2.5, None, 'job:2:hash']
        """)
    #expect(
      try openpyxl("print(ws.freeze_panes, ws.auto_filter.ref, ws.column_dimensions['L'].hidden, wb.sheetnames)")
        == "A2 A1:L2 True ['Sheet1', 'Summary', 'rowspool']")
  }

  @Test func saysWhatItIsSoThatItCanBeDroppedBack() throws {
    var table = ResultsTable(jobName: "autumn", workflowTitle: "Pictures", headers: ["SKU"], resultColumns: [])
    table.facts.jobID = "20261121-093512-autumn-abcd"
    table.layout = ResultsLayout(
      workflow: "shop", preset: "gifts", values: [.init(name: "tone", value: "warm")], columns: [])
    table.showsCarried = true
    var writer = try ResultsWorkbookWriter(path, table, options()) { self.sideFiles[$0] = $1 }
    var carried = row(2, [.text("a")])
    carried.carried = JobID("20261120-093512-autumn-abcd").map { CarriedFrom(job: $0, row: 7) }
    try writer.append(carried)
    try writer.append(row(3, [.text("b")], .failed))
    try writer.finish()
    #expect(
      try openpyxl("print({p.name: p.value for p in wb.custom_doc_props.props})") == """
        {'rowspool job': '20261121-093512-autumn-abcd', 'rowspool workflow': 'shop', 'rowspool preset': 'gifts'}
        """)
    #expect(
      try openpyxl("print(wb['rowspool'].sheet_state, [[c for c in r if c] for r in wb['rowspool'].values])") == """
        hidden [['rowspool results 1'], ['workflow', 'shop'], ['preset', 'gifts'], ['value', 'tone', 'warm'], \
        ['column', 'input', 'SKU'], ['column', 'status', 'Status'], ['column', 'row', 'Row'], \
        ['column', 'attempts', 'Attempts'], ['column', 'seconds', 'Seconds'], ['column', 'carried', 'Taken over from'], \
        ['column', 'error', 'Error'], ['column', 'key', 'rowspool key']]
        """)
    #expect(try openpyxl("print(ws['F2'].value, ws['F3'].value)") == "Job 20261120-093512-autumn-abcd, row 7 None")
    #expect(
      try openpyxl(
        "print([(str(v.sqref), v.formula1, v.showErrorMessage) for v in ws.data_validations.dataValidation])")
        == "[('B2:B3', '\"run again,keep\"', False)]")
  }

  @Test func whatRowsCostStandsInAColumnWhereAnyCostsAnything() throws {
    var table = ResultsTable(jobName: "autumn", workflowTitle: "Pictures", headers: ["SKU"], resultColumns: [])
    table.showsCosts = true
    table.currency = "CNY"
    var writer = try ResultsWorkbookWriter(path, table, options()) { self.sideFiles[$0] = $1 }
    var paid = row(2, [.text("a")])
    paid.cost = 0.125
    try writer.append(paid)
    try writer.append(row(3, [.text("b")]))
    try writer.finish()
    #expect(
      try openpyxl(
        "print([c.value for c in ws['F']], [(r[0].value, r[1].value) for r in wb['Summary'] if 'Cost' in str(r[0].value)])"
      )
        == "['Cost (CNY)', 0.125, None] [('Cost of all rows', 0.125)]")
  }

  @Test(arguments: [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1+1", "http://example.com", "#DIV/0!", "1e5", "TRUE",
    "2026-11-21", " leading", "{=1}", "'quoted",
  ])
  func textStaysText(text: String) throws {
    var result = row(2, [.text(text)])
    result.outputs = ["score": .string(text == "1e5" ? "x" : text)]
    result.failure = Failure(.invalid, code: "x", message: Message(verbatim: text))
    try write([result])
    let found = try openpyxl(
      "print([(c.data_type, c.value == \(String(reflecting: text))) for c in (ws['A2'], ws['K2'])])")
    #expect(found == "[('s', True), ('s', True)]")
    let others = "print(sum(c.data_type in 'fe' for s in wb for r in s.iter_rows() for c in r), ws['A2'].hyperlink)"
    #expect(try openpyxl(others) == "0 None")
  }

  @Test func errorsOfTheOperatorBecomeText() throws {
    try write([row(2, [.error("#DIV/0!")])])
    #expect(try openpyxl("print(ws['A2'].value)") == "#DIV/0!")
    let xml = try openpyxl(
      "import zipfile\nprint(b't=\"e\"' in zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml'))")
    #expect(xml == "False")
  }

  @Test func controlCharactersGiveAWorkbookThatOpens() throws {
    let all = String(String.UnicodeScalarView((0...0x9F).compactMap(Unicode.Scalar.init))) + "\u{FFFE}\u{FFFF}_x0041_"
    var result = row(2, [.text(all)])
    result.failure = Failure(.invalid, code: "x", message: Message(verbatim: all))
    try write([result], headers: [all], sheetName: all)
    #expect(try openpyxl("print('\\u2400' in ws['A2'].value, '_x005F_x0041_' in ws['A2'].value)") == "True True")
  }

  @Test func aCellOfOneMegabyteIsCutAndKeptBeside() throws {
    let long = String(repeating: "长😀", count: 170_000)
    try write([row(7, [.text(long), .text(long)])])
    let cells = try openpyxl(
      "print([(len(c.value.encode('utf-16-le')) // 2 <= 32767, c.value[-43:]) for c in ws[2][:2]])")
    #expect(
      cells == "[(True, '… (cut; whole text in files/7-SKU.txt)'), (True, '… (cut; whole text in files/7-SKU-2.txt)')]"
        || cells.contains("files/7-SKU-2.txt)"))
    #expect(sideFiles == ["7-SKU.txt": long, "7-SKU-2.txt": long])
  }

  @Test func theLongestTextThatExcelHoldsIsNotCut() throws {
    try write([row(2, [.text(String(repeating: "a", count: 32_767)), .text(String(repeating: "😀", count: 16_383))])])
    #expect(try openpyxl("print([len(c.value) for c in ws[2][:2]])") == "[32767, 16383]")
    #expect(sideFiles.isEmpty)
  }

  @Test func numbersAndDatesKeepValueAndLook() throws {
    let cells: [CellValue] = [
      .number(1234.5, displayed: "$1,234.50"), .number(-0.5, displayed: "-50.0%"), .number(7, displayed: "007"),
      .number(123_456_789_012, displayed: "123456789012"),
      .number(123_456_789_012_345_680, displayed: "123456789012345678"), .number(0.5, displayed: "1/2"),
      .date("2026-11-21", displayed: "21/11/2026"), .date("1900-01-01", displayed: "1900-01-01"),
      .date("PT27H30M", displayed: "27:30:00"), .date("1815-06-18", displayed: "18 June 1815"),
    ]
    try write([row(2, cells)], headers: Array(repeating: "x", count: cells.count))
    let found = try openpyxl(
      """
      import zipfile, re
      xml = zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode()
      print([v for v in re.findall(r'<c r="[A-J]2"[^>]*>(?:<v>|<is><t>)([^<]*)', xml)])
      print([c.number_format for c in ws[2][:10]])
      """)
    #expect(
      found
        == """
        ['1234.5', '-0.5', '7', '123456789012', '123456789012345678', '1/2', '46347', '1', '1.145833333333333', \
        '18 June 1815']
        ['"$"#,##0.00', '0.0%', '000', '0', '@', '@', 'd/m/yyyy', 'yyyy\\\\-mm\\\\-dd', '[h]:mm:ss', '@']
        """.replacingOccurrences(of: "yyyy\\\\-mm\\\\-dd", with: "yyyy-mm-dd"))
  }

  @Test func filesAreLinkedRelativelyUpToALimit() throws {
    let rows = (2...4).map { number in
      var result = row(number, [])
      result.files = [
        ProducedFile(column: "picture", name: "\(number)-杯 1.jpg", mediaType: "image/jpeg", bytes: 1, sha256: "")
      ]
      return result
    }
    try write(rows, options: options { $0.maximumLinks = 3 })
    let links = try openpyxl("print([(c.value, c.hyperlink and c.hyperlink.target) for c in ws['G'][1:]])")
    #expect(
      links == "[('2-杯 1.jpg', 'files/2-杯%201.jpg'), ('3-杯 1.jpg', 'files/3-杯%201.jpg'), ('4-杯 1.jpg', None)]")
  }

  @Test func unfinishedRowsAreShownAsWhatTheyAre() throws {
    try write(ResultState.allCases.enumerated().map { row($0 + 2, [], $1) })
    #expect(
      try openpyxl("print([c.value for c in ws['D'][1:]])\nprint(wb['Summary']['A2'].value)") == """
        ['Done', 'Done, with a warning', 'Failed', 'Unknown', 'Cancelled', 'Pending', 'Retrying', 'Running']
        The job is not finished: these are the results so far.
        """)
  }

  @Test func rowsBeyondOneSheetGoIntoTheNext() throws {
    try write(
      (2...8).map { row($0, [.number(Double($0), displayed: "\($0)")]) }, options: options { $0.maximumSheetRows = 3 })
    #expect(
      try openpyxl("print([(s.title, s.max_row, s['A2'].value) for s in wb.worksheets[:3]], wb.sheetnames[-2])")
        == "[('Sheet1', 4, 2), ('Sheet1 (2)', 4, 5), ('Sheet1 (3)', 2, 8)] Summary")
  }

  @Test(arguments: ["Summary", "'quoted'", "a/b:c*[d]?", String(repeating: "长", count: 40), "History", "", "😀"])
  func everySheetNameGivesAWorkbookThatOpens(name: String) throws {
    try write([row(2, [])], sheetName: name)
    #expect(try openpyxl("print(len(wb.sheetnames))") == "3")
  }

  @Test func oneCauseIsOneLineOfTheSummary() throws {
    let rows = (2...11).map { number in
      var result = row(number, [], .failed)
      result.failure = Failure(
        .invalid, code: "picture", message: "“photo-\(number).jpg” in row \(number) is too small.")
      return result
    }
    try write(rows)
    let program = "print([[c.value for c in r] for r in wb['Summary'].iter_rows(max_col=4) if r[3].value][-1])"
    #expect(
      try openpyxl(program) == "['“photo-2.jpg” in row 2 is too small.', 10, None, '2, 3, 4, 5, 6, 7, 8, 9 …']")
  }

  @Test func aThumbnailThatIsGoneIsLeftOut() throws {
    var result = row(2, [])
    result.thumbnails = ["picture": FilePath(folder.path).appending("none.png")]
    try write([result])
    #expect(try openpyxl("print(len(ws._images), ws.max_row)") == "0 2")
  }

  @Test func saysSoWhenItCannotWrite() throws {
    let table = ResultsTable(jobName: "a", workflowTitle: "b", headers: [], resultColumns: [])
    var failure: ResultsError?
    do {
      let writer = try ResultsWorkbookWriter("/dev/full", table, options()) { _, _ in }
      try writer.finish()
    } catch { failure = error }
    #expect(failure?.code == .full)
    #expect(failure?.errno == ENOSPC)
    #expect(throws: ResultsError.self) {
      _ = try ResultsWorkbookWriter("/nowhere/x", table, ResultsOptions(temporary: "/nowhere")) { _, _ in }
    }
  }

  @Test func anAbandonedWorkbookLeavesNoFile() throws {
    let table = ResultsTable(jobName: "a", workflowTitle: "b", headers: ["x"], resultColumns: [])
    do {
      var writer = try ResultsWorkbookWriter(path, table, options()) { _, _ in }
      try writer.append(row(2, [.text("a")]))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
