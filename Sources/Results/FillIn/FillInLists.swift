import CLibXlsxWriter
import Glibc
import JobModel

/// Drop-downs. What is too long for the cell's own rule stands on a hidden sheet.
struct FillInLists {
  /// Excel's limits for an input message and its title.
  private static let (longestTitle, longestMessage) = (32, 255)

  private let text: FillInText
  private let file: WorkbookFile
  /// Choices for the hidden sheet, one row each: rows are written in order.
  private var sheet: WorkbookFile.Sheet?
  private var row: UInt32 = 0

  init(_ text: FillInText, _ file: WorkbookFile) {
    self.text = text
    self.file = file
  }

  /// A range of cells, from 0.
  struct Range {
    var firstRow: UInt32
    var lastRow: UInt32
    var column: Int
  }

  /// What a cell takes, and what is said when it is chosen.
  struct Rule {
    var title = ""
    var message = ""
    var choices: [String] = []
    /// Any other value is refused.
    var isStrict = true
    var kind: FillInForm.Column.Kind = .text
    var minimum: Double?
    var maximum: Double?
    var longest: Int?
  }

  mutating func apply(
    _ rule: Rule, to range: Range, of target: WorkbookFile.Sheet
  ) throws(ResultsError) {
    var validation = lxw_data_validation()
    validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
    validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
    if !rule.isStrict { validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
    Self.setLimits(rule, &validation)
    let message = String(rule.message.prefix(Self.longestMessage))
    let choices = rule.choices.isEmpty ? "" : try formula(rule.choices)
    let written: [String] = [
      String(rule.title.prefix(Self.longestTitle)), message, String(text.wrongValue.prefix(Self.longestTitle)), message,
      choices,
    ]
    let texts = written.map { strdup($0) }
    defer { for text in texts { free(text) } }
    if !rule.title.isEmpty { validation.input_title = texts[0] }
    if !rule.message.isEmpty {
      validation.input_message = texts[1]
      validation.error_message = texts[3]
    }
    validation.error_title = texts[2]
    if !rule.choices.isEmpty {
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = texts[4]
    }
    let column = UInt16(range.column)
    try file.check(
      worksheet_data_validation_range(target, range.firstRow, column, range.lastRow, column, &validation),
      "adding the rule of a column")
  }

  private static func setLimits(_ rule: Rule, _ validation: inout lxw_data_validation) {
    func between(_ type: lxw_validation_types, _ low: Double, _ high: Double) {
      validation.validate = UInt8(type.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      validation.minimum_number = low
      validation.maximum_number = high
    }
    switch rule.kind {
    case .integer:
      between(LXW_VALIDATION_TYPE_INTEGER, rule.minimum ?? -999_999_999, rule.maximum ?? 999_999_999)
    case .number: between(LXW_VALIDATION_TYPE_DECIMAL, rule.minimum ?? -1e15, rule.maximum ?? 1e15)
    case .date:
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
      validation.value_datetime = lxw_datetime(year: 1900, month: 1, day: 1, hour: 0, min: 0, sec: 0)
    case .text, .paragraph, .url:
      if let longest = rule.longest, longest < 32_767 {
        between(LXW_VALIDATION_TYPE_LENGTH, 0, Double(longest))
      }
    default: break
    }
  }

  /// The choices as a range of the hidden sheet.
  private mutating func formula(_ choices: [String]) throws(ResultsError) -> String {
    let sheet = try listsSheet()
    for (column, choice) in choices.prefix(16_000).enumerated() { try file.put(choice, sheet, row, column, .plain) }
    row += 1
    let last = ColumnLetters.of(min(choices.count, 16_000) - 1)
    return "='\(text.listsSheet)'!$A$\(row):$\(last)$\(row)"
  }

  private mutating func listsSheet() throws(ResultsError) -> WorkbookFile.Sheet {
    if let sheet { return sheet }
    let made = try file.addSheet(text.listsSheet)
    worksheet_hide(made)
    sheet = made
    return made
  }
}
