/// Reads the cells of one sheet into plain memory and hands over its rows.
///
/// This is the innermost loop of all reading: no `String`, no array and no copy is made for a cell; what a cell means
/// is worked out when somebody asks for it.
final class SheetHandler: XMLHandler {
  private let place: SheetPlace
  private let options: WorkbookOptions
  private let row: WorkbookRow
  private let deliver: (WorkbookRow) throws -> ReadingStep

  private let bytes: GrowingBuffer<UInt8>
  private let cells: GrowingBuffer<CellRecord>
  /// Rows that are held back to be sorted; `nil` where each is delivered as soon as it ends.
  private var heldRows: [HeldRow]?

  // Where the parser is.
  private var isInData = false
  private var isInRow = false
  private var isInCell = false
  private var isInInline = false
  private var isCollecting = false

  // The row and cell at hand.
  private var rowNumber = 0
  private var lastDelivered = 0
  private var firstCell = 0
  private var column = -1
  private var lastColumn = -1
  private var isSorted = true
  private var type = CellType.number
  private var style: Int32 = -1
  private var valueStart = 0
  private var cellCount = 0

  private struct HeldRow {
    var number: Int
    var cells: Range<Int>
  }

  init(
    _ place: SheetPlace, row: WorkbookRow, options: WorkbookOptions, holdsRows: Bool,
    deliver: @escaping (WorkbookRow) throws -> ReadingStep
  ) {
    self.place = place
    self.row = row
    self.options = options
    self.deliver = deliver
    heldRows = holdsRows ? [] : nil
    bytes = GrowingBuffer(limit: options.rowMemory)
    cells = GrowingBuffer(limit: options.rowMemory / MemoryLayout<CellRecord>.stride)
    super.init(.spreadsheet)
  }

