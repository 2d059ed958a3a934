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

  static let settingsSheets: Set = ["settings", "设置"]

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

  /// The properties by which the workbook is known as one of rowspool's.
  var properties: [(name: String, value: String)] {
    get throws {
      guard case .workbook(let workbook) = kind else { return [] }
      return try workbook.customProperties.filter { $0.key.hasPrefix("rowspool ") }
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  /// The Settings sheet with its cells as they are.
  func settingsRows(atMost limit: Int) throws -> (name: String, rows: [(number: Int, cells: [CellValue])])? {
    guard case .workbook(let workbook) = kind,
      let sheet = workbook.sheets.first(where: {
        $0.kind == .worksheet && Self.settingsSheets.contains($0.name.lowercased())
      })
    else { return nil }
    var rows: [(number: Int, cells: [CellValue])] = []
    try workbook.rows(of: sheet).readRows { row in
      rows.append((row.number, (0..<row.count).map { row.value(at: $0) }))
      return rows.count < limit ? .next : .stop
    }
    return (sheet.name, rows)
  }

  private static func texts(of source: some RowSource, atMost limit: Int) throws -> [[String]] {
    var rows: [[String]] = []
    try source.readRows { row in
      rows.append((0..<row.count).map { row.value(at: $0).displayed })
      return rows.count < limit ? .next : .stop
    }
    return rows
  }
}
