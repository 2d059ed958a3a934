import JobModel

/// The words of a workbook to fill in, by language.
struct FillInText {
  let language: Language

  private func of(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }

  var rowsSheet: String { of("Rows", "任务") }
  var settingsSheet: String { of("Settings", "设置") }
  var guideSheet: String { FillInForm.guideSheets[language == .english ? 0 : 1] }
  /// Drop-downs whose choices are too long for the cell's own rule.
  var listsSheet: String { of("Lists", "选项") }
  var exampleMark: String { FillInForm.exampleMarks[language == .english ? 0 : 1] }
  var noteHeader: String { of("Note", "备注") }

  var key: String { of("Setting", "设置项") }
  var value: String { of("Value", "值") }
  var meaning: String { of("What it does", "作用") }
  var sameForAll: String {
    of(
      "The same for all rows: a value here stands in every row that leaves the column empty.",
      "所有行相同：此处的值用于该列为空的每一行。")
  }

  var column: String { of("Column", "列") }
  var required: String { of("Required", "必填") }
  var whatToEnter: String { of("What to enter", "填写内容") }
  var ifEmpty: String { of("If empty", "留空时") }
  var yes: String { of("yes", "是") }
  var no: String { of("no", "否") }

  var steps: [String] {
    [
      of(
        "Fill in one row for each task on the sheet “\(rowsSheet)”. The grey row is an example and is never run.",
        "在工作表“\(rowsSheet)”中每行填写一个任务。灰色行是示例，不会运行。"),
      of(
        "Columns with a * must be filled in. Pictures are named, and lie in the same folder as the workbook.",
        "带 * 的列必填。图片填写文件名，并与表格放在同一个文件夹。"),
      of(
        "Save the workbook under another name, close it, and copy it (with its pictures, as one folder) to this folder.",
        "用另一个文件名保存并关闭表格，然后把它（连同图片，放在一个文件夹里）复制到本文件夹。"),
      of(
        "The results come back in the folder outgoing.", "结果会出现在 outgoing 文件夹中。"),
    ]
  }

  func kind(_ column: FillInForm.Column) -> String {
    switch column.kind {
    case .text: of("Text on one line", "一行文字")
    case .paragraph: of("Text", "文字")
    case .integer: of("A whole number", "整数")
    case .number: of("A number", "数字")
    case .boolean: of("yes or no", "是或否")
    case .date: of("A date", "日期")
    case .choice:
      column.takesOthers ? of("One of the list, or another", "从列表中选择，也可填写其他值") : of("One of the list", "从列表中选择")
    case .list: of("One or several, with commas between them", "一个或多个，用逗号分隔")
    case .image: of("The file name of a picture", "图片文件名")
    case .file: of("A file name", "文件名")
    case .url: of("A web address", "网址")
    case .json: of("JSON", "JSON")
    }
  }

  /// `from 1 to 9`; empty where nothing limits it.
  func limits(_ column: FillInForm.Column) -> String {
    var parts: [String] = []
    func text(_ number: Double) -> String { CellText.plain(number) }
    switch (column.minimum, column.maximum) {
    case (let low?, let high?): parts.append(of("from \(text(low)) to \(text(high))", "\(text(low)) 到 \(text(high))"))
    case (let low?, nil): parts.append(of("at least \(text(low))", "不小于 \(text(low))"))
    case (nil, let high?): parts.append(of("at most \(text(high))", "不大于 \(text(high))"))
    case (nil, nil): break
    }
    if let longest = column.longest { parts.append(of("at most \(longest) characters", "最多 \(longest) 个字符")) }
    return parts.joined(separator: of(", ", "，"))
  }

  var wrongValue: String { of("This value cannot be used", "该值不可用") }
}
