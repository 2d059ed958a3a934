import JobModel
import Results
import RowReading
import SystemPackage

/// The table of a drop: a workbook or a CSV file.
struct DropTable {
  enum Kind {
    case workbook(Workbook)
    case csv(CSVFile)
  }

  let entry: DropEntry
  let kind: Kind

  /// - Parameter path: where the table's file lies.
  /// - Throws: `ReadingError` where it cannot be read.
  init(path: FilePath, entry: DropEntry, rules: ReadingRules) throws {
    self.entry = entry
    if ["csv", "tsv", "txt"].contains(entry.name.fileExtension) {
      kind = .csv(
        try CSVFile(path: path, options: CSVOptions(name: entry.name.description, encoding: rules.encoding)))
    } else {
      kind = .workbook(try Workbook(path: path))
    }
  }

  /// What messages call it.
  var name: String { entry.name.description }

  /// The text encoding of a CSV file.
  var encoding: String? {
    if case .csv(let file) = kind { file.encoding.title } else { nil }
  }

  /// The workflow that a template workbook carries.
  func workflow() throws -> String? {
    guard case .workbook(let workbook) = kind else { return nil }
    return try workbook.customProperties["rowspool workflow"]
  }

  /// The names of the input columns that a template workbook was made for.
  func templateColumns() throws -> [String]? {
    guard case .workbook(let workbook) = kind else { return nil }
    return FillInForm.columns(in: try workbook.customProperties)
  }

  private static let settingsSheets: Set = ["settings", "设置"]

  /// What a results workbook says of itself; `nil` for any other table.
  func resultsLayout() throws -> ResultsLayout? {
    guard case .workbook(let workbook) = kind else { return nil }
    let name = ResultsLayout.sheetName
    for sheet in workbook.sheets where sheet.kind == .worksheet && sheet.name.lowercased().hasPrefix(name) {
      let rows = try Self.texts(of: workbook.rows(of: sheet), atMost: 40_000)
      if let layout = ResultsLayout(rows: rows) { return layout }
    }
    return nil
  }

  /// The job whose results the workbook holds.
  func resultsJob() throws -> String? {
    guard case .workbook(let workbook) = kind else { return nil }
    return try workbook.customProperties[ResultsLayout.jobProperty]
  }

  /// The workbook's Settings sheet.
  func settingsSheet() throws -> SettingsTable? {
    guard case .workbook(let workbook) = kind,
      let sheet = workbook.sheets.first(where: {
        $0.kind == .worksheet && Self.settingsSheets.contains($0.name.lowercased())
      })
    else { return nil }
    return SettingsTable(rows: try Self.texts(of: workbook.rows(of: sheet), atMost: 1000))
  }

  private static func texts(of source: some RowSource, atMost limit: Int) throws -> [[String]] {
    var rows: [[String]] = []
    try source.readRows { row in
      rows.append((0..<row.count).map { row.value(at: $0).displayed })
      return rows.count < limit ? .next : .stop
    }
    return rows
  }

  // MARK: The data sheet

  /// The rows that hold the job's data, with the header among them.
  struct DataSheet {
    var source: any RowSource
    var header: Header
    /// Sheets that were not read.
    var others: [String]
  }

  /// The sheet that Settings name, else the first visible worksheet with a header.
  ///
  /// - Throws: `ReadingError` that says which columns are missing where.
  func dataSheet(named name: String?, finder: HeaderFinder) throws -> DataSheet {
    switch kind {
    case .csv(let file):
      return DataSheet(source: file, header: try Self.header(of: file, finder, place: "“\(self.name)”"), others: [])
    case .workbook(let workbook):
      if let name { return try dataSheet(workbook, try workbook.rows(ofSheet: name), finder) }
      return try firstDataSheet(workbook, finder)
    }
  }

  private func firstDataSheet(_ workbook: Workbook, _ finder: HeaderFinder) throws -> DataSheet {
    var firstError: ReadingError?
    let candidates = workbook.sheets.filter {
      $0.kind == .worksheet && $0.state == .visible && !Self.settingsSheets.contains($0.name.lowercased())
    }
    for sheet in candidates {
      do {
        return try dataSheet(workbook, try workbook.rows(of: sheet), finder)
      } catch let error as ReadingError where error.code == "missing-column" || error.code == "no-header" {
        // The message of a sheet with something in it says more than that of an empty one.
        if firstError.map({ $0.code == "no-header" && error.code != "no-header" }) ?? true { firstError = error }
      }
    }
    throw firstError
      ?? ReadingError("no-sheet", "“\(name)” has no visible sheet with a table. Show the sheet, or add one.")
  }

  private func dataSheet(_ workbook: Workbook, _ rows: SheetRows, _ finder: HeaderFinder) throws -> DataSheet {
    let sheet = rows.sheetName ?? ""
    let header = try Self.header(of: rows, finder, place: "The sheet “\(sheet)” of “\(name)”")
    let isTemplate = try workflow() != nil
    let isResults = try resultsJob() != nil
    let others = workbook.sheets.filter {
      $0.name != sheet && $0.state == .visible && !Self.settingsSheets.contains($0.name.lowercased())
        && !(isTemplate && FillInForm.guideSheets.contains($0.name)) && !(isResults && ResultsText.isSummary($0.name))
    }
    return DataSheet(source: rows, header: header, others: others.map(\.name))
  }

  private static func header(of source: some RowSource, _ finder: HeaderFinder, place: Message) throws -> Header {
    var first: [(number: Int, texts: [String])] = []
    try source.readRows { row in
      guard row.number <= HeaderFinder.rowsSearched else { return .stop }
      first.append((row.number, (0..<row.count).map { row.value(at: $0).displayed }))
      return .next
    }
    switch finder.find(in: first) {
    case .success(let header): return header
    case .failure(let problem): throw problem.missing.error(in: place)
    }
  }
}
