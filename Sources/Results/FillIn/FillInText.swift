import JobModel

/// The words of a workbook to fill in, by language.
struct FillInText {
  let language: Language

  func of(_ message: Message) -> String { message.text(in: language) }

  var rowsSheet: String { of("Tasks") }
  var settingsSheet: String { of("Settings") }
  var guideSheet: String { of(FillInForm.guideSheet) }
  /// Drop-downs whose choices are too long for the cell's own rule.
  var listsSheet: String { of("Lists") }
  var exampleMark: String { of(FillInForm.exampleMark) }
  var noteHeader: String { of("Note") }

  var key: String { of("Setting") }
  var value: String { of("Value") }
  var meaning: String { of("What it does") }
  var sameForAll: String {
    of("The same for all rows: a value here stands in every row that leaves the column empty.")
  }

  var column: String { of("Column") }
  var required: String { of("Required") }
  var whatToEnter: String { of("What to enter") }
  var ifEmpty: String { of("If empty") }
  var yes: String { of("yes") }
  var no: String { of("no") }

  var steps: [String] {
    [
      of("Fill in one row for each task on the sheet “\(rowsSheet)”. The grey row is an example and is never run."),
      of("Columns with a * must be filled in. Pictures are named, and lie in the same folder as the workbook."),
      of(
        "Save the workbook under another name, close it, and copy it (with its pictures, as one folder) to this folder."
      ),
      of("The results come back in the folder outgoing."),
    ]
  }

  func kind(_ column: FillInForm.Column) -> String {
    switch column.kind {
    case .text: of("Text on one line")
    case .paragraph: of("Text")
    case .integer: of("A whole number")
    case .number: of("A number")
    case .boolean: of("yes or no")
    case .date: of("A date")
    case .choice:
      column.takesOthers ? of("One of the list, or another") : of("One of the list")
    case .list: of("One or several, with commas between them")
    case .image: of("The file name or the web address of a picture")
    case .file: of("A file name or a web address")
    case .url: of("A web address")
    case .json: "JSON"
    }
  }

  /// `from 1 to 9`; empty where nothing limits it.
  func limits(_ column: FillInForm.Column) -> String {
    var parts: [Message] = []
    func text(_ number: Double) -> String { CellText.plain(number) }
    switch (column.minimum, column.maximum) {
    case (let low?, let high?): parts.append("from \(text(low)) to \(text(high))")
    case (let low?, nil): parts.append("at least \(text(low))")
    case (nil, let high?): parts.append("at most \(text(high))")
    case (nil, nil): break
    }
    if let longest = column.longest { parts.append("at most \(longest) characters") }
    return of(.list(parts))
  }

  var wrongValue: String { of("This value cannot be used") }
}
