package import JobModel

/// One row of a worksheet, read in place; see `SheetRow` for how long it is valid.
package final class WorkbookRow: SheetRow {
  package private(set) var number = 0

  let strings: SharedStrings
  private let formats: CellFormats
  private let dateSystem: DateSystem
  private var cells = UnsafeBufferPointer<CellRecord>(start: nil, count: 0)
  private var bytes: UnsafePointer<UInt8>?

  init(strings: SharedStrings, formats: CellFormats, dateSystem: DateSystem) {
    self.strings = strings
    self.formats = formats
    self.dateSystem = dateSystem
  }

  /// - Parameters:
  ///   - cells: by column, ascending; at least one.
  ///   - bytes: what their places are counted from.
  func set(number: Int, cells: UnsafeBufferPointer<CellRecord>, bytes: UnsafePointer<UInt8>) {
    self.number = number
    self.cells = cells
    self.bytes = bytes
  }

  package var count: Int { cells.last.map { Int($0.column) + 1 } ?? 0 }

  package func value(at column: Int) -> CellValue {
    guard let cell = cell(at: column) else { return .empty }
    switch cell.kind {
    case .text: return .text(string(of: cell))
    case .sharedText:
      return strings.text(at: cell.start).map { .text(String(decoding: $0, as: UTF8.self)) } ?? .error("#REF!")
    case .boolean: return .boolean(isTrue(cell))
    case .error: return .error(string(of: cell))
    case .number: return number(of: cell)
    case .isoDate: return isoDate(of: cell)
    }
  }

  package func appendText(at column: Int, as form: ValueForm, to text: inout [UInt8]) {
    guard let cell = cell(at: column) else { return }
    switch cell.kind {
    case .text: append(bytes(of: cell), cell, form, to: &text)
    case .sharedText:
      if let shared = strings.text(at: cell.start) {
        append(shared, cell, form, to: &text)
      } else {
        text.append(contentsOf: "#REF!".utf8)
      }
    case .error: text.append(contentsOf: bytes(of: cell))
    case .number where isPlain(cell, form): text.append(contentsOf: bytes(of: cell))
    case .number where form == .stored && !formats.format(ofStyle: Int(cell.style)).isDate:
      // What it looks like costs more than the number itself.
      if let value = DecimalNumber.value(of: bytes(of: cell)) {
        text.append(contentsOf: CellValue.shortestText(of: value).utf8)
      } else {
        text.append(contentsOf: bytes(of: cell))
      }
    case .number, .isoDate, .boolean:
      let value = value(at: column)
      text.append(contentsOf: (form == .displayed ? value.displayed : value.stored).utf8)
    }
  }

  // MARK: - Cells

  private func cell(at column: Int) -> CellRecord? {
    // Without gaps, as in most tables, a cell stands where its column says.
    if column >= 0, column < cells.count, cells[column].column == Int32(column) { return cells[column] }
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(cells[middle].column) < column { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && Int(cells[low].column) == column ? cells[low] : nil
  }

  private func bytes(of cell: CellRecord) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.map { $0 + cell.start }, count: Int(cell.count))
  }

  private func string(of cell: CellRecord) -> String {
    String(decoding: bytes(of: cell), as: UTF8.self)
  }

  private func isTrue(_ cell: CellRecord) -> Bool {
    let first = bytes(of: cell).first
    return first == UInt8(ascii: "1") || first == UInt8(ascii: "t") || first == UInt8(ascii: "T")
  }

  /// Text is shown alone unless the cell's format puts something around it.
  private func append(
    _ value: UnsafeBufferPointer<UInt8>, _ cell: CellRecord, _ form: ValueForm, to text: inout [UInt8]
  ) {
    if form == .displayed, cell.style > 0,
      let framed = formats.format(ofStyle: Int(cell.style)).text(around: String(decoding: value, as: UTF8.self))
    {
      text.append(contentsOf: framed.utf8)
    } else {
      text.append(contentsOf: value)
    }
  }

  // MARK: - Numbers and dates

  /// Whether the digits in the file are what is wanted: short numbers mostly are.
  private func isPlain(_ cell: CellRecord, _ form: ValueForm) -> Bool {
    guard DecimalNumber.isPlain(bytes(of: cell)) else { return false }
    let format = formats.format(ofStyle: Int(cell.style))
    return format.isGeneral || (form == .stored && !format.isDate)
  }

  private func number(of cell: CellRecord) -> CellValue {
    guard let value = DecimalNumber.value(of: bytes(of: cell)) else { return .text(string(of: cell)) }
    let format = formats.format(ofStyle: Int(cell.style))
    if format.isGeneral, DecimalNumber.isPlain(bytes(of: cell)) { return .number(value, displayed: string(of: cell)) }
    return number(value, format)
  }

  private func number(_ value: Double, _ format: NumberFormat) -> CellValue {
    let displayed = format.text(of: value, dateSystem)
    if format.isDate, let iso = format.isoText(of: value, dateSystem) { return .date(iso, displayed: displayed) }
    return .number(value, displayed: displayed)
  }

  private func isoDate(of cell: CellRecord) -> CellValue {
    let text = string(of: cell)
    guard let value = SerialDate.serial(ofISO: text[...], dateSystem) else { return .text(text) }
    let format = formats.format(ofStyle: Int(cell.style))
    if format.isDate { return number(value, format) }
    // Without a date format a serial number would be shown; what the file says is a date.
    let plain = NumberFormat(code: value < 1 ? "hh:mm:ss" : text.contains(":") ? "yyyy-mm-dd hh:mm:ss" : "yyyy-mm-dd")
    return number(value, plain)
  }
}
