package import JobModel
import Results
import Spool
import SystemPackage
import Workflows

extension FrontDesk {
  /// The workflows that can be used, by name. One with a mistake is left out: `doctor` and the administrator's page
  /// say what is wrong with it.
  package func workflows() async -> [WorkflowCard] {
    await threads.run { [configuration] in
      let library = WorkflowLibrary(searchPath: configuration.templates)
      return library.names().compactMap { name in Self.card(name, library) }
    }
  }

  /// - Returns: `nil` where there is no such workflow, or it cannot be used.
  package func workflow(_ name: String) async -> WorkflowCard? {
    await threads.run { [configuration] in
      Self.card(name, WorkflowLibrary(searchPath: configuration.templates))
    }
  }

  private static func card(_ name: String, _ library: WorkflowLibrary) -> WorkflowCard? {
    guard let definition = try? library.load(name) else { return nil }
    var card = WorkflowCard(definition)
    card.presets = library.presetNames(of: definition).compactMap { try? library.preset($0, of: definition) }
    return card
  }

  /// The workbook to fill in for a workflow.
  ///
  /// - Returns: `nil` where there is no such workflow.
  /// - Throws: `ResultsError`, `SpoolError`.
  package func fillInWorkbook(of name: String, in language: Language) async throws -> [UInt8]? {
    guard let card = await workflow(name) else { return nil }
    let form = FillInForm(card.definition, presets: card.presets.map(\.name), language: language)
    return try await threads.run { [spool] in
      let draft = "fill-in-\(UInt64.random(in: 0 ... .max)).xlsx"
      try FillInWorkbook.write(form, to: spool.tmp.path.appending(draft), temporary: spool.tmp.path)
      let bytes = try spool.tmp.contents(of: draft)
      try spool.tmp.remove(draft)
      return bytes
    }
  }
}
