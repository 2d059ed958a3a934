/// What a person thinks of a result.
package enum FileMark: String, Sendable, CaseIterable {
  case good
  case bad

  /// As it stands in a workbook and on a page.
  package var sign: String { self == .good ? "✓" : "✗" }

  /// The mark of a row with several results: a bad one among them makes it bad.
  package static func ofRow(_ marks: some Sequence<FileMark>) -> FileMark? {
    marks.reduce(nil) { $0 == .bad ? .bad : $1 }
  }
}
