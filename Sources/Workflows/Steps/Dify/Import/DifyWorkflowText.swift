import JobModel
package import SystemPackage

/// The workflow for an app: a column for each field of its form, one `dify` step, and what comes back.
package struct DifyWorkflowText: Sendable {
  /// What `workflow.yaml` needs beside the form.
  package struct Options: Sendable {
    /// The workflow's and the service's name.
    package var name: String
    package var url: String
    package var keyFile: FilePath
    package var app: DifyApp

    package init(name: String, url: String, keyFile: FilePath, app: DifyApp) {
      self.name = name
      self.url = url
      self.keyFile = keyFile
      self.app = app
    }
  }

  package private(set) var yaml = ""
  package private(set) var readme = ""
  /// What could not be carried over, for the person who imports.
  package private(set) var notes: [String] = []

  private let form: DifyAppForm
  private let options: Options
  private var columns: [DifyColumn] = []

  package init(_ form: DifyAppForm, _ options: Options) {
    self.form = form
    self.options = options
    var names = DifyColumnNames()
    if options.app.isChat { columns.append(.question(&names)) }
    for control in form.controls {
      let made = DifyColumn.columns(for: control, &names, &notes)
      columns += made
    }
    yaml = text
    readme = readMe
  }

  // MARK: workflow.yaml

  private var text: String {
    var lines = ["# Made by 'rowspool import dify'. It is yours to change: titles, prompts, outputs."]
    lines.append("titles: \(Self.quoted(form.name.isEmpty ? options.name : form.name))")
    if !form.description.isEmpty { lines.append("description: \(Self.quoted(form.description))") }
    lines += ["", "services:", "  dify:", "    url: \(Self.quoted(address))"]
    lines.append("    key-file: \(Self.quoted(options.keyFile.string))")
    lines += ["    limits: {inFlight: 3}", "", columns.isEmpty ? "columns: []" : "columns:"]
    lines += columns.flatMap(\.lines)
    lines += ["", "steps:", "  - name: app", "    dify:", "      service: dify", "      app: \(options.app.rawValue)"]
    lines += inputs
    if let question = columns.first(where: { $0.variable == nil }) {
      lines.append("      query: \"{{\(question.name)}}\"")
    }
    lines += outputs
    return lines.joined(separator: "\n") + "\n"
  }

  private var address: String { DifyAddress(options.url)?.base ?? options.url }

  private var inputs: [String] {
    let fields = columns.filter { $0.variable != nil }
    guard !fields.isEmpty else { return ["      inputs: {}"] }
    var lines = ["      inputs:"]
    var done: Set<String> = []
    for column in fields {
      guard let variable = column.variable, done.insert(variable).inserted else { continue }
      let values = fields.filter { $0.variable == variable }.map(\.reference)
      let value = column.isList ? "[\(values.joined(separator: ", "))]" : values[0]
      lines.append("        \(Self.quoted(variable)): \(value)")
    }
    return lines
  }

  /// What an app gives cannot be asked for: the usual things, and all of it as JSON.
  private var outputs: [String] {
    if options.app.answers {
      return [
        "      outputs:", "        answer: {from: answer, type: paragraph}",
        "        files: {file: files, optional: true}", "        tokens: {from: total_tokens, type: integer}", "",
        "results:", "  - {name: answer, titles: {en: Answer, zh: 回答}}",
        "  - {name: files, titles: {en: Files, zh: 文件}}",
        "  - {name: tokens, titles: {en: Tokens, zh: 令牌数}}",
      ]
    }
    return [
      "      outputs:", "        # One line for each output of the app's end node is best: NAME: {type: paragraph},",
      "        # or NAME: {file: NAME, type: image}.", "        text: {from: text, type: paragraph, optional: true}",
      "        files: {file: files, optional: true}", "        outputs: {from: /outputs, type: json, optional: true}",
      "        tokens: {from: total_tokens, type: integer}", "", "results:",
      "  - {name: text, titles: {en: Text, zh: 文本}}", "  - {name: files, titles: {en: Files, zh: 文件}}",
      "  - {name: outputs, titles: {en: All outputs, zh: 全部输出}}",
      "  - {name: tokens, titles: {en: Tokens, zh: 令牌数}}",
    ]
  }

  /// A JSON text is a YAML text.
  static func quoted(_ text: String) -> String {
    JSONValue.string(text.filter { $0 == "\n" || !$0.isNewline }).quotedText
  }

  // MARK: README.md

  private var readMe: String {
    let title = form.name.isEmpty ? options.name : form.name
    let fields = columns.map { column in
      "- \(column.title) (`\(column.name)`): \(column.explanation)\(column.isRequired ? ", required" : "")"
    }
    let left = notes.isEmpty ? "" : "\nNot carried over:\n\n" + notes.map { "- \($0)" }.joined(separator: "\n") + "\n"
    return """
      # \(title)

      Runs the Dify app "\(title)" (\(options.app.rawValue)) at \(address) once for each row.
      `rowspool template \(options.name)` writes the workbook to fill in; drop it into `incoming/\(options.name)/`.

      Columns:

      \(fields.isEmpty ? "- none" : fields.joined(separator: "\n"))
      \(left)
      The key stays in `\(options.keyFile)`; nobody but rowspool's user may read that file.
      Where the app has outputs of its own names, add them under `outputs:` in `workflow.yaml`.
      When the app's form changes, import it again with `--force`, or change `columns:` and `inputs:` by hand.

      """
  }
}

extension JSONValue {
  /// With its quotation marks.
  fileprivate var quotedText: String { String(decoding: JSONWriter.bytes(of: self), as: UTF8.self) }
}
