import CLibXlsxWriter
import JobModel
import SystemPackage

extension DataSheet {
  func check(_ error: lxw_error, _ column: Int) throws(ResultsError) {
    if error != LXW_NO_ERROR { try file.check(error, "row \(nextRow + 1), column \(column + 1)") }
  }

  mutating func write(_ cell: CellValue, _ index: Int, _ overflow: Overflow) throws {
    switch CellLook(cell, dates: &dateLook) {
    case .nothing: return
    case .text(let text): try writeText(text, index, nil, overflow)
    case .boolean(let value):
      try check(worksheet_write_boolean(sheet, nextRow, UInt16(index), value ? 1 : 0, nil), index)
    case .number(let value, let format, let shown):
      try writeNumber(value, index, try format.map { try file.format(number: $0) }, shown: shown)
    }
  }

  mutating func write(
    _ column: ResultColumn, of row: ResultRow, _ index: Int, _ allowance: Allowance, _ overflow: Overflow
  ) throws {
    let names = row.files.filter { $0.column == column.name }.map(\.name)
    if let first = names.first {
      return try writeLink(to: first, names.joined(separator: "; "), index, isLinked: allowance.links, overflow)
    }
    switch row.outputs[column.name] ?? .null {
    case .null: return
    case .boolean(let value):
      try check(worksheet_write_boolean(sheet, nextRow, UInt16(index), value ? 1 : 0, nil), index)
    case .integer(let value):
      try write(.number(Double(value), displayed: String(value)), index, overflow)
    case .number(let value) where value.isFinite: try writeNumber(value, index, nil)
    case .string(let text):
      if column.kind == .number, let value = Double(text), value.isFinite {
        return try write(.number(value, displayed: text), index, overflow)
      }
      try writeText(text, index, nil, overflow)
    case let other: try writeText(other.plainText, index, nil, overflow)
    }
  }

  mutating func writeNumber(
    _ value: Double, _ index: Int, _ format: WorkbookFile.Format?, shown: String? = nil
  ) throws(ResultsError) {
    if nextRow <= ColumnWidths.rowsLookedAt { widths.see(shown ?? CellValue.shortestText(of: value), in: index) }
    try check(worksheet_write_number(sheet, nextRow, UInt16(index), value, format), index)
  }

  /// Always as a string, whatever it begins with.
  mutating func writeText(
    _ text: String, _ index: Int, _ format: WorkbookFile.Format?, _ overflow: Overflow
  ) throws {
    let fitting = try fitting(text, overflow)
    if nextRow <= ColumnWidths.rowsLookedAt { widths.see(fitting, in: index) }
    let format = format ?? (CellText.isGuarded(fitting) ? formats.guarded : nil)
    try check(worksheet_write_string(sheet, nextRow, UInt16(index), fitting, format), index)
  }

  private func fitting(_ text: String, _ overflow: Overflow) throws -> String {
    var text = text
    if CellText.isPlain(&text) { return text }
    return try CellText.cut(text, pointer: try overflow(text)) ?? CellText.escaped(text)
  }

  mutating func writeLink(
    to name: String, _ text: String, _ index: Int, isLinked: Bool, _ overflow: Overflow
  ) throws {
    let target = "files/" + Self.linked(name)
    guard isLinked, target.utf8.count < 2_000 else { return try writeText(text, index, nil, overflow) }
    let fitting = try fitting(text, overflow)
    if nextRow <= ColumnWidths.rowsLookedAt { widths.see(fitting, in: index) }
    // A relative target without a scheme: Excel and LibreOffice take it from the workbook's own folder.
    try check(worksheet_write_url_opt(sheet, nextRow, UInt16(index), target, formats.link, fitting, nil), index)
  }

  /// A file name in a link. Only ASCII is escaped: Excel on Windows decodes escaped bytes by the system's code page, and
  /// does not find Chinese names then (RFC 3987 allows them as they are).
  private static func linked(_ name: String) -> String {
    var result: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF,
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        result.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A thumbnail that is gone or is no picture is left out: the link beside it says what there is.
  func insert(_ path: FilePath?, _ index: Int) throws(ResultsError) {
    guard let path else { return }
    var options = lxw_image_options()
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.decorative = 1
    let status = worksheet_insert_image_opt(sheet, nextRow, UInt16(index), path.string, &options)
    if status == LXW_ERROR_IMAGE_DIMENSIONS || status == LXW_ERROR_PARAMETER_VALIDATION { return }
    try check(status, index)
    let box = Self.thumbnailBox
    rowspool_fit_last_picture(sheet, box.width, box.height, box.margin)
  }
}
