import ContentDigest
import FoundationEssentials
import Glibc
import SystemPackage

/// What was last written for each workflow, so that a workbook that somebody changed is known.
struct FillInRecord {
  private struct Entry: Codable {
    var digest: String
    var version: String
    /// The digest of what it replaces: where the replacing was cut off, that still lies there.
    var earlier: String?
  }

  private let path: FilePath
  private var entries: [String: Entry]

  /// A record that is not there, or cannot be read, knows nothing: then a workbook that lies there stays.
  init(_ spool: FilePath) {
    path = spool.appending("fill-in.json")
    let data = try? Data(contentsOf: URL(filePath: path.string))
    entries = data.flatMap { try? JSONDecoder().decode([String: Entry].self, from: $0) } ?? [:]
  }

  func digest(of workflow: String) -> String? { entries[workflow]?.digest }
  /// Whether something was written here and not changed by anybody.
  func isOurs(_ digest: String, of workflow: String) -> Bool {
    digest == entries[workflow]?.digest || digest == entries[workflow]?.earlier
  }
  func version(of workflow: String) -> String? { entries[workflow]?.version }

  /// Is told before the thing itself is written: what lies there must be known as ours whatever is cut off.
  ///
  /// - Parameter replacing: the digest of what of ours lies there now.
  mutating func set(_ workflow: String, digest: String, version: String, replacing earlier: String? = nil) throws {
    var changed = entries
    changed[workflow] = Entry(digest: digest, version: version, earlier: earlier)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(changed).write(to: URL(filePath: path.string), options: .atomic)
    entries = changed
  }

  /// - Returns: `nil` where there is no such file.
  static func digest(of path: FilePath) throws -> String? {
    guard path.withPlatformString({ access($0, F_OK) }) == 0 else { return nil }
    return try ContentDigest.ofFile(path).sha256
  }
}
