import JobModel
import RowReading
import Workflows

/// What a drop's settings come to for a workflow.
struct SettingsCheck {
  let settings: JobSettings
  /// Values for input columns, by the columns' names.
  private(set) var values: JSONObject = [:]
  private(set) var faults: [SettingFault]

  /// - Parameters: as in `SettingsValidator`.
  init(
    _ settings: DropSettings, _ workflow: WorkflowDefinition, addresses: AddressRules?,
    files: @escaping (String) -> Result<String, Failure>
  ) {
    (self.settings, faults) = settings.checked()
    for setting in settings.values {
      let verdict = SettingsValidator.validate(
        [(setting.name, .text(setting.value))], for: workflow, addresses: addresses, files: files)
      values = values.merging(verdict.values)
      faults += verdict.problems.map { SettingFault(key: setting.name, message: $0.sentence) }
      if !verdict.unknown.isEmpty { faults.append(Self.unknown(setting.name, workflow)) }
    }
  }

  private static func unknown(_ name: String, _ workflow: WorkflowDefinition) -> SettingFault {
    let known = SettingKey.allCases.map(\.rawValue) + workflow.columns.flatMap(\.headers)
    let hint: Message = Spelling.nearest(to: name, in: known).map { "Did you mean '\($0)'?" } ?? ""
    return SettingFault(
      key: name, isUnknown: true,
      message: .sentences([
        "Settings: '\(name)' is neither a setting nor a column of the workflow.", hint,
      ]))
  }
}
