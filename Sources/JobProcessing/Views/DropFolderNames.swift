package import SystemPackage
import Workflows

/// The drop folders that the server makes below `incoming/`.
package enum DropFolderNames {
  /// `<workflow>` and `<workflow>/<preset>`, sorted. A workflow that cannot be loaded has no presets here; the server
  /// and `doctor` say what is wrong with it.
  ///
  /// - Parameter templates: folders that hold workflows.
  package static func below(_ templates: [FilePath]) -> [String] {
    let library = WorkflowLibrary(searchPath: templates)
    var names: [String] = []
    for workflow in library.names() {
      names.append(workflow)
      guard let definition = try? library.load(workflow) else { continue }
      names += library.presetNames(of: definition).map { "\(workflow)/\($0)" }
    }
    return names.sorted()
  }
}
