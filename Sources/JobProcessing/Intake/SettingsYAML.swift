import JobModel
import RowReading
import SystemPackage
import Yams

/// `settings.yaml`: the same keys as in `settings.csv`, one to a line.
enum SettingsYAML {
  private static let mostBytes = 1 << 20

  /// - Throws: `ReadingError` where it is no list of keys and values.
  static func rows(of path: FilePath, name: String) throws -> [[String]] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: mostBytes)
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw ReadingError(
        "settings-yaml", "“\(name)” cannot be read. Write one 'key: value' to a line.", detail: "\(error)")
    }
    guard let mapping = node?.mapping else {
      throw ReadingError("settings-yaml", "“\(name)” holds no settings. Write one 'key: value' to a line.")
    }
    return mapping.compactMap { key, value in
      guard let key = key.string, let value = value.string else { return nil }
      return [key, value]
    }
  }
}
