package import Foundation
package import SystemPackage

/// A folder of a test's own, removed with everything in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
  package let path: FilePath

  package init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("rowspool-e2e-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }
}

extension FilePath {
  package var exists: Bool { FileManager.default.fileExists(atPath: string) }

  /// Removes a file, or a folder with everything in it.
  package func remove() throws {
    try FileManager.default.removeItem(atPath: string)
  }

  /// The names in a folder, sorted; none where there is no folder.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: string)) ?? []).sorted()
  }

  /// The names in a drop folder, without the workbook to fill in and the texts that the server keeps there.
  package var dropNames: [String] {
    names.filter { name in !["模板-", ".模板-", "说明-"].contains { name.hasPrefix($0) } }
  }

  package func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: string)) }

  package func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// Writes a file, its folders made if need be.
  package func write(_ bytes: some Sequence<UInt8>) throws {
    try removingLastComponent().makeFolders()
    try Data(bytes).write(to: URL(fileURLWithPath: string))
  }

  package func write(_ text: String) throws { try write(text.utf8) }

  package func makeFolders() throws {
    try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
  }

  /// The last component as text; empty for a root.
  package var name: String { lastComponent?.string ?? "" }

  /// Moves a file or a folder by one rename.
  package func move(to target: FilePath) throws {
    try FileManager.default.moveItem(atPath: string, toPath: target.string)
  }

  /// Every file below a folder with its bytes, by its place there.
  package func tree() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: string) {
      let path = appending(FilePath(name).components)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      files[name] = try path.bytes()
    }
    return files
  }
}
