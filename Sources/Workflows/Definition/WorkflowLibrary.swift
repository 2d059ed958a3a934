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

  /// - Parameter name: compared in NFC without regard to case.
  /// - Returns: `nil` where there is no such workflow.
  /// - Throws: `WorkflowError` with everything that is wrong with it.
  package func load(_ name: String) throws(WorkflowError) -> WorkflowDefinition? {
    guard let found = folders().first(where: { FoldedText.fold($0.name) == FoldedText.fold(name) }) else { return nil }
    let text = try Self.text(of: found.path.appending("workflow.yaml"), as: "workflow.yaml")
    return try WorkflowDefinition(yaml: text, id: found.name, folder: found.path)
  }

  /// The names of a workflow's presets, sorted.
  package func presetNames(of definition: WorkflowDefinition) -> [String] {
    guard let folder = definition.folder else { return [] }
    return Self.entries(of: folder.appending("presets")).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
      .filter { !$0.isEmpty && !$0.hasPrefix(".") }.sorted()
  }

  /// - Parameter name: compared in NFC without regard to case.
  /// - Returns: `nil` where the workflow has no such preset.
  /// - Throws: `WorkflowError` with everything that is wrong with it.
  package func preset(_ name: String, of definition: WorkflowDefinition) throws(WorkflowError) -> Preset? {
    guard let folder = definition.folder,
      let found = presetNames(of: definition).first(where: { FoldedText.fold($0) == FoldedText.fold(name) })
    else { return nil }
    let file = "presets/\(found).yaml"
    return try Preset(
      yaml: try Self.text(of: folder.appending("presets").appending("\(found).yaml"), as: file), name: found,
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

  private static func text(of path: FilePath, as name: String) throws(WorkflowError) -> String {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
      var bytes = [UInt8](repeating: 0, count: YAMLDocument.sizeLimit + 1)
      let count = try file.closeAfter { try bytes.withUnsafeMutableBytes { try Self.fill($0, from: file) } }
      guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
        throw problem(name, "not-utf8", "The file is not UTF-8 text. Save it with the encoding UTF-8.")
      }
      return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    } catch let error as WorkflowError {
      throw error
    } catch {
      throw problem(name, "unreadable", "The file cannot be read (\(error)).")
    }
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor) throws -> Int {
    var count = 0
    while count < buffer.count {
      let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if read == 0 { break }
      count += read
    }
    return count
  }

  private static func problem(_ file: String, _ code: String, _ message: String) -> WorkflowError {
    WorkflowError(problems: [WorkflowProblem(file: file, code: code, message: message)])
  }
}
