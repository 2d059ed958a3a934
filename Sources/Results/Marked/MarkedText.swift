import JobModel

/// The words of a marked-up workbook.
struct MarkedText {
  let language: Language

  func of(_ message: Message) -> String { message.text(in: language) }

  var remarkTitle: String { MarkedForm.remarkTitles[language] ?? "" }
  var problemsSheet: String { of("Problems") }
  var defaultSheet: String { of("Table") }

  func title(_ name: String) -> String { of("What is wrong in “\(name)”") }
  /// What this workbook is, and what to do with it.
  func howTo(_ scope: MarkedTable.Scope) -> [String] {
    let about: [Message] =
      switch scope {
      case .allRows: []
      case .badRows:
        ["The table is very long: this workbook holds only the rows with something wrong, with their numbers."]
      case .leftOutRows:
        [
          """
          The other rows are run. This workbook holds only the rows that cannot be used, with their numbers; corrected \
          and dropped, they are a job of their own.
          """
        ]
      }
    let howTo: Message = """
      Correct the orange cells on the sheet with the rows, save this workbook, and copy it into the drop folder. The \
      column “\(remarkTitle)”, the comments and this sheet may stay: they are not read.
      """
    return (about + [howTo]).map(of)
  }
  var headers: [String] { [of("Place"), of("Column"), of("What is wrong"), of("What to do")] }
  func row(_ number: Int) -> String { of("Row \(number)") }
  func inRow(_ number: Int, _ remark: String) -> String { of("Row \(number): \(Message(verbatim: remark))") }
  func more(_ count: Int) -> String { of("… and \(count) more, all marked in the rows.") }
  var missing: String { of("This column is missing.") }
  var wasCut: Message {
    "The text is longer than a cell can hold and was cut here. Correct this row in your own file instead."
  }
}
