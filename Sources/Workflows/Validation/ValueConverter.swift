import JobModel

/// Makes a column's value of what a person wrote in a cell.
struct ValueConverter: Sendable {
  /// Finds the file that a cell names: a path relative to the job's folder, or why there is none.
  typealias FileLookup = (String) -> Result<String, Failure>

  let column: InputColumn
  /// Where the addresses in cells may lead; `nil`: anywhere.
  private let addresses: AddressRules?
  /// Choices by every text that means them, folded; and by their exact value, for speed.
  private let choices: [String: String]
  private let exactChoices: Set<String>

  init(_ column: InputColumn, addresses: AddressRules? = nil) {
    self.column = column
    self.addresses = addresses
    var choices: [String: String] = [:]
    for choice in column.choices {
      for text in [choice.value] + choice.titles.all { choices[FoldedText.fold(text)] = choice.value }
    }
    self.choices = choices
    exactChoices = Set(column.choices.map(\.value))
  }

  /// - Returns: `nil` for an empty cell.
  func convert(_ cell: CellValue, files: FileLookup? = nil) throws(ConversionProblem) -> JSONValue? {
    switch cell {
    case .empty: return nil
    case .error(let code):
      throw ConversionProblem(
        "error-cell", "The cell shows the error \(code).", "Correct its formula, or write the value itself.")
    case .text(let text):
      let clean = Self.clean(text)
      return clean.isEmpty ? nil : try value(of: clean, cell, files)
    case .number, .boolean, .date: return try value(of: Self.text(of: cell), cell, files)
    }
  }

  /// A file that stands in the cell itself.
  func convert(picture: Result<String, Failure>) throws(ConversionProblem) -> JSONValue {
    switch picture {
    case .success(let path): return .string(path)
    case .failure(let failure): throw ConversionProblem(failure.code, failure.message)
    }
  }

  /// Values from YAML: the same rules; lists may be lists.
  func convert(json: JSONValue) throws(ConversionProblem) -> JSONValue? {
    if column.type == .json, json != .null, json.string == nil { return json }
    if let elements = json.array {
      guard column.type == .list else { throw ConversionProblem("wrong-type", "It is a list.", "Give one value.") }
      return try list(of: elements.map(\.plainText))
    }
    guard let cell = CellValue(json: json), json.object == nil else {
      throw ConversionProblem("wrong-type", "It is a mapping.", "Give one value.")
    }
    return try convert(cell)
  }

  private func value(
    of text: String, _ cell: CellValue, _ files: FileLookup?
  ) throws(ConversionProblem) -> JSONValue? {
    switch column.type {
    case .text, .paragraph: return try checkedText(text)
    case .integer: return try integer(text, cell)
    case .number: return try number(text, cell)
    case .boolean: return try boolean(text, cell)
    case .date: return try date(text, cell)
    case .choice: return .string(try choice(text))
    case .list: return try list(of: Self.elements(of: text))
    case .url: return try url(text)
    case .json: return try json(text)
    case .image, .file: return try file(text, files)
    }
  }

  // MARK: Texts

  /// What the operator sees; a long number as it is kept, not as `1.23E+11`.
  private static func text(of cell: CellValue) -> String {
    if case .number(_, let displayed) = cell, displayed.contains("E") || displayed.hasPrefix("#") { return cell.stored }
    return FoldedText.trim(cell.displayed)
  }

