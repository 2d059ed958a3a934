import JobModel
import JobProcessing
import Workflows

/// What the template of the first page takes: the workflows, and the form of the chosen one.
struct StartPage {
  private let cards: [WorkflowCard]
  private let chosen: WorkflowCard?
  private let configuration: Configuration
  private let language: Language
  /// As the visitor gave it last; empty where it is known otherwise.
  var name = ""

  /// - Parameter chosen: a workflow's id; the first one unless there is such.
  init(_ cards: [WorkflowCard], chosen: String?, _ configuration: Configuration, _ language: Language) {
    self.cards = cards
    self.chosen =
      cards.first { $0.id == chosen } ?? cards.first { $0.id == configuration.defaultWorkflow } ?? cards.first
    self.configuration = configuration
    self.language = language
  }

  var object: [String: Any] {
    var object: [String: Any] = [
      "styles": ["submit.css"], "scripts": ["live.js", "submit.js", "submit-card.js", "submit-recent.js"],
      "workflows": cards.map { card in
        [
          "id": card.id, "title": card.title.text(in: language), "description": text(card.description),
          "isChosen": card.id == chosen?.id,
        ] as [String: Any]
      }, "hasNone": cards.isEmpty, "hasMany": cards.count > 6,
    ]
    if let chosen { object["chosen"] = form(of: chosen) }
    return object
  }

  private func text(_ message: Message?) -> String { message?.text(in: language) ?? "" }

  private func form(of card: WorkflowCard) -> [String: Any] {
    let columns = card.definition.columns
    return [
      "id": card.id, "title": card.title.text(in: language), "description": text(card.description),
      "columns": columns.map { StartField($0, language).object }, "takesPicture": card.takesPicture,
      "mostRows": card.definition.limits.maxRows.map(String.init) ?? "",
      "presets": card.presets.map {
        ["value": $0.name, "title": $0.titles.message(or: $0.name).text(in: language)]
      }, "hasPresets": !card.presets.isEmpty, "uploadLimit": String(configuration.uploadLimit),
      "retries": String(configuration.retries), "name": name,
      "key": String(UInt64.random(in: 0 ... .max), radix: 36) + String(UInt64.random(in: 0 ... .max), radix: 36),
      "costs": card.definition.estimate?.costPerRow != nil,
    ]
  }
}

/// One input of the form for one row.
struct StartField {
  private let column: InputColumn
  private let language: Language

  init(_ column: InputColumn, _ language: Language) {
    self.column = column
    self.language = language
  }

  var object: [String: Any] {
    let standard = column.default?.plainText ?? ""
    var object: [String: Any] = [
      "name": column.name, "title": column.titles.message(or: column.name).text(in: language),
      "required": column.required, "help": column.help.message?.text(in: language) ?? "", "default": standard,
      kind: true,
      "choices": column.choices.map { choice in
        [
          "value": choice.value, "title": choice.titles.message(or: choice.value).text(in: language),
          "isDefault": choice.value == standard,
        ] as [String: Any]
      },
    ]
    object["min"] = column.limits.min.map(CellValue.shortestText)
    object["max"] = column.limits.max.map(CellValue.shortestText)
    object["maxLength"] = column.limits.maxLength.map(String.init)
    object["step"] = column.type == .integer ? "1" : "any"
    return object
  }

  /// Which kind of input it is; a flag of the template.
  private var kind: String {
    switch column.type {
    case .text: "isText"
    case .paragraph, .json: "isParagraph"
    case .list: "isList"
    case .integer, .number: "isNumber"
    case .boolean: "isBoolean"
    case .date: "isDate"
    case .choice: column.takesOtherChoices ? "isOpenChoice" : "isChoice"
    case .image: "isImage"
    case .file: "isFile"
    case .url: "isURL"
    }
  }
}
