/// How the fields of one CSV file are set apart.
struct CSVDialect: Hashable, Sendable {
  /// One ASCII byte.
  var delimiter: UInt8
  /// Blanks between a delimiter and an opening quote belong to neither (`a, "b, c"`), as LibreOffice reads them.
  var dropsBlanksBeforeQuotes = false
  /// A quote within quotes is written `\"`.
  var escapesByBackslash = false
  /// The file begins with Excel's `sep=;` line, which is not a row.
  var hasSeparatorLine = false
}
