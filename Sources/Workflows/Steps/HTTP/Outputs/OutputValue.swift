import JobModel

/// Makes what was found in an answer the value of a column.
struct OutputValue {
  private let output: OutputRecipe
  private let type: ColumnType

  init(_ output: OutputRecipe, _ type: ColumnType) {
    self.output = output
    self.type = type
  }

  /// - Returns: `nil` where nothing that was found is such a value.
  func make(_ found: [AnswerValue]) -> (json: JSONValue, isCut: Bool)? {
    let values = Self.taken(found, output.take)
    switch type {
    case .integer: return values.lazy.compactMap(Self.integer).first.map { (.integer($0), false) }
    case .number: return values.lazy.compactMap(Self.number).first.map { (.number($0), false) }
    case .boolean: return values.lazy.compactMap(Self.boolean).first.map { (.boolean($0), false) }
    case .json, .list: return json(values)
    default: return text(values)
    }
  }

  private static func taken(_ found: [AnswerValue], _ take: OutputRecipe.Take) -> [AnswerValue] {
    switch take {
    case .all: found
    case .first: Array(found.prefix(1))
    case .last: Array(found.suffix(1))
    }
  }

  private func json(_ values: [AnswerValue]) -> (JSONValue, Bool)? {
    let limit = OutputText.limit
    let isOne = values.count == 1 || output.take != .all
    guard let first = values.first else { return nil }
    let json = isOne ? first.json(textLimit: limit) : .array(values.map { $0.json(textLimit: limit) })
    return json.plainText.utf8.count > limit ? nil : (json, false)
  }

  private func text(_ values: [AnswerValue]) -> (JSONValue, Bool)? {
    // One byte more than can be kept shows whether something is cut.
    let texts = values.map { $0.json(textLimit: OutputText.limit + 1).plainText }.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return nil }
    let whole = texts.joined(separator: output.join)
    var kept = whole
    if let most = output.most, kept.count > most { return (.string(String(kept.prefix(most))), false) }
    while kept.utf8.count > OutputText.limit { kept = String(kept.prefix(kept.count * 9 / 10)) }
    return (.string(kept), kept.utf8.count < whole.utf8.count)
  }

  private static func integer(_ value: AnswerValue) -> Int64? {
    guard case .plain(let json) = value else { return nil }
    return json.integer.map(Int64.init) ?? Int64(FoldedText.trim(json.plainText))
      ?? json.number.flatMap { Int64(exactly: $0.rounded()) }
  }

  private static func number(_ value: AnswerValue) -> Double? {
    guard case .plain(let json) = value, let number = json.number ?? Double(FoldedText.trim(json.plainText)),
      number.isFinite
    else { return nil }
    return number
  }

  private static func boolean(_ value: AnswerValue) -> Bool? {
    guard case .plain(let json) = value else { return nil }
    if let boolean = json.boolean { return boolean }
    switch json.plainText.lowercased() {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: return nil
    }
  }
}

/// Finds an output's value in an answer.
struct OutputSource {
  private let source: OutputRecipe.Source
  private let answer: Answer
  private let remote: String?

  init(_ source: OutputRecipe.Source, answer: Answer, remote: String?) {
    (self.source, self.answer, self.remote) = (source, answer, remote)
  }

  func values() -> [AnswerValue] {
    switch source {
    case .pointers(let pointers): answer.values(pointers)
    case .status: [.plain(.integer(Int64(answer.status)))]
    case .url: [.plain(.string(answer.url))]
    case .seconds: [.plain(.number(answer.seconds))]
    case .mediaType: text(answer.mediaType)
    case .header(let name): text(answer.header(name))
    case .title: text(PageTitle.find(in: answer))
    case .text: text(wholeText)
    case .remote: text(remote)
    case .events(let name): text(answer.texts[name])
    }
  }

  private func text(_ text: String?) -> [AnswerValue] {
    guard let text, !text.isEmpty else { return [] }
    return [.plain(.string(text))]
  }

  private var wholeText: String {
    let bytes = answer.bytes.withBytes { Array($0.prefix(OutputText.limit + 1)) }
    return PageText.decode(bytes, contentType: answer.header("Content-Type"))
  }
}
