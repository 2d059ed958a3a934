import JobModel
import Results
import RowReading

extension DropTable {
  /// The rows that hold the job's data, with the header among them.
  struct DataSheet {
    var source: any RowSource
    var header: Header
    /// Sheets that were not read.
    var others: [String] = []
    /// The column of a marked-up workbook that says what was wrong. It is not read.
    let remarkColumn: Int?

    init(source: any RowSource, header: Header, others: [String] = []) {
      self.source = source
      self.header = header
      self.others = others
      remarkColumn = header.titles.firstIndex(where: MarkedForm.isRemarkTitle)
      if let remarkColumn { self.header.titles[remarkColumn] = "" }
      if remarkColumn == header.titles.count - 1 { self.header.titles.removeLast() }
    }

    /// A row's cells, trailing empty ones left off; a row of blanks has none.
    func cells(of row: any SheetRow) -> [CellValue] {
      var cells = (0..<row.count).map { row.value(at: $0) }
      if let remarkColumn, remarkColumn < cells.count { cells[remarkColumn] = .empty }
      return TableRows.trimmed(cells)
    }
  }

  /// No row of a sheet is its header.
  struct HeaderFault: Error {
    var error: ReadingError
    var missing: MissingHeader
    /// The sheet's name; `nil` for CSV files.
    var sheetName: String?
    /// The row that comes nearest; `nil` where the first rows are empty.
    var nearest: Header?
  }

  /// The sheet that lacks a header, with the row that comes nearest to one.
  func sheet(with fault: HeaderFault) throws -> DataSheet? {
    guard let nearest = fault.nearest else { return nil }
    switch kind {
    case .csv(let file): return DataSheet(source: file, header: nearest)
    case .workbook(let workbook):
      return DataSheet(source: try workbook.rows(ofSheet: fault.sheetName ?? ""), header: nearest)
    }
  }

  /// Whether a row is a template's example, which says so in a cell of its own.
  static func isExample(_ cells: [CellValue]) -> Bool {
    cells.contains { cell in
      if case .text(let text) = cell {
        FillInForm.exampleMarks.contains(text)
      } else {
        false
      }
    }
  }

  /// The sheet that Settings name, else the first visible worksheet with a header.
  ///
  /// - Throws: `HeaderFault` that says which columns are missing where; `ReadingError`.
  func dataSheet(named name: String?, finder: HeaderFinder) throws -> DataSheet {
    switch kind {
    case .csv(let file):
      return DataSheet(source: file, header: try Self.header(of: file, finder, place: "“\(self.name)”"))
    case .workbook(let workbook):
      guard let name else { return try firstDataSheet(workbook, finder) }
      do {
        return try dataSheet(workbook, try workbook.rows(ofSheet: name), finder)
      } catch var fault as HeaderFault {
        fault.error.message = withSheetThatFits(fault.error.message, workbook, finder)
        throw fault
      } catch var error as ReadingError where error.code == "no-such-sheet" {
        error.message = withSheetThatFits(error.message, workbook, finder)
        throw error
      }
    }
  }

  /// Any sheet with a first row, for a table whose workflow is not known.
  func anySheet() -> DataSheet? {
    try? dataSheet(named: nil, finder: HeaderFinder([]))
  }

  private func withSheetThatFits(_ message: Message, _ workbook: Workbook, _ finder: HeaderFinder) -> Message {
    guard let sheet = try? firstDataSheet(workbook, finder).source.sheetName else { return message }
    return .sentences([
      message,
      "The sheet “\(sheet)” has the columns: write its name beside 'sheet' in Settings, or leave that empty.",
    ])
  }

  private func firstDataSheet(_ workbook: Workbook, _ finder: HeaderFinder) throws -> DataSheet {
    var first: HeaderFault?
    for sheet in try candidates(workbook) {
      do {
        return try dataSheet(workbook, try workbook.rows(of: sheet), finder)
      } catch let fault as HeaderFault {
        // The message of a sheet with something in it says more than that of an empty one.
        if first.map({ $0.nearest == nil && fault.nearest != nil }) ?? true { first = fault }
      }
    }
    if let first { throw first }
    throw ReadingError("no-sheet", "“\(name)” has no visible sheet with a table. Show the sheet, or add one.")
  }

  /// Sheets that may hold the rows.
  private func candidates(_ workbook: Workbook) throws -> [WorkbookSheet] {
    let problems = try problemsSheet(workbook)
    return workbook.sheets.filter {
      $0.kind == .worksheet && $0.state == .visible && !Self.settingsSheets.contains($0.name.lowercased())
        && $0.name != problems
    }
  }

  /// The list of problems in a workbook that was marked up.
  private func problemsSheet(_ workbook: Workbook) throws -> String? {
    try workbook.customProperties[MarkedForm.property]
  }

  private func dataSheet(_ workbook: Workbook, _ rows: SheetRows, _ finder: HeaderFinder) throws -> DataSheet {
    let sheet = rows.sheetName ?? ""
    let header = try Self.header(of: rows, finder, place: "The sheet “\(sheet)” of “\(name)”")
    let isTemplate = try workflow() != nil
    let isResults = try resultsJob() != nil
    let problems = try problemsSheet(workbook)
    let others = workbook.sheets.filter {
      $0.name != sheet && $0.state == .visible && !Self.settingsSheets.contains($0.name.lowercased())
        && $0.name != problems && !(isTemplate && FillInForm.guideSheets.contains($0.name))
        && !(isResults && ResultsText.isSummary($0.name))
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
    case .failure(let problem):
      let nearest = first.first { $0.number == problem.missing.row }
      throw HeaderFault(
        error: problem.missing.error(in: place), missing: problem.missing, sheetName: source.sheetName,
        nearest: nearest.map { Header(row: $0.number, columns: [], titles: $0.texts.map { $0.trimmingWhitespace() }) })
    }
  }
}

extension String {
  /// Without white space at both ends.
  func trimmingWhitespace() -> String {
    let start = drop(while: \.isWhitespace)
    return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
  }
}
