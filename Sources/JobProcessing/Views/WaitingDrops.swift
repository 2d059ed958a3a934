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
    let names = Set(try entries(of: spool.layout.rejected).map(\.name))
    return names.filter { !ignored.ignores($0) && names.contains("\($0).txt") }.sorted()
  }

  private func entries(of path: FilePath) throws(SpoolError) -> [Folder.Entry] {
    do {
      return try Folder.open(path).entries()
    } catch  where error.errno == ENOENT || error.errno == ENOTDIR {
      // The server makes drop folders when it starts.
      return []
    }
  }
}
