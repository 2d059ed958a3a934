import CLibCSV
import Glibc
import JobModel

/// libcsv with two corrections at quotes. It keeps what libcsv leaves out: where an unclosed quote opened, that text
/// after a closing quote is outside the quotes (as Excel and Python's csv read `"a"b,c`), and the limits.
///
/// libcsv reads everything between two quotes in one call; only quotes themselves are looked at here.
final class CSVParser {
  private let parser: UnsafeMutablePointer<csv_parser>
  private let rows: UnsafeMutablePointer<RowArena>
  private let dialect: CSVDialect
  private var offset = 0
  private var openingQuote = 0

  /// - Throws: `ReadingError` where libcsv cannot start.
  init(_ dialect: CSVDialect) throws {
    self.dialect = dialect
    parser = .allocate(capacity: 1)
    rows = .allocate(capacity: 1)
    rows.initialize(to: RowArena())
    let result = csv_init(parser, UInt8(CSV_REPALL_NL))
    precondition(result == 0, "csv_init fails only for a null pointer")
    csv_set_delim(parser, dialect.delimiter)
    rowspool_csv_keep_spaces(parser)
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
    rows.pointee.free()
    rows.deallocate()
  }

  /// What has been read and not been removed yet.
  var arena: RowArena { rows.pointee }

  /// Bytes of the field that is being read.
  var fieldBytes: Int { parser.pointee.entry_pos }

  /// Where the quote opened that is still open, in bytes from the start of the text; `nil` where none is.
  var unclosedQuote: Int? { isInQuotes ? openingQuote : nil }

  func removeWholeRows() { rows.pointee.removeWholeRows() }

  /// Reads the next bytes of the file.
  func read(_ text: UnsafeRawBufferPointer) throws {
    guard let base = text.baseAddress else { return }
    var index = 0
    while index < text.count {
      if mightHaveEnded, !endsField(text[index]), text[index] != quote { leaveQuotes() }
      let rest = text.count - index
      guard let found = memchr(base + index, Int32(quote), rest) else {
        try parse(base + index, rest)
        break
      }
      let place = UnsafeRawPointer(found) - base
      try parse(base + index, place - index)
      try readQuote(at: base + place, offset: offset + place)
      index = place + 1
    }
    offset += text.count
  }

  /// Says that the file ends here: an unfinished last row becomes a row.
  func finish() throws {
    guard csv_fini(parser, Self.takeField, Self.takeRow, rows) == 0 else { throw outOfMemory }
  }

  // MARK: Quotes

  private var quote: UInt8 { UInt8(CSV_QUOTE) }
  private var mightHaveEnded: Bool { Int(parser.pointee.pstate) == rowspool_csv_field_might_have_ended }
  private var isWithinField: Bool { Int(parser.pointee.pstate) == rowspool_csv_field_begun }
  private var isInQuotes: Bool { isWithinField && parser.pointee.quoted != 0 }

  private func endsField(_ byte: UInt8) -> Bool { byte == dialect.delimiter || byte == 0x0A || byte == 0x0D }

  private func readQuote(at place: UnsafeRawPointer, offset: Int) throws {
    if mightHaveEnded {
      // The second of two quotes: libcsv keeps one.
      return try parse(place, 1)
    }
    if dialect.escapesByBackslash, isInQuotes, endsInOpenBackslash {
      parser.pointee.entry_buf[parser.pointee.entry_pos - 1] = quote
      return
    }
    if dialect.dropsBlanksBeforeQuotes, isWithinField, !isInQuotes, holdsOnlyBlanks { forgetField() }
    let opens = !isWithinField
    try parse(place, 1)
    if opens { openingQuote = offset }
  }

  /// The quote before was the closing one after all, and text follows it: the rest of the field is outside.
  private func leaveQuotes() {
    parser.pointee.pstate = Int32(rowspool_csv_field_begun)
    parser.pointee.quoted = 0
    // libcsv has appended the closing quote in case that it is text.
    parser.pointee.entry_pos -= 1
    parser.pointee.spaces = 0
  }

  private var holdsOnlyBlanks: Bool {
    UnsafeBufferPointer(start: parser.pointee.entry_buf, count: parser.pointee.entry_pos).allSatisfy { $0 == 0x20 }
  }

  private func forgetField() {
    parser.pointee.pstate = Int32(rowspool_csv_field_not_begun)
    parser.pointee.entry_pos = 0
    parser.pointee.spaces = 0
  }

  private var endsInOpenBackslash: Bool {
    let entry = UnsafeBufferPointer(start: parser.pointee.entry_buf, count: parser.pointee.entry_pos)
    return entry.reversed().prefix { $0 == 0x5C }.count % 2 == 1
  }

  // MARK: libcsv

  private func parse(_ text: UnsafeRawPointer, _ count: Int) throws {
    guard count > 0 else { return }
    guard csv_parse(parser, text, count, Self.takeField, Self.takeRow, rows) == count else { throw outOfMemory }
  }

  private var outOfMemory: ReadingError {
    ReadingError(
      "out-of-memory", "The file holds a field that does not fit into memory.",
      detail: String(cString: csv_strerror(csv_error(parser))))
  }

  private static let takeField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    field, count, rows in
    rows?.assumingMemoryBound(to: RowArena.self).pointee.appendField(field, count: count)
  }

  private static let takeRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { lineEnd, rows in
    rows?.assumingMemoryBound(to: RowArena.self).pointee.endRow(lineEnd)
  }
}
