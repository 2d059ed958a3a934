package import JobModel

/// A named set of values: a file `presets/<name>.yaml` beside a workflow.
package struct Preset: Hashable, Sendable {
  package var name: String
  package var titles: Titles
  /// The text it was read from.
  package var source: String
  /// What it fills in, by column.
  package var values: JSONObject = [:]
  /// Whether it also sets how steps work (`with`), which a job has from its beginning.
  package var changesSteps = false

  /// What it sets for a job that was dropped for it (`priority`, `retries`, …), as a Settings sheet would: keys and
  /// values. Nothing where a row chooses it.
  package var settings: [[String]] = []

  static let keys = ["titles", "values", "with", "settings"]
  private static let settingKeys = [
    "priority", "concurrency", "retries", "start-at", "trial-rows", "bad-rows", "notify",
  ]

  /// - Parameters:
  ///   - yaml: `titles`; `values`, by column; `with`, settings by step; `settings`, as on a Settings sheet.
  ///   - definition: the workflow it is for; its columns say what a value must be.
  /// - Throws: `WorkflowError` with everything that is wrong in this file.
  package init(yaml: String, name: String, of definition: WorkflowDefinition) throws(WorkflowError) {
    let problems = ProblemList(file: "presets/\(name).yaml")
    self.name = name
    source = yaml
    titles = Titles()
    if let fields = YAMLDocument.read(yaml, problems: problems)?.fields(known: Self.keys) {
      titles = Titles(fields["titles"])
      let columns = definition.columns
      for (key, value) in fields["values"]?.fields(known: columns.map(\.name))?.values ?? [] {
        values[key] = columns.first { $0.name == key }?.value(from: value)
      }
      for (_, value) in fields["with"]?.fields(known: definition.steps.map(\.name))?.values ?? [] {
        _ = value.fields(known: nil)
        changesSteps = true
      }
      for (key, value) in fields["settings"]?.fields(known: Self.settingKeys)?.values ?? [] {
        if let text = value.text() { settings.append([key, text]) }
      }
    }
    try problems.throwIfAny()
  }
}
