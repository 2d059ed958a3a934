package import JobModel

/// What a workbook to fill in asks for: a workflow's columns, as one language shows them.
package struct FillInForm: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case text, paragraph, integer, number, boolean, date, choice, list, image, file, url, json
    }

    /// The workflow's own name for it.
    package var name: String
    /// The header people see.
    package var title: String
    package var kind: Kind
    package var isRequired = false
    /// What a cell may hold, as people see it.
    package var choices: [String] = []
    /// Whether a value beside `choices` is taken.
    package var takesOthers = false
    package var minimum: Double?
    package var maximum: Double?
    /// Characters.
    package var longest: Int?
    /// What an empty cell means.
    package var standard: String?
    package var help: String?

    package init(name: String, title: String, kind: Kind) {
      self.name = name
      self.title = title
      self.kind = kind
    }
  }

  /// A key of the Settings sheet, and what to say of it.
  package struct Setting: Hashable, Sendable {
    package var key: String
    package var help: String
    package var choices: [String]

    package init(key: String, help: String, choices: [String] = []) {
      self.key = key
      self.help = help
      self.choices = choices
    }
  }

  /// The workflow's id; the reader finds it in the workbook's properties.
  package var workflow: String
  /// Changes when the workflow's columns do.
  package var version: String
  package var title: String
  package var description: String?
  package var columns: [Column]
  /// In which a row may choose a preset of its own; `nil` where the workflow has none.
  package var presetColumn: Column?
  package var settings: [Setting]
  package var language: Language

  package init(
    workflow: String, version: String, title: String, description: String? = nil, columns: [Column],
    settings: [Setting] = [], language: Language = .english
  ) {
    self.workflow = workflow
    self.version = version
    self.title = title
    self.description = description
    self.columns = columns
    self.settings = settings
    self.language = language
  }

  /// The columns of the sheet with the rows, left to right.
  package var sheetColumns: [Column] { columns + [presetColumn].compactMap(\.self) }

  /// The custom properties of the workbook.
  package static let workflowProperty = "rowspool workflow"
  package static let versionProperty = "rowspool version"
  /// The names of the input columns, `|` between them; continued in `… 2` and so on, as a property holds 255
  /// characters.
  package static let columnsProperty = "rowspool input columns"

  /// The properties that carry `columns`.
  var columnProperties: [(name: String, value: String)] {
    var parts: [String] = []
    for column in columns {
      if let last = parts.last, last.count + column.name.count < 250 {
        parts[parts.count - 1] = "\(last)|\(column.name)"
      } else {
        parts.append(column.name)
      }
    }
    return parts.enumerated().map { (Self.columnsProperty(part: $0), $1) }
  }

  private static func columnsProperty(part: Int) -> String {
    part == 0 ? columnsProperty : "\(columnsProperty) \(part + 1)"
  }

  /// The names of the input columns that a workbook was made for; `nil` where it does not say.
  package static func columns(in properties: [String: String]) -> [String]? {
    var names: [String] = []
    var part = 0
    while let text = properties[columnsProperty(part: part)] {
      names += text.split(separator: "|").map(String.init)
      part += 1
    }
    return part == 0 ? nil : names
  }

  /// The name of the sheet with the guide.
  static let guideSheet: Message = "Guide"
  /// The same in every language.
  package static let guideSheets = Language.allCases.map { guideSheet.text(in: $0) }

  static let exampleMark: Message = "Example, is not run"
  /// A row with one of these texts in any cell is an example and never run.
  package static let exampleMarks = Language.allCases.map { exampleMark.text(in: $0) }
}
