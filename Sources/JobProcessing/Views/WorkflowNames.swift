package import SystemPackage
import Workflows

/// Whether there are a workflow and a preset of a name, before a drop is handed in for them.
package struct WorkflowNames: Sendable {
  private let library: WorkflowLibrary

  /// - Parameter templates: folders that hold workflows.
  package init(_ templates: [FilePath]) {
    library = WorkflowLibrary(searchPath: templates)
  }

  /// - Returns: a sentence that says what is wrong; `nil` where nothing is.
  package func problem(workflow: String, preset: String?) -> String? {
    do {
      guard let definition = try library.load(workflow) else {
        return "There is no workflow '\(workflow)'. " + Self.choice(library.names(), nearest: workflow, of: "workflow")
      }
      guard let preset else { return nil }
      if try library.preset(preset, of: definition) != nil { return nil }
      return "The workflow '\(workflow)' has no preset '\(preset)'. "
        + Self.choice(library.presetNames(of: definition), nearest: preset, of: "preset")
    } catch {
      return "The workflow '\(workflow)' cannot be used. \(error.description)"
    }
  }

  private static func choice(_ names: [String], nearest word: String, of kind: String) -> String {
    if names.isEmpty { return "There are no \(kind)s." }
    if let nearest = Spelling.nearest(to: word, in: names) { return "Did you mean '\(nearest)'?" }
    return "There are: \(names.joined(separator: ", "))."
  }
}
