import ContentDigest
import Glibc
import Spool
import SystemPackage

/// What was last written for each workflow, so that a workbook that somebody changed is known.
struct FillInRecord {
  private struct Entry: Codable {
    var digest: String
    var version: String
    /// The digest of what it replaces: where the replacing was cut off, that still lies there.
    var earlier: String?
  }

  private static let file = "fill-in.json"

  private let root: FilePath
  private var entries: [String: Entry]

  /// A record that is not there, or cannot be read, knows nothing: then a workbook that lies there stays.
  init(_ spool: FilePath) {
    root = spool
    let known: [String: Entry]? = try? Folder.open(root).document(Self.file)
    entries = known ?? [:]
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
    let folder = try Folder.open(root)
    try folder.write(changed, as: Self.file, by: folder.folder("tmp"))
    entries = changed
  }

  /// - Returns: `nil` where there is no such file.
  static func digest(of path: FilePath) throws -> String? {
    guard path.withPlatformString({ access($0, F_OK) }) == 0 else { return nil }
    return try ContentDigest.ofFile(path).sha256
  }
}
