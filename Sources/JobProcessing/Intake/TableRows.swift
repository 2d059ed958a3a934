import JobModel
import RowReading
import Workflows

/// A row of a table as a job takes it.
struct TableRow {
  /// The physical row in the sheet, from 1.
  var number: Int
  /// Without trailing empty ones. A cell with a picture and no text shows the name of the picture's file.
  var cells: [CellValue]
  /// For cells that hold a picture, by column from 0: the path of its file relative to the job's folder, or why there is
  /// none.
  var pictures: [Int: Result<String, Failure>] = [:]
  /// Cells with a picture over them that is not used, because their text names a file.
  var covered: [CellPlace] = []

  /// Whether there is nothing in it.
  var isBlank: Bool { cells.isEmpty && pictures.isEmpty }
}

/// The rows of a data sheet below its header, with the pictures in their cells.
struct TableRows {
  private let sheet: DropTable.DataSheet
  private let files: DropFiles
  private var pictures: SheetPictures?
  /// The columns with pictures, from 0.
  private var columns: [Int] = []
  private var extracted = ExtractedPictures()

  /// Takes the pictures out of the workbook, if the workflow has columns for some.
  ///
  /// - Parameter titles: the header's, as the workflow's columns are to be found in them.
  init(_ sheet: DropTable.DataSheet, titles: [String], workflow: WorkflowDefinition, files: DropFiles) throws {
    self.sheet = sheet
    self.files = files
    let positions = HeaderMapping(headers: titles, of: workflow).positions
    let wanted = zip(workflow.columns, positions).compactMap { $0.type.isFile ? $1 : nil }
    guard !wanted.isEmpty, let rows = sheet.source as? SheetRows else { return }
    let found = try rows.pictures(in: Set(wanted), below: sheet.header.row)
    pictures = found
    columns = found.columns
    if !found.byCell.isEmpty { extracted = try files.extract(found) }
  }

  /// Sentences about pictures for the receipt.
  var notes: [Message] { pictures?.notes ?? [] }

  /// Whether any cell holds a picture.
  var hasPictures: Bool { !(pictures?.byCell.isEmpty ?? true) }

  /// Hands over the rows from top to bottom, blank ones left out. A row that holds only a picture is one.
  func read(_ body: (TableRow) throws -> Void) throws {
    var alone = rowsOfPictures()
    func takePictures(before number: Int) throws {
      while let next = alone.last, next < number {
        alone.removeLast()
        try body(row(next, []))
      }
    }
    try sheet.source.readRows { source in
      guard source.number > sheet.header.row else { return .next }
      try takePictures(before: source.number)
      if alone.last == source.number { alone.removeLast() }
      let row = row(source.number, sheet.cells(of: source))
      if !row.isBlank { try body(row) }
      return .next
    }
    try takePictures(before: .max)
  }

  /// The rows with pictures, the last one first.
  private func rowsOfPictures() -> [Int] {
    Set((pictures?.byCell ?? [:]).keys.map(\.row)).sorted(by: >)
  }

  /// A row's cells, trailing empty ones left off; a row of blanks has none.
  static func trimmed(_ cells: [CellValue]) -> [CellValue] {
    var cells = cells
    while let cell = cells.last, cell.isEmpty { cells.removeLast() }
    let isBlank = cells.allSatisfy { cell in
      if case .text(let text) = cell { return text.allSatisfy(\.isWhitespace) }
      return cell.isEmpty
    }
    return isBlank ? [] : cells
  }

  // MARK: Pictures

  private func row(_ number: Int, _ cells: [CellValue]) -> TableRow {
    var row = TableRow(number: number, cells: cells)
    for column in columns {
      let place = CellPlace(row: number, column: column)
      guard let picture = pictures?.byCell[place]?.first else { continue }
      let text = cells.indices.contains(column) ? cells[column].displayed : ""
      if picture.form == .floating, names(text) {
        row.covered.append(place)
        continue
      }
      let value = value(of: picture.source)
      row.pictures[column] = value
      guard case .success(let path) = value, picture.form == .value || text.allSatisfy(\.isWhitespace) else { continue }
      while row.cells.count <= column { row.cells.append(.empty) }
      row.cells[column] = .text(FileName(path).last.description)
    }
    return row
  }

  /// Whether a text beside a picture names a file of the drop, which then goes before the picture.
  private func names(_ text: String) -> Bool {
    guard !text.allSatisfy(\.isWhitespace), case .success = files.findInDrop(text) else { return false }
    return true
  }

  private func value(of source: CellPicture.Source) -> Result<String, Failure> {
    switch source {
    case .part(let part):
      if let name = extracted.names[part] { return .success(DropFiles.inputPath(name)) }
      return .failure(Failure(.invalid, code: "unusable-picture", message: extracted.problems[part] ?? Self.missing))
    case .link:
      return .failure(
        Failure(
          .invalid, code: "linked-picture",
          message: """
            The picture is only linked: it lies in another file or on the web. Insert the picture itself into the cell, \
            or write its file name.
            """))
    case .missing:
      return .failure(Failure(.invalid, code: "missing-picture", message: Self.missing))
    }
  }

  private static let missing: Message = "The picture of this cell is not in the workbook any more. Insert it again."
}
