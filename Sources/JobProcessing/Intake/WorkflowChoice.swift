import JobModel
import Results
import RowReading
import Spool
import SystemPackage
import Workflows

/// Which workflow a drop is for: the one of its drop folder, else the one a template workbook carries, else the default.
struct WorkflowChoice {
  let request: ReadingRequest
  let table: DropTable?
  let settings: DropSettings
  let findings: DropFindings

  /// - Throws: `DropReader.Rejection` where none is named, or two; `WorkflowError` where it cannot be used.
  func resolve() throws -> ChosenWorkflow {
    let library = WorkflowLibrary(searchPath: request.rules.templates.map { FilePath($0) })
    let layout = try table?.resultsLayout()
    let carried = try table?.workflow() ?? layout?.workflow
    if let wanted = request.claim.workflow, let carried, wanted.lowercased() != carried.lowercased() {
      if layout != nil {
        throw DropReader.Rejection(
          """
          This workbook holds results of the workflow '\(carried)', and it was dropped into the folder of '\(wanted)'. \
          Drop it into the folder '\(carried)', or into 'incoming' itself.
          """)
      }
      throw DropReader.Rejection(
        """
        This workbook is a template of the workflow '\(carried)', and it was dropped into the folder of '\(wanted)'. \
        Drop it into the folder '\(carried)', or use the template of '\(wanted)'.
        """)
    }
    guard let name = request.claim.workflow ?? carried ?? request.rules.defaultWorkflow else {
      throw DropReader.Rejection(
        .sentences([
          "It is not said which workflow this drop is for. Drop it into one of these folders: \(list(library)).",
          FittingWorkflows(library: library).hint(for: table?.anySheet()?.header.titles ?? []),
        ]))
    }
    guard let definition = try library.load(name) else {
      throw DropReader.Rejection("There is no workflow '\(name)'. There are: \(list(library)).")
    }
    let preset = try preset(of: definition, library, carried: layout?.preset)
    let merged = try preset.map { try definition.merged(preset: $0) } ?? definition
    return ChosenWorkflow(plain: definition, preset: preset, definition: merged, library: library)
  }

  private func preset(
    of definition: WorkflowDefinition, _ library: WorkflowLibrary, carried: String?
  ) throws -> Preset? {
    guard let name = settings.preset ?? request.claim.preset ?? carried else { return nil }
    guard let preset = try library.preset(name, of: definition) else {
      let known = library.presetNames(of: definition)
      let message = Message.sentences([
        "The workflow '\(definition.id)' has no preset '\(name)'.",
        Spelling.nearest(to: name, in: known).map { "Did you mean '\($0)'?" } ?? "",
        known.isEmpty ? "It has none." : "It has: \(Message.list(known)).",
      ])
      findings.settingFaults = [SettingFault(key: SettingKey.preset.rawValue, message: message)]
      throw DropReader.Rejection(message)
    }
    return preset
  }

  private func list(_ library: WorkflowLibrary) -> Message {
    let names = library.names()
    return names.isEmpty ? "none yet (the administrator adds workflows)" : .list(names)
  }
}

/// The workflow of a drop, and the preset of its folder or its Settings.
struct ChosenWorkflow {
  /// Without a preset.
  let plain: WorkflowDefinition
  let preset: Preset?
  /// With the preset merged in.
  let definition: WorkflowDefinition
  let library: WorkflowLibrary
}
