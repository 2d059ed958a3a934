import Glibc
package import JobModel
package import Spool
import SystemPackage

/// What lies in `incoming/` and has not been taken yet, and what lies in `rejected/`: by name only.
package struct WaitingDrops: Sendable {
  package let spool: Spool
  /// Drop folders below `incoming/`, such as `product-photo` and `product-photo/white`.
  package var dropFolders: [String]
  package var ignored: IgnoredNames

  package init(_ spool: Spool, dropFolders: [String], ignored: IgnoredNames = IgnoredNames()) {
    self.spool = spool
    self.dropFolders = dropFolders
    self.ignored = ignored
  }

  /// Paths below `incoming/`, sorted; `nil` where the share is away.
  package func waiting() throws(SpoolError) -> [String]? {
    guard spool.isPresent(share: spool.layout.incoming) else { return nil }
    var found: [String] = []
    for folder in [""] + dropFolders {
      let path = folder.isEmpty ? spool.layout.incoming : spool.layout.incoming.appending(folder)
      for entry in try entries(of: path) where !ignored.ignores(entry.name) {
        let name = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
        if !(entry.isFolder && dropFolders.contains(name)) { found.append(name) }
      }
    }
    return found.sorted()
  }

  /// The drops that were given back, by name; `nil` where the share is away.
  package func rejected() throws(SpoolError) -> [String]? {
    guard spool.isPresent(share: spool.layout.rejected) else { return nil }
    do {
      return try Self.rejected(in: Folder.open(spool.layout.rejected), ignored: ignored).sorted()
    } catch  where Self.meansNone(error) {
      return []
    }
  }

  /// The drops in `rejected/`, in no order: each lies beside its text with the reasons.
  static func rejected(in folder: Folder, ignored: IgnoredNames) throws(SpoolError) -> [String] {
    let names = Set(try folder.entries().map(\.name))
    return names.filter { !ignored.ignores($0) && names.contains("\($0).txt") }
  }

  private func entries(of path: FilePath) throws(SpoolError) -> [Folder.Entry] {
    do {
      return try Folder.open(path).entries()
    } catch  where Self.meansNone(error) {
      return []
    }
  }

  /// Whether a folder is not there: the server makes them when it starts.
  private static func meansNone(_ error: SpoolError) -> Bool { error.errno == ENOENT || error.errno == ENOTDIR }
}
