import JobModel

/// A column for a field of an app's form.
struct DifyColumn: Hashable, Sendable {
  var name: String
  var title: String
  var type: ColumnType
  /// The key in `inputs`; `nil` for the question to a chat.
  var variable: String?
  var isRequired = false
  var choices: [String] = []
  var maxLength: Int?
  var standard: JSONValue?
  var help = ""
  /// For files: the kinds that are taken.
  var allowedKinds: [DifyFileKind] = []
  var isFile = false
  /// One of several columns for a list.
  var isList = false

  /// The most columns for one list of files; a sheet with more is not filled in by anybody.
  private static let mostFiles = 5

  static func question(_ names: inout DifyColumnNames) -> DifyColumn {
    let name = names.name(for: "query")
    return DifyColumn(
      name: name, title: names.title("Question", for: name), type: .paragraph, isRequired: true)
  }

  /// - Parameter notes: takes what could not be carried over.
  static func columns(
    for control: DifyControl, _ names: inout DifyColumnNames, _ notes: inout [String]
  ) -> [DifyColumn] {
    if control.kind == .external {
      notes.append("The field '\(control.variable)' is filled in by Dify itself; it has no column.")
      return []
    }
    guard control.kind == .fileList else { return [column(for: control, &names, &notes)] }
    let count = min(control.maxLength ?? mostFiles, mostFiles)
    if let most = control.maxLength, most > count {
      notes.append("'\(control.variable)' takes \(most) files; there are columns for \(count).")
    }
    return (1...count).map { number in
      var column = column(for: control, number: number, &names, &notes)
      column.isRequired = control.isRequired && number == 1
      column.isList = true
      return column
    }
  }

  private static func column(
    for control: DifyControl, number: Int? = nil, _ names: inout DifyColumnNames, _ notes: inout [String]
  ) -> DifyColumn {
    let ending = number.map { "_\($0)" } ?? ""
    let name = names.name(for: control.variable + ending)
    let label = control.label.isEmpty ? control.variable : control.label
    var column = DifyColumn(
      name: name, title: names.title(label + (number.map { " \($0)" } ?? ""), for: name), type: .text,
      variable: control.variable)
    column.isRequired = control.isRequired
    column.help = control.hint
    column.take(control, &notes)
    column.takeDefault(control, &notes)
    return column
  }

  private mutating func take(_ control: DifyControl, _ notes: inout [String]) {
    switch control.kind {
    case .text, .paragraph:
      type = control.kind == .text ? .text : .paragraph
      maxLength = control.maxLength.map { min($0, 1_000_000) }
    case .number: type = .number
    case .checkbox: type = .boolean
    case .json: type = .json
    case .select:
      var seen: Set<String> = []
      choices = control.options.filter { seen.insert(FoldedText.fold($0)).inserted }
      type = choices.isEmpty ? .text : .choice
      if choices.count < control.options.count {
        notes.append("Two options of '\(control.variable)' have the same text; there is one of them.")
      }
    case .file, .fileList:
      isFile = true
      allowedKinds = control.allowedKinds
      type = control.takesLinksOnly ? .url : control.allowedKinds == [.image] ? .image : .file
    case .external, nil:
      notes.append("The field '\(control.variable)' is of the unknown type '\(control.type)'; its column is text.")
    }
  }

  private mutating func takeDefault(_ control: DifyControl, _ notes: inout [String]) {
    guard let given = control.standard, !isFile else { return }
    do throws(ConversionProblem) {
      var limits = ColumnLimits()
      limits.maxLength = maxLength
      let column = InputColumn(
        name: name, titles: Titles(), aliases: [], type: type, required: false, default: nil,
        choices: choices.map { Choice(value: $0, titles: Titles()) }, limits: limits, help: Titles())
      standard = try ValueConverter(column).convert(.text(given.plainText))
    } catch {
      notes.append("The default of '\(control.variable)' does not fit its own field and was left out.")
    }
  }

  // MARK: Text

  /// Its value in `inputs:`.
  var reference: String {
    guard isFile else { return "\"{{\(name)}}\"" }
    let allowed = allowedKinds.isEmpty ? "" : ", allow: [\(allowedKinds.map(\.rawValue).joined(separator: ", "))]"
    return "{$file: \"{{\(name)}}\"\(allowed)}"
  }

  /// Its lines in `columns:`.
  var lines: [String] {
    var lines = ["  - name: \(name)"]
    if title != name { lines.append("    titles: \(DifyWorkflowText.quoted(title))") }
    lines.append("    type: \(type.rawValue)")
    if isRequired { lines.append("    required: true") }
    if let maxLength { lines.append("    maxLength: \(maxLength)") }
    if !choices.isEmpty {
      lines.append("    choices: [\(choices.map(DifyWorkflowText.quoted).joined(separator: ", "))]")
    }
    if let standard { lines.append("    default: \(Self.yaml(standard))") }
    if !help.isEmpty { lines.append("    help: \(DifyWorkflowText.quoted(help))") }
    return lines
  }

  private static func yaml(_ value: JSONValue) -> String {
    value.string.map(DifyWorkflowText.quoted) ?? value.plainText
  }

  /// For the read-me.
  var explanation: String {
    switch type {
    case .choice: "one of \(choices.joined(separator: ", "))"
    case .text, .paragraph: maxLength.map { "text of up to \($0) characters" } ?? "text"
    case .boolean: "yes or no"
    case .json: "JSON"
    case .url: "a link"
    case .image: "the name of a picture beside the workbook"
    case .file: "the name of a file beside the workbook"
    default: "a number"
    }
  }
}

/// Names and titles, none twice.
struct DifyColumnNames {
  private var used: Set<String> = []

  /// A name for a variable that may have any characters.
  mutating func name(for variable: String) -> String {
    var name = String(
      variable.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? Character($0) : "_"
      })
    while name.hasPrefix("_") { name.removeFirst() }
    name = String(name.prefix(50))
    // Columns of these names are settings of the row.
    if !Name.isValid(name) || ["preset"].contains(name) { name = "input_\(name)" }
    if !Name.isValid(name) { name = "input" }
    return unique(name, separator: "_")
  }

  /// A title that no other column answers to.
  mutating func title(_ text: String, for name: String) -> String {
    let text = FoldedText.trim(String(text.filter { !$0.isNewline }.prefix(100)))
    if text.isEmpty { return name }
    // Its own column answers to it already.
    if FoldedText.foldHeader(text) == FoldedText.foldHeader(name) { return text }
    return unique(text, separator: " ")
  }

  private mutating func unique(_ text: String, separator: String) -> String {
    var candidate = text
    var number = 2
    while !used.insert(FoldedText.foldHeader(candidate)).inserted {
      candidate = "\(text)\(separator)\(number)"
      number += 1
    }
    return candidate
  }
}