  // MARK: - Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    let local = name.local
    if isInCell {
      startInCell(name)
    } else if isInRow {
      if local[0] == UInt8(ascii: "c"), local[1] == 0 { beginCell(attributes) } else { leaveOut() }
    } else if isInData {
      if "row" ~= name { beginRow(attributes) } else { leaveOut() }
    } else if "sheetData" ~= name {
      isInData = true
    }
  }

  private func startInCell(_ name: XMLName) {
    let local = name.local
    switch local[0] {
    case UInt8(ascii: "v") where local[1] == 0:
      // An inline string goes before a value beside it.
      if isInInline || (type == .inlineText && bytes.count > valueStart) { return leaveOut() }
      isCollecting = true
    case UInt8(ascii: "t") where local[1] == 0: isCollecting = isInInline
    case UInt8(ascii: "i") where "is" ~= name:
      if type != .inlineText && bytes.count > valueStart { return leaveOut() }
      if type == .number { type = .inlineText }
      bytes.shorten(to: valueStart)
      isInInline = true
    case UInt8(ascii: "r") where local[1] == 0 && isInInline: break
    default: leaveOut()
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isCollecting else { return }
    if !bytes.append(text) { fail(place.rowTooLarge(row: rowNumber)) }
  }

  override func end(_ name: XMLName) {
    let local = name.local
    if isInCell {
      switch local[0] {
      case UInt8(ascii: "c"):
        endCell()
        isInCell = false
      case UInt8(ascii: "i"): isInInline = false
      case UInt8(ascii: "v"), UInt8(ascii: "t"): isCollecting = false
      default: break
      }
    } else if isInRow {
      isInRow = false
      endRow()
    } else if isInData {
      isFinished = true
      deliverHeldRows()
    }
  }

  // MARK: - Rows

  private func beginRow(_ attributes: XMLAttributes) {
    isInRow = true
    rowNumber = attributes["r"].flatMap(CellReference.row) ?? rowNumber + 1
    if rowNumber > options.rows || rowNumber < 1 { fail(place.tooManyRows(row: rowNumber, limit: options.rows)) }
    newRow()
  }

  private func newRow() {
    column = -1
    lastColumn = -1
    isSorted = true
    if heldRows == nil {
      bytes.shorten(to: 0)
      cells.shorten(to: 0)
    }
    firstCell = cells.count
  }

  private func endRow() {
    guard failure == nil, cells.count > firstCell else { return }
    if !isSorted {
      let end = SheetHandler.sort(cells.base + firstCell, count: cells.count - firstCell)
      cells.shorten(to: firstCell + end)
    }
    if heldRows != nil {
      heldRows?.append(HeldRow(number: rowNumber, cells: firstCell..<cells.count))
    } else if rowNumber <= lastDelivered {
      fail(place.rowsOutOfOrder(row: rowNumber))
    } else {
      lastDelivered = rowNumber
      handOver(rowNumber, firstCell..<cells.count)
    }
  }

  private func handOver(_ number: Int, _ range: Range<Int>) {
    row.set(
      number: number, cells: UnsafeBufferPointer(start: cells.base + range.lowerBound, count: range.count),
      bytes: UnsafePointer(bytes.base))
    do {
      if try deliver(row) == .stop { isFinished = true }
    } catch {
      fail(error)
    }
  }

  private func deliverHeldRows() {
    guard var rows = heldRows else { return }
    // Swift's sort keeps the order of equal elements since 5.0, but does not promise it.
    rows.sort { ($0.number, $0.cells.lowerBound) < ($1.number, $1.cells.lowerBound) }
    var index = 0
    var wantsMore = true
    while index < rows.count, wantsMore, failure == nil {
      var next = index + 1
      while next < rows.count, rows[next].number == rows[index].number { next += 1 }
      wantsMore = next == index + 1 ? deliver(rows[index]) : merge(rows[index..<next])
      index = next
    }
  }

  private func deliver(_ held: HeldRow) -> Bool {
    isFinished = false
    handOver(held.number, held.cells)
    defer { isFinished = true }
    return !isFinished
  }

  /// Several elements with one row number are one row.
  private func merge(_ parts: ArraySlice<HeldRow>) -> Bool {
    guard let number = parts.first?.number else { return true }
    let start = cells.count
    for part in parts {
      for index in part.cells where !cells.append(cells[index]) {
        fail(place.rowTooLarge(row: number))
        return false
      }
    }
    let count = SheetHandler.sort(cells.base + start, count: cells.count - start)
    return deliver(HeldRow(number: number, cells: start..<(start + count)))
  }

  /// Sorts cells by column; of two in one column the later one stays.
  ///
  /// - Returns: how many are left.
  private static func sort(_ cells: UnsafeMutablePointer<CellRecord>, count: Int) -> Int {
    let sorted = UnsafeBufferPointer(start: cells, count: count).enumerated().sorted {
      ($0.element.column, $0.offset) < ($1.element.column, $1.offset)
    }
    var left = 0
    for (_, cell) in sorted {
      if left > 0, cells[left - 1].column == cell.column { left -= 1 }
      cells[left] = cell
      left += 1
    }
    return left
  }

  // MARK: - Cells

  private func beginCell(_ attributes: XMLAttributes) {
    isInCell = true
    isInInline = false
    isCollecting = false
    type = .number
    style = -1
    column += 1
    valueStart = bytes.count
    cellCount += 1
    guard let base = attributes.base else { return checkColumn() }
    for index in 0..<attributes.count {
      let attribute = base + index * 5
      // Attributes with a namespace belong to other vocabularies.
      guard let name = attribute[0], attribute[1] == nil, name[1] == 0, let start = attribute[3],
        let end = attribute[4]
      else { continue }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      switch name[0] {
      case UInt8(ascii: "r"): place(value)
      case UInt8(ascii: "s"): style = CellReference.integer(value).flatMap { Int32(exactly: $0) } ?? -1
      case UInt8(ascii: "t"): type = CellType(value)
      default: break
      }
    }
    checkColumn()
  }

  /// Takes the cell's own reference, which goes before its place in the row.
  private func place(_ reference: UnsafeBufferPointer<UInt8>) {
    guard let (row, column) = CellReference.cell(reference) else { return }
    self.column = column
    guard let row, row != rowNumber else { return }
    endRow()
    rowNumber = row
    if row > options.rows || row < 1 { fail(place.tooManyRows(row: row, limit: options.rows)) }
    newRow()
    self.column = column
    valueStart = bytes.count
  }

  private func checkColumn() {
    if column >= options.columns { fail(place.tooManyColumns(row: rowNumber, column: column, limit: options.columns)) }
    if cellCount > options.cells { fail(place.tooManyCells(limit: options.cells)) }
  }

  private func endCell() {
    guard failure == nil, bytes.count > valueStart else { return }
    if type.isText {
      let count = TextEscapes.decode(bytes.base + valueStart, count: bytes.count - valueStart)
      bytes.shorten(to: valueStart + count)
      checkLength(UnsafeBufferPointer(start: bytes.base + valueStart, count: count))
    } else {
      trim()
    }
    let count = bytes.count - valueStart
    guard count > 0 else { return }
    var record = CellRecord(
      column: Int32(column), kind: type.kind, style: style, start: valueStart, count: Int32(count))
    if type == .shared {
      let value = UnsafeBufferPointer(start: bytes.base + valueStart, count: count)
      // A number that leads nowhere is kept and shown as an error, so that nobody takes the cell for an empty one.
      record.start = CellReference.integer(value) ?? -1
      bytes.shorten(to: valueStart)
      let strings = row.strings
      if strings.hasEmpty || strings.longest > options.charactersPerCell, let text = strings.text(at: record.start) {
        if text.isEmpty { return }
        checkLength(text)
      }
    }
    if !cells.append(record) { fail(place.rowTooLarge(row: rowNumber)) }
    if column <= lastColumn { isSorted = false }
    lastColumn = column
  }

  /// Drops blanks around values that are not text.
  private func trim() {
    while bytes.count > valueStart, bytes[bytes.count - 1] <= 0x20 { bytes.shorten(to: bytes.count - 1) }
    while bytes.count > valueStart, bytes[valueStart] <= 0x20 { valueStart += 1 }
  }

  private func checkLength(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count > options.charactersPerCell else { return }
    let units = String(decoding: text, as: UTF8.self).utf16.count
    if units > options.charactersPerCell {
      fail(place.textTooLong(row: rowNumber, column: column, limit: options.charactersPerCell))
    }
  }
}
