import Foundation
import SystemPackage

/// The tables in a workflow's `samples` folder, each with the files that lie beside it.
struct SampleTables {
  private static let tableTypes: Set<String> = ["xlsx", "xlsm", "csv", "tsv"]
  private static let noDrop: Set<String> = ["md", "sh", "py"]

  private let folder: FilePath
  private let entries: [String]
  let names: [String]

  init(_ folder: FilePath) {
    self.folder = folder
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    entries = found.filter { !$0.hasPrefix(".") }.sorted()
    names = entries.filter { Self.tableTypes.contains(Self.suffix(of: $0)) }
  }

  private static func suffix(of name: String) -> String { FilePath(name).extension?.lowercased() ?? "" }

  /// Lends a folder with one table and all that is no table, as somebody would drop it.
  func withDrop<Value>(of table: String, _ body: (FilePath) async throws -> Value) async throws -> Value {
    let drop = FilePath(NSTemporaryDirectory()).appending("rowspool-sample-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: drop.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: drop.string) }
    for name in entries where name == table || !names.contains(name) && !Self.noDrop.contains(Self.suffix(of: name)) {
      try copy(name, as: name, to: drop)
      // Sample pictures may be kept as drawings, to be rendered before they are dropped.
      guard Self.suffix(of: name) == "svg", let stem = FilePath(name).stem else { continue }
      for other in ["\(stem).png", "\(stem).jpg"] where !entries.contains(other) {
        try copy(name, as: other, to: drop)
      }
    }
    return try await body(drop)
  }

  private func copy(_ name: String, as other: String, to drop: FilePath) throws {
    try FileManager.default.copyItem(atPath: folder.appending(name).string, toPath: drop.appending(other).string)
  }
}
