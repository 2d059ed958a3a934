package import Workflows

/// What a preset is to be.
package struct PresetChange: Hashable, Sendable {
  package enum Contents: Hashable, Sendable {
    /// The whole file.
    case text(String)
    /// What the file sets besides stays, also its titles where none are given. Values are texts by column, read as
    /// cells are.
    case values(Titles?, [PresetText.Value])
  }

  package var name: String
  package var contents: Contents
  package var expectation: PresetFolder.Expectation

  package init(name: String, _ contents: Contents, where expectation: PresetFolder.Expectation) {
    self.name = name
    self.contents = contents
    self.expectation = expectation
  }
}

/// There is no workflow of that name whose presets could be looked after.
package struct UnknownWorkflow: Error, Hashable {
  package let name: String
}

extension FrontDesk {
  /// A preset as it stands in its file.
  ///
  /// - Throws: as `change(_:of:)`.
  package func preset(_ name: String, of workflow: String) async throws -> PresetText {
    try await withPresets(of: workflow) { try $0.read(name) }
  }

  /// The presets of a workflow in their order. One with mistakes has no titles.
  ///
  /// - Throws: as `change(_:of:)`.
  package func presetTitles(of workflow: String) async throws -> [(name: String, titles: Titles)] {
    try await withPresets(of: workflow) { folder in
      folder.order.map { ($0, (try? folder.read($0))?.titles ?? Titles()) }
    }
  }

  /// Writes a preset, whole or not at all. Its drop folder follows within half a minute.
  ///
  /// - Returns: the preset as it is now.
  /// - Throws: `UnknownWorkflow`; `PresetFolder.Refusal` with its cause; `WorkflowError` with all that is wrong in the
  ///   workflow's or the preset's text.
  package func change(_ change: PresetChange, of workflow: String) async throws -> PresetText {
    try await withPresets(of: workflow) { folder in
      let text: String
      switch change.contents {
      case .text(let whole): text = whole
      case .values(let titles, let values):
        let present = change.expectation == .nothing ? nil : try? folder.read(change.name).text
        text = try folder.text(present, titles: titles, values: values.map { ($0.column, $0.text) })
      }
      return try folder.write(change.name, text: text, where: change.expectation)
    }
  }

  /// Removes a preset. Jobs that use it have copies of their own.
  ///
  /// - Throws: as `change(_:of:)`.
  package func removePreset(
    _ name: String, of workflow: String, where expectation: PresetFolder.Expectation
  ) async throws {
    _ = try await withPresets(of: workflow) { try $0.remove(name, where: expectation) }
  }

  /// Shows presets in this order from now on; those that are not named come after them.
  ///
  /// - Returns: all of them in their order.
  /// - Throws: as `change(_:of:)`.
  package func arrangePresets(_ names: [String], of workflow: String) async throws -> [String] {
    try await withPresets(of: workflow) { folder in
      try folder.arrange(names)
      return folder.order
    }
  }

  private func withPresets<Value: Sendable>(
    of workflow: String, _ body: @escaping @Sendable (PresetFolder) throws -> Value
  ) async throws -> Value {
    try await threads.run { [configuration] in
      let library = WorkflowLibrary(searchPath: configuration.templates)
      guard let definition = try library.load(workflow), let folder = PresetFolder(definition, library) else {
        throw UnknownWorkflow(name: workflow)
      }
      return try body(folder)
    }
  }
}
