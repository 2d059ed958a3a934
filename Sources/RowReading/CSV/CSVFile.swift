import JobModel
package import SystemPackage

/// A CSV or TSV file whose encoding and dialect are known. Its records are read in a stream, in bounded memory.
///
/// A record is a row, also a blank one, as spreadsheet programs count. Blank rows are not handed over. Values are text.
/// All of it blocks; the caller's thread is its own.
package struct CSVFile: RowSource {
  package var sheetName: String? { nil }
  /// The encoding that the file is read in.
  package var encoding: TextEncoding { text.encoding }
  /// The delimiter that was found, one ASCII byte.
  package var delimiter: UInt8 { dialect.delimiter }

  let dialect: CSVDialect
  private let text: TextFile
  private let options: CSVOptions

  /// Opens a file and finds its encoding (which reads all of it) and its dialect.
  ///
  /// - Throws: `ReadingError` where the file cannot be read or its text cannot be decoded for certain.
  package init(path: FilePath, options: CSVOptions = CSVOptions()) throws {
    let name = options.name ?? FileName(path.lastComponent).description
    let file = try FileBytes(path: path, name: name)
    text = TextFile(file: file, encoding: try EncodingDetector(file).encoding(named: options.encoding))
    self.options = options
    do {
      dialect = try CSVDialectFinder(text, isTabFile: name.lowercased().hasSuffix(".tsv"), delimiter: options.delimiter)
        .dialect()
    } catch let fault as TextFault {
      throw try text.error(for: fault)
    }
  }

  package func readRows(_ body: (any SheetRow) throws -> ReadingStep) throws {
    do {
      try readRecords(body)
    } catch let fault as TextFault {
      throw try text.error(for: fault)
    }
  }

  private func readRecords(_ body: (any SheetRow) throws -> ReadingStep) throws {
    let parser = try CSVParser(dialect)
    let row = CSVRow(parser.arena)
    let stream = try text.stream()
    var records = dialect.hasSeparatorLine ? -1 : 0
    while let chunk = try stream.next() {
      try parser.read(chunk)
      guard try handOver(parser, row, &records, body) == .next else { return }
      try checkLimits(parser, records)
    }
    if let place = parser.unclosedQuote { throw try unclosedQuote(place, parser, records) }
    try parser.finish()
    _ = try handOver(parser, row, &records, body)
  }

  private func handOver(
    _ parser: CSVParser, _ row: CSVRow, _ records: inout Int, _ body: (any SheetRow) throws -> ReadingStep
  ) throws -> ReadingStep {
    let arena = parser.arena
    var first = 0
    for index in 0..<arena.rowCount {
      let end = arena.rowEnds[index]
      records += 1
      row.show(arena, fields: first, to: end, number: records)
      guard end - first <= options.mostColumns else { throw tooManyColumns(records) }
      first = end
      guard records > 0, row.count > 0 else { continue }
      if try body(row) == .stop { return .stop }
    }
    parser.removeWholeRows()
    return .next
  }

  // MARK: Limits

  private func checkLimits(_ parser: CSVParser, _ records: Int) throws {
    let unfinished = parser.arena.unfinishedRow
    if unfinished.fields > options.mostColumns { throw tooManyColumns(records + 1) }
    if parser.fieldBytes > options.mostFieldBytes {
      if let place = parser.unclosedQuote { throw try unclosedQuote(place, parser, records) }
      let column = ColumnLetters.of(unfinished.fields)
      throw ReadingError(
        "field-too-long",
        """
        “\(text.file.name)” holds a value of more than \(options.mostFieldBytes / 1024) KB in row \(records + 1), \
        column \(column). Put such a text into a file of its own, and its name into the table.
        """)
    }
    if unfinished.bytes > options.mostRowBytes {
      throw ReadingError(
        "row-too-long",
        """
        Row \(records + 1) of “\(text.file.name)” is longer than \(options.mostRowBytes >> 20) MB. Check that the file \
        is a table.
        """)
    }
  }

  private func tooManyColumns(_ row: Int) -> ReadingError {
    ReadingError(
      "too-many-columns",
      """
      Row \(row) of “\(text.file.name)” has more than \(options.mostColumns) columns, the most that a sheet can have. \
      Check that the file is a table.
      """)
  }

  private func unclosedQuote(_ place: Int, _ parser: CSVParser, _ records: Int) throws -> ReadingError {
    let column = ColumnLetters.of(parser.arena.unfinishedRow.fields)
    return ReadingError(
      "unclosed-quote",
      """
      In “\(text.file.name)” a quotation mark opens in line \(try text.line(at: place)) (row \(records + 1), column \
      \(column)) and is never closed. Close it there, or remove it, and copy the file again.
      """)
  }
}
