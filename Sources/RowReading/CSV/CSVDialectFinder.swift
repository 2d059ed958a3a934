/// Finds a file's dialect from its beginning.
///
/// Each delimiter is tried on the same sample, with quotes honoured. The one under which records agree best on their
/// number of fields wins (the pattern score of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by
/// detecting row and type patterns", 2019), weighed by how many fields are free of other delimiters.
struct CSVDialectFinder {
  private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  private static let sampleBytes = 1 << 17
  private static let sampleRecords = 1000

  private let delimiter: UInt8?
  private let standard: UInt8
  private let sample: [UInt8]
  private let isWhole: Bool

  /// - Parameters:
  ///   - isTabFile: whether the file's name says `.tsv`: then a tab is the delimiter in doubt, else a comma.
  ///   - delimiter: the delimiter where somebody named it.
  /// - Throws: `TextFault` and `ReadingError` where the file's beginning cannot be read.
  init(_ text: TextFile, isTabFile: Bool, delimiter: UInt8?) throws {
    self.delimiter = delimiter
    standard = isTabFile ? 0x09 : 0x2C
    let stream = try text.stream()
    var sample: [UInt8] = []
    var isWhole = false
    while sample.count < Self.sampleBytes {
      guard let chunk = try stream.next() else {
        isWhole = true
        break
      }
      sample.append(contentsOf: chunk)
    }
    self.sample = sample
    self.isWhole = isWhole
  }

  func dialect() throws -> CSVDialect {
    let named = Self.separatorLine(sample)
    var dialect = CSVDialect(delimiter: standard)
    if let known = delimiter ?? named {
      dialect.delimiter = known
    } else {
      dialect.delimiter = try bestDelimiter()
    }
    dialect.hasSeparatorLine = named != nil
    return try withQuoteHabits(dialect)
  }

  /// The byte that Excel's `sep=;` line names.
  static func separatorLine(_ sample: [UInt8]) -> UInt8? {
    var line = sample.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
    if line.count > 2, line.first == 0x22, line.last == 0x22 { line = line.dropFirst().dropLast() }
    guard line.count == 5, let last = line.last, last < 0x80, last != 0x22 else { return nil }
    let word = line.prefix(4).map { $0 | 0x20 }
    return word == Array("sep=".utf8).map { $0 | 0x20 } ? last : nil
  }

  // MARK: Delimiter

  private func bestDelimiter() throws -> UInt8 {
    var best = (delimiter: standard, score: 0.0)
    let inOrder = [standard] + Self.candidates.filter { $0 != standard }
    for candidate in inOrder where sample.contains(candidate) {
      let pattern = try pattern(CSVDialect(delimiter: candidate))
      if candidate != standard, pattern.usualFields < 2 { continue }
      // A header without a semicolon over rows with one each: it belongs to their text.
      if candidate == 0x3B, candidate != standard, pattern.usualFields == 2, pattern.firstFields < 2 { continue }
      if pattern.score > best.score * 1.000_001 { best = (candidate, pattern.score) }
    }
    return best.delimiter
  }

  // MARK: Quotes

  /// Adds the two habits of careless writers where the sample shows them and reads more evenly with them.
  private func withQuoteHabits(_ plain: CSVDialect) throws -> CSVDialect {
    var dialect = plain
    guard sample.contains(0x22) else { return dialect }
    if holds([plain.delimiter, 0x20, 0x22]) {
      var tried = dialect
      tried.dropsBlanksBeforeQuotes = true
      if try pattern(tried).evenness >= pattern(dialect).evenness { dialect = tried }
    }
    if holds([0x5C, 0x22]) {
      var tried = dialect
      tried.escapesByBackslash = true
      if try pattern(tried).evenness > pattern(dialect).evenness { dialect = tried }
    }
    return dialect
  }

  private func holds(_ bytes: [UInt8]) -> Bool {
    guard sample.count >= bytes.count else { return false }
    return sample.indices.dropLast(bytes.count - 1).contains { sample[$0...].starts(with: bytes) }
  }

  private func pattern(_ dialect: CSVDialect) throws -> CSVPattern {
    let parser = try CSVParser(dialect)
    try sample.withUnsafeBytes { try parser.read($0) }
    if isWhole { try parser.finish() }
    let others = Self.candidates.filter { $0 != dialect.delimiter }
    return CSVPattern(parser.arena, mostRecords: Self.sampleRecords, otherDelimiters: others)
  }
}
