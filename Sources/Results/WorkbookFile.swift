import CLibXlsxWriter
import Glibc
import SystemPackage

/// Owner of a workbook in constant memory mode: rows are written to a temporary file as they come.
final class WorkbookFile {
  /// A cell's format: its style, and its number format if it has one.
  private struct Look: Hashable {
    var style: CellStyle
    var number: String?
  }

  typealias Format = UnsafeMutablePointer<lxw_format>
  typealias Sheet = UnsafeMutablePointer<lxw_worksheet>

  /// Excel opens no workbook with more than 64,000 formats; past this many, cells do without.
  private static let maximumFormats = 2_000

  let name: String
  /// `nil` once closed.
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [Look: Format] = [:]
  /// The number formats used lately, so that most cells need no hashing.
  private var recent: [(number: String, format: Format)] = []
  private(set) var sheets: [Sheet] = []

  /// - Parameters:
  ///   - path: written when the workbook is closed.
  ///   - temporary: the folder for row data.
  init(_ path: FilePath, temporary: FilePath) throws(ResultsError) {
    name = path.lastComponent?.string ?? path.string
    // The library would turn to /tmp without a word.
    guard access(temporary.string, W_OK | X_OK) == 0 else {
      throw ResultsError(errno: errno, workbook: name, while: "opening the folder for temporary files")
    }
    workbook = temporary.string.withCString { folder in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.use_zip64 = 1
      // The library copies it.
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(path.string, &options)
    }
    if workbook == nil { throw ResultsError(errno: ENOMEM, workbook: name, while: "making the workbook") }
  }

  deinit {
    if let workbook { rowspool_abandon(workbook) }
  }

  func addSheet(_ sheetName: String) throws(ResultsError) -> Sheet {
    guard let sheet = workbook_add_worksheet(workbook, sheetName), sheet.pointee.optimize_tmpfile != nil else {
      throw ResultsError(errno: errno, workbook: name, while: "adding the sheet \(sheetName)")
    }
    sheets.append(sheet)
    return sheet
  }

  func addBarChart() throws(ResultsError) -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(workbook, UInt8(LXW_CHART_BAR.rawValue)) else {
      throw ResultsError(errno: ENOMEM, workbook: name, while: "adding the chart")
    }
    return chart
  }

  /// The format of plain cells with a number format.
  func format(number: String) throws(ResultsError) -> Format {
    for known in recent where known.number == number { return known.format }
    let format = try format(.plain, number: number)
    recent.append((number, format))
    if recent.count > 8 { recent.removeFirst() }
    return format
  }

  /// The one format for a style and a number format; of too many number formats the later ones are left off.
  func format(_ style: CellStyle, number: String? = nil) throws(ResultsError) -> Format {
    let look = Look(style: style, number: number)
    if let format = formats[look] { return format }
    if number != nil && formats.count >= Self.maximumFormats { return try format(style) }
    guard let format = workbook_add_format(workbook) else {
      throw ResultsError(errno: ENOMEM, workbook: name, while: "adding a format")
    }
    style.apply(to: format)
    if let number { format_set_num_format(format, number) }
    formats[look] = format
    return format
  }

  func setProperties(title: String, subject: String, custom: [(name: String, value: String)]) throws(ResultsError) {
    // The library copies the texts; its struct wants them mutable.
    let texts = [title, subject, "rowspool"].map { strdup(String($0.prefix(255))) }
    defer { for text in texts { free(text) } }
    var properties = lxw_doc_properties()
    properties.title = texts[0]
    properties.subject = texts[1]
    properties.author = texts[2]
    try check(workbook_set_properties(workbook, &properties), "setting the properties")
    for property in custom {
      try check(
        workbook_set_custom_property_string(workbook, property.name, String(property.value.prefix(255))),
        "setting the property \(property.name)")
    }
  }

  /// Looks at a result of the library.
  func check(_ error: lxw_error, _ doing: @autoclosure () -> String) throws(ResultsError) {
    if error == LXW_NO_ERROR { return }
    throw failure(error, doing())
  }

  private func failure(_ error: lxw_error, _ doing: String) -> ResultsError {
    let text = lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)"
    switch error {
    case LXW_ERROR_MEMORY_MALLOC_FAILED: return ResultsError(errno: ENOMEM, workbook: name, while: doing)
    case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_ZIP_FILE_OPERATION,
      LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE, LXW_ERROR_ZIP_INTERNAL_ERROR, LXW_ERROR_READING_TMPFILE:
      return ResultsError(errno: errno, workbook: name, while: "\(doing): \(text)")
    default: return ResultsError(.refused, workbook: name, detail: "\(doing): \(text)")
    }
  }

  /// Finds out whether a row was lost: the library itself looks at no write.
  func checkRows(of sheet: Sheet) throws(ResultsError) {
    errno = 0
    guard rowspool_rows_failed(sheet) != 0 else { return }
    // The reason is gone with the failed write; writing on gives it again.
    let code = rowspool_flush_rows(sheet) != 0 ? errno : EIO
    throw ResultsError(errno: code, workbook: name, while: "writing rows")
  }

  /// Bytes of row data in all sheets.
  func rowBytes() throws(ResultsError) -> Int {
    var total = 0
    for sheet in sheets {
      errno = 0
      guard rowspool_flush_rows(sheet) == 0 else {
        throw ResultsError(errno: errno, workbook: name, while: "writing rows")
      }
      try checkRows(of: sheet)
      total += rowspool_row_bytes(sheet)
    }
    return total
  }

  /// Writes the workbook.
  func close() throws(ResultsError) {
    guard let open = workbook else { return }
    workbook = nil
    errno = 0
    try check(workbook_close(open), "closing the workbook")
  }
}
