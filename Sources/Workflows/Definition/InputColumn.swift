package import JobModel

/// What a column's values are.
package enum ColumnType: String, Sendable, CaseIterable {
  /// One line.
  case text
  /// Text with line breaks.
  case paragraph
  case integer
  case number
  case boolean
  /// `2026-11-21` or `2026-11-21T09:35:12`.
  case date
  case choice
  /// Texts, or choices where the column has some.
  case list
  /// A path relative to the job's folder.
  case image
  /// A path relative to the job's folder.
  case file
  case url
  case json

  package var isFile: Bool { self == .image || self == .file }
}

/// One value of a choice, and what people call it.
package struct Choice: Hashable, Sendable {
  package var value: String
  package var titles: Titles

  package init(value: String, titles: Titles) {
    self.value = value
    self.titles = titles
  }
}

/// What a value must keep to.
package struct ColumnLimits: Hashable, Sendable {
  package var min: Double?
  package var max: Double?
  /// Characters of a text, or of each element of a list.
  package var maxLength: Int?
  /// Elements of a list.
  package var maxItems: Int?
}

/// One input column of a workflow.
package struct InputColumn: Hashable, Sendable {
  package var name: String
  package var titles: Titles
  /// Other headers that mean this column.
  package var aliases: [String]
  package var type: ColumnType
  package var required: Bool
  /// Used where neither the row nor Settings has a value; a preset's value takes its place.
  package var `default`: JSONValue?
  package var choices: [Choice]
  /// Whether other values than the choices are taken as well (`other: true`): models come faster than workflows change.
  package var takesOtherChoices = false
  package var limits: ColumnLimits
  /// A sentence for the person who fills in the sheet.
  package var help: Titles

  /// The name people see: the title, else the name.
  package var displayName: String { titles.first ?? name }

  /// The same in messages, in the reader's language.
  package var title: Message { Message(english: displayName, chinese: titles.chinese) }

  /// Every header that means this column.
  package var headers: [String] { [name] + titles.all + aliases }
}

// MARK: - Reading

extension InputColumn {
  static let keys = [
    "name", "titles", "aliases", "type", "required", "default", "choices", "other", "min", "max", "maxLength",
    "maxItems",
    "help",
  ]

  /// - Returns: `nil` where it has no usable name or type; everything else that is wrong is only reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: Self.keys) else { return nil }
    let name = fields.required("name")?.validName()
    let type = fields["type"].map { $0.choice(of: ColumnType.self) } ?? .text
    let choices = fields["choices"]?.list()?.compactMap(Choice.init) ?? []
    let limits = ColumnLimits(fields)
    let aliases = fields["aliases"]?.list()?.compactMap { $0.text() } ?? []
    let required = fields["required"]?.boolean() ?? false
    let (titles, help) = (Titles(fields["titles"]), Titles(fields["help"]))
    guard let name, let type else { return nil }
    self.init(
      name: name, titles: titles, aliases: aliases, type: type, required: required, default: nil, choices: choices,
      limits: limits, help: help)
    takesOtherChoices = fields["other"]?.boolean() ?? false
    checkChoices(fields)
    checkLimits(fields)
    self.default = fields["default"].flatMap { value(from: $0) }
  }

  private func checkChoices(_ fields: YAMLFields) {
    if type == .choice, choices.isEmpty {
      fields.place.report("choices", "'\(fields.place.name)' is a choice and needs 'choices'.")
    }
    if let given = fields["choices"], type != .choice, type != .list {
      given.report(
        "choices", "'\(fields.place.name)' has choices, but its type is \(type.rawValue). Make it 'choice' or 'list'.")
    }
    if let other = fields["other"], choices.isEmpty {
      other.report("choices", "'other' means nothing without 'choices' ('\(name)').")
    }
    var seen: [String: String] = [:]
    for choice in choices {
      for text in Set(([choice.value] + choice.titles.all).map(FoldedText.fold)) {
        if let other = seen.updateValue(choice.value, forKey: text), let given = fields["choices"] {
          given.report(
            "choices", "Two choices of '\(fields.place.name)' have the same text: '\(other)', '\(choice.value)'.")
        }
      }
    }
  }

  private func checkLimits(_ fields: YAMLFields) {
    if let min = limits.min, let max = limits.max, min > max {
      fields.place.report("limits", "In '\(fields.place.name)', 'min' is greater than 'max'.")
    }
    let useful: Set<String> =
      switch type {
      case .integer, .number: ["min", "max"]
      case .text, .paragraph, .url, .json: ["maxLength"]
      case .list: ["maxLength", "maxItems"]
      case .choice where takesOtherChoices: ["maxLength"]
      default: []
      }
    for key in ["min", "max", "maxLength", "maxItems"] where !useful.contains(key) {
      fields[key]?.report("limits", "'\(key)' means nothing for a column of type \(type.rawValue) ('\(name)').")
    }
  }

  /// A default or a preset's value, checked like a cell. Reported and `nil` where it does not fit.
  func value(from yaml: YAMLValue) -> JSONValue? {
    if type.isFile {
      yaml.report(
        "default", "'\(name)' is \(type == .image ? "an image" : "a file"): only a row or Settings can name one.")
      return nil
    }
    do throws(ConversionProblem) {
      let converter = ValueConverter(self)
      if type != .json, let text = yaml.writtenText { return try converter.convert(.text(text)) }
      return try converter.convert(json: yaml.json())
    } catch {
      yaml.report("default", "The value of '\(name)' cannot be used: \(error.sentence)")
      return nil
    }
  }
}

extension Choice {
  fileprivate init?(_ yaml: YAMLValue) {
    if let text = yaml.writtenText {
      if text.isEmpty { yaml.report("wrong-kind", "'\(yaml.name)' is empty.") }
      self.init(value: text, titles: Titles())
      return
    }
    guard let fields = yaml.fields(known: ["value", "titles"]), let value = fields.required("value")?.text() else {
      return nil
    }
    self.init(value: value, titles: Titles(fields["titles"]))
  }
}

extension ColumnLimits {
  fileprivate init(_ fields: YAMLFields) {
    min = fields["min"]?.number()
    max = fields["max"]?.number()
    maxLength = fields["maxLength"]?.integer(1...1_000_000)
    maxItems = fields["maxItems"]?.integer(1...10_000)
  }
}

extension YAMLValue {
  func validName() -> String? {
    guard let text = text() else { return nil }
    if Name.isValid(text) { return text }
    report(
      "name",
      "The name '\(text)' cannot be used. A name is a letter, then letters, digits and '_' (a to z; other scripts belong into 'titles')."
    )
    return nil
  }
}