  /// Trimmed, and without the control characters that no program expects; tabs and line breaks stay.
  private static func clean(_ text: String) -> String {
    let trimmed = FoldedText.trim(text)
    guard trimmed.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return trimmed }
    var scalars = String.UnicodeScalarView()
    for scalar in trimmed.unicodeScalars
    where scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n" || scalar == "\t" {
      scalars.append(scalar)
    }
    return String(scalars)
  }

  private func checkedText(_ text: String) throws(ConversionProblem) -> JSONValue {
    try checkLength(text)
    return .string(text)
  }

  private func checkLength(_ text: String) throws(ConversionProblem) {
    // A text has at most as many characters as bytes: counting bytes first saves the slow count.
    guard let most = column.limits.maxLength, text.utf8.count > most, text.count > most else { return }
    throw ConversionProblem(
      "too-long", "The text has \(text.count) characters; \(most) are allowed.", "Shorten it.")
  }

  // MARK: Numbers

  private func integer(_ text: String, _ cell: CellValue) throws(ConversionProblem) -> JSONValue {
    let whole: Int64
    if case .number(let value, _) = cell {
      guard let exact = Int64(exactly: value) else { throw notWhole(cell.stored) }
      whole = exact
    } else {
      switch NumberText.read(text, wholeOnly: true) {
      case .integer(let value): whole = value
      case .number(let value):
        guard let exact = Int64(exactly: value) else { throw notWhole(text) }
        whole = exact
      case .ambiguous, .none: throw notNumber(text, "a whole number")
      }
    }
    try checkRange(Double(whole))
    return .integer(whole)
  }

  private func number(_ text: String, _ cell: CellValue) throws(ConversionProblem) -> JSONValue {
    let value: Double
    if case .number(let number, _) = cell {
      value = number
    } else {
      switch NumberText.read(text, wholeOnly: false) {
      case .integer(let whole):
        try checkRange(Double(whole))
        return .integer(whole)
      case .number(let number): value = number
      case .ambiguous(let first, let second):
        throw ConversionProblem(
          "ambiguous-number", "\(ConversionProblem.quote(text)) may be \(first) or \(second).", "Write one of these.")
      case .none: throw notNumber(text, "a number")
      }
    }
    try checkRange(value)
    return Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
  }

  private func notWhole(_ text: String) -> ConversionProblem {
    ConversionProblem("not-whole", "\(ConversionProblem.quote(text)) is not a whole number.", "Leave out the fraction.")
  }

  private func notNumber(_ text: String, _ wanted: Message) -> ConversionProblem {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
    let hint: Message = digits.isEmpty || digits == text ? "Write digits only." : "Did you mean '\(digits)'?"
    return ConversionProblem("not-a-number", "\(ConversionProblem.quote(text)) is not \(wanted).", hint)
  }

  private func checkRange(_ value: Double) throws(ConversionProblem) {
    let (min, max) = (column.limits.min, column.limits.max)
    guard value < min ?? -.infinity || value > max ?? .infinity else { return }
    let advice: Message =
      switch (min, max) {
      case (let min?, let max?):
        "Write a number from \(CellValue.shortestText(of: min)) to \(CellValue.shortestText(of: max))."
      case (let min?, nil): "Write a number not less than \(CellValue.shortestText(of: min))."
      case (nil, let max): "Write a number not more than \(CellValue.shortestText(of: max ?? .infinity))."
      }
    throw ConversionProblem("out-of-range", "\(CellValue.shortestText(of: value)) is out of range.", advice)
  }

  // MARK: Booleans and dates

  private static let words: [String: Bool] = [
    "yes": true, "y": true, "true": true, "1": true, "x": true, "on": true, "是": true, "√": true, "✓": true,
    "✔": true, "对": true, "真": true, "有": true, "no": false, "n": false, "false": false, "0": false, "off": false,
    "-": false, "否": false, "×": false, "✗": false, "✘": false, "不": false, "假": false, "无": false,
  ]

  private func boolean(_ text: String, _ cell: CellValue) throws(ConversionProblem) -> JSONValue {
    if case .boolean(let value) = cell { return .boolean(value) }
    let word = if case .number = cell { cell.stored } else { text }
    guard let value = Self.words[word] ?? Self.words[FoldedText.fold(word)] else {
      throw ConversionProblem(
        "not-yes-or-no", "\(ConversionProblem.quote(text)) is neither yes nor no.", "Write yes or no (是 or 否).")
    }
    return .boolean(value)
  }

  private func date(_ text: String, _ cell: CellValue) throws(ConversionProblem) -> JSONValue {
    if case .date(let iso, _) = cell, iso.utf8.count >= 10, iso.utf8.dropFirst(4).first == UInt8(ascii: "-") {
      return .string(iso)
    }
    switch DateText.read(text) {
    case .date(let iso): return .string(iso)
    case .ambiguous(let first, let second):
      throw ConversionProblem(
        "ambiguous-date", "\(ConversionProblem.quote(text)) may be \(first) or \(second).", "Write one of these.")
    case .none:
      throw ConversionProblem(
        "not-a-date", "\(ConversionProblem.quote(text)) is not a date.", "Write it like 2026-11-21.")
    }
  }

  // MARK: Choices and lists

  private func choice(_ text: String) throws(ConversionProblem) -> String {
    if exactChoices.contains(text) { return text }
    if let value = choices[FoldedText.fold(text)] { return value }
    if column.takesOtherChoices {
      try checkLength(text)
      return text
    }
    let names = column.choices.prefix(20).map { Message(english: $0.value, chinese: $0.titles.chinese) }
    let known = Message.list(names + (column.choices.count > 20 ? ["…"] : []))
    let near = Spelling.nearest(to: text, in: column.choices.flatMap { [$0.value] + $0.titles.all })
    throw ConversionProblem(
      "not-a-choice", "\(ConversionProblem.quote(text)) is not one of: \(known).", near.map { "Did you mean '\($0)'?" })
  }

  private static func elements(of text: String) -> [String] {
    text.split { $0 == "," || $0 == ";" || $0 == "，" || $0 == "；" || $0 == "、" || $0.isNewline }
      .map { FoldedText.trim(String($0)) }.filter { !$0.isEmpty }
  }

  private func list(of elements: [String]) throws(ConversionProblem) -> JSONValue? {
    guard !elements.isEmpty else { return nil }
    if let most = column.limits.maxItems, elements.count > most {
      throw ConversionProblem(
        "too-many", "The list has \(elements.count) entries; \(most) are allowed.", "Take out \(elements.count - most)."
      )
    }
    var values: [JSONValue] = []
    for element in elements {
      try checkLength(element)
      values.append(.string(column.choices.isEmpty ? element : try choice(element)))
    }
    return .array(values)
  }

  // MARK: Addresses, JSON, files

  private func url(_ text: String) throws(ConversionProblem) -> JSONValue {
    let target = try CellAddress.target(of: text)
    try addresses?.check(target)
    return try checkedText(text)
  }

  private func json(_ text: String) throws(ConversionProblem) -> JSONValue {
    try checkLength(text)
    do {
      return try JSONReader.read(text)
    } catch {
      throw ConversionProblem(
        "not-json", "The text is not JSON: \(Message(catalogued: error.reason)) (character \(error.offset + 1)).",
        "Correct it, or leave the cell empty.")
    }
  }

  private func file(_ text: String, _ files: FileLookup?) throws(ConversionProblem) -> JSONValue {
    guard let files else { return .string(text) }
    return try convert(picture: files(text))
  }
}
