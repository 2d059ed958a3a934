package import JobModel
package import Results
package import Workflows

extension FillInForm {
  /// The workbook that asks for what a workflow needs.
  ///
  /// - Parameter presets: names of the workflow's presets.
  package init(_ workflow: WorkflowDefinition, presets: [String], language: Language) {
    let columns = workflow.columns.map { Column($0, language) }
    let settings = FillInSettings(language: language).all(presets: presets)
    self.init(
      workflow: workflow.id, version: Self.version(of: columns, settings),
      title: workflow.titles.text(language) ?? workflow.id,
      description: workflow.description.text(language), columns: columns, settings: settings, language: language)
    if !presets.isEmpty, !workflow.columns.contains(where: { $0.name == RowValidators.key }) {
      presetColumn = Column(presets: presets, language)
    }
  }

  /// Eight hexadecimal digits of FNV-1a (64 bits) over what the workbook shows.
  private static func version(of columns: [Column], _ settings: [Setting]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(columns)\(settings)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(8))
  }
}

extension FillInForm.Column {
  fileprivate init(presets: [String], _ language: Language) {
    let title: Message = "Preset"
    let help: Message = "A named set of values for this row alone. It may stay empty."
    self.init(name: RowValidators.key, title: title.text(in: language), kind: .choice)
    choices = presets
    self.help = help.text(in: language)
  }

  fileprivate init(_ column: InputColumn, _ language: Language) {
    self.init(name: column.name, title: column.titles.text(language) ?? column.name, kind: Self.kind(of: column.type))
    isRequired = column.required
    choices = column.choices.map { $0.titles.text(language) ?? $0.value }
    minimum = column.limits.min
    maximum = column.limits.max
    longest = column.limits.maxLength
    standard = column.default.map { value in
      let text = value.plainText
      if case .boolean(let answer) = value {
        return (answer ? "yes" as Message : "no").text(in: language)
      }
      return column.choices.first { $0.value == text }?.titles.text(language) ?? text
    }
    help = column.help.text(language)
  }

  private static func kind(of type: ColumnType) -> Kind {
    switch type {
    case .text: .text
    case .paragraph: .paragraph
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .choice: .choice
    case .list: .list
    case .image: .image
    case .file: .file
    case .url: .url
    case .json: .json
    }
  }
}

extension Titles {
  /// In the language, else in the other one.
  func text(_ language: Language) -> String? {
    switch language {
    case .english: english ?? chinese
    case .simplifiedChinese: chinese ?? english
    }
  }
}
