import Foundation
import Glibc
import SystemPackage
import Workflows

/// The folder that an imported workflow is written to.
struct ImportFolder {
  let path: FilePath

  /// - Throws: `CommandFailure` where a workflow is there already.
  init(_ path: FilePath, mayReplace: Bool) throws {
    self.path = path
    guard !mayReplace else { return }
    for name in ["workflow.yaml", "README.md"] where access(path.appending(name).string, F_OK) == 0 {
      throw CommandFailure(
        EX_CANTCREAT, "\(path.appending(name)) is there already. Choose another --name, or replace it with --force.")
    }
  }

  /// - Throws: `CommandFailure` where the workflow could not be loaded, or not be written.
  func write(_ text: DifyWorkflowText, name: String) throws {
    do {
      _ = try WorkflowDefinition(yaml: text.yaml, id: name, folder: path)
    } catch {
      throw CommandFailure(
        EX_SOFTWARE,
        "The app's form makes no usable workflow: \(error.problems.map(\.description).joined(separator: " "))")
    }
    do {
      try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
      for (file, contents) in [("workflow.yaml", text.yaml), ("README.md", text.readme)] {
        try Data(contents.utf8).write(to: URL(fileURLWithPath: path.appending(file).string), options: .atomic)
      }
    } catch {
      throw CommandFailure(EX_CANTCREAT, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
