/// Goes through a sheet for what pictures need: cells whose value is one, and the sizes of rows and columns.
///
/// A pass of its own, made for workbooks with pictures only, so that reading all others loses no time.
final class PictureSheetHandler: XMLHandler {
  /// The value metadata (`vm`, from 1) of cells that have some.
  private(set) var metadata: [CellPlace: Int] = [:]
  /// The names of WPS pictures.
  private(set) var names: [CellPlace: String] = [:]
  private(set) var sizes = SheetSizes()

  private let columns: Set<Int>
  private let limit: Int
  private var row = 0
  private var column = -1
  private var isCollecting = false
  private var text: [UInt8] = []
  /// A call of `DISPIMG` with its name is shorter.
  private static let longestFormula = 300

  /// - Parameters:
  ///   - columns: where pictures are wanted.
  ///   - rows: whose height is wanted.
  init(columns: Set<Int>, rows: Set<Int>, limit: Int) {
    self.columns = columns
    self.limit = limit
    sizes.wantedRows = rows
    super.init(.spreadsheet)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "c": beginCell(attributes)
    case "f", "v": isCollecting = columns.contains(column) && text.isEmpty
    case "row":
      row = attributes["r"].flatMap(CellReference.row) ?? row + 1
      column = -1
      sizes.takeRow(row, attributes)
    case "col": sizes.takeColumns(attributes)
    case "sheetFormatPr": sizes.takeDefaults(attributes)
    case "is": leaveOut()
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isCollecting, text.count <= Self.longestFormula else { return }
    text.append(contentsOf: bytes)
  }

  override func end(_ name: XMLName) {
    switch name {
    case "f", "v":
      if isCollecting { endValue() }
      isCollecting = false
    case "sheetData": isFinished = true
    default: break
    }
  }

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    text.removeAll(keepingCapacity: true)
    if let (row, column) = attributes["r"].flatMap(CellReference.cell) {
      self.column = column
      self.row = row ?? self.row
    }
    guard columns.contains(column), let number = attributes["vm"].flatMap(CellReference.integer) else { return }
    metadata[CellPlace(row: row, column: column)] = number
    check(metadata.count)
  }

  /// The call stands in the formula, and in WPS's files as the cell's value too.
  private func endValue() {
    guard text.count <= Self.longestFormula,
      let name = WPSPicture.name(in: String(decoding: text, as: UTF8.self))
    else { return text.removeAll(keepingCapacity: true) }
    names[CellPlace(row: row, column: column)] = name
    check(names.count)
  }

  private func check(_ count: Int) {
    if count > limit { fail(ReadingError.tooManyPictures(limit)) }
  }
}
