import Foundation
import Glibc
import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// Short workflows for tests.
enum Samples {
  static func workflow(_ yaml: String, folder: FilePath? = nil) throws -> WorkflowDefinition {
    try WorkflowDefinition(yaml: yaml, id: "sample", folder: folder)
  }

  /// A workflow with one column of a type.
  static func column(_ settings: String) throws -> InputColumn {
    let definition = try workflow("columns:\n  - {name: value, \(settings)}\n")
    return try #require(definition.columns.first)
  }

  /// Everything that is wrong with a workflow, as people read it.
  static func problems(_ yaml: String) -> [String] {
    do {
      _ = try workflow(yaml)
      return []
    } catch let error as WorkflowError {
      return error.problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  static var templates: FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
      .appending("templates")
  }
}

/// A folder that is removed with its test.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() throws {
    path = FilePath(FileManager.default.temporaryDirectory.path).appending("rowspool-workflows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  func write(_ text: String, to name: String) throws {
    let file = path.appending(FilePath(name).components)
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
  }
}
