import Foundation
package import SystemPackage

/// The workflows below the folders of `templates:`.
///
/// Its calls read files and block for as long as that takes.
package struct WorkflowLibrary: Sendable {
  /// Folders that hold `<workflow>/workflow.yaml`. A workflow in an earlier one hides one of the same name in a later.
  package var searchPath: [FilePath]

  package init(searchPath: [FilePath]) {
    self.searchPath = searchPath
  }

  /// The names of all workflows, sorted; those that cannot be loaded too.
  package func names() -> [String] {
    folders().map(\.name).sorted()
  }

  /// Whether there is a workflow of this name, in NFC without regard to case, that may have mistakes.
  package func has(_ name: String) -> Bool {
    folders().contains { FoldedText.fold($0.name) == FoldedText.fold(name) }
  }

  /// - Parameter name: compared in NFC without regard to case.
  /// - Returns: `nil` where there is no such workflow.
  /// - Throws: `WorkflowError` with everything that is wrong with it.
  package func load(_ name: String) throws(WorkflowError) -> WorkflowDefinition? {
    guard let found = folders().first(where: { FoldedText.fold($0.name) == FoldedText.fold(name) }) else { return nil }
    let text = try YAMLFile.text(of: found.path.appending("workflow.yaml"), as: "workflow.yaml")
    return try WorkflowDefinition(yaml: text, id: found.name, folder: found.path)
  }

  /// The names of a workflow's presets: those of `presets/order.txt` as they stand there, then the others by name.
  package func presetNames(of definition: WorkflowDefinition) -> [String] {
    guard let folder = definition.folder?.appending("presets") else { return [] }
    let names = Self.entries(of: folder).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
      .filter { !$0.isEmpty && !$0.hasPrefix(".") }.sorted()
    return names.isEmpty ? [] : PresetOrder(of: folder).arranged(names)
  }

  /// - Parameter name: the preset's name, else its title in either language; in NFC without regard to case.
  /// - Returns: `nil` where the workflow has no such preset.
  /// - Throws: `WorkflowError` with everything that is wrong with it.
  package func preset(_ name: String, of definition: WorkflowDefinition) throws(WorkflowError) -> Preset? {
    let names = presetNames(of: definition)
    let wanted = FoldedText.fold(name)
    if let found = names.first(where: { FoldedText.fold($0) == wanted }) { return try load(preset: found, definition) }
    for other in names {
      // One with a mistake in it has no title that could be meant.
      guard let preset = try? load(preset: other, definition) else { continue }
      if preset.titles.all.contains(where: { FoldedText.fold($0) == wanted }) { return preset }
    }
    return nil
  }

  private func load(preset name: String, _ definition: WorkflowDefinition) throws(WorkflowError) -> Preset? {
    guard let folder = definition.folder else { return nil }
    let file = "presets/\(name).yaml"
    return try Preset(
      yaml: try YAMLFile.text(of: folder.appending("presets").appending("\(name).yaml"), as: file), name: name,
      of: definition)
  }

  private func folders() -> [(name: String, path: FilePath)] {
    var found: [(name: String, path: FilePath)] = []
    for root in searchPath {
      for name in Self.entries(of: root).sorted() where !name.hasPrefix(".") {
        let path = root.appending(name)
        guard FileManager.default.fileExists(atPath: path.appending("workflow.yaml").string),
          !found.contains(where: { FoldedText.fold($0.name) == FoldedText.fold(name) })
        else { continue }
        found.append((name, path))
      }
    }
    return found
  }

  /// A folder that is not there holds nothing.
  private static func entries(of folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }
}
