import Glibc
import Intake
import JobModel
import Spool
import SystemPackage

/// The folders below `incoming/` and `control/`, made where they are missing.
enum DropFolders {
  /// `incoming/` itself, and one folder for each workflow and preset; their ids are their places below `incoming/`.
  static func incoming(_ configuration: Configuration, _ spool: Spool) -> [DropFolder] {
    let root = configuration.incoming
    let sharing = spool.isPresent(share: root) ? configuration.access : nil
    return [DropFolder(id: "", path: root)]
      + DropFolderNames.below(configuration.templates).map { folder($0, in: root, sharing) }
  }

  static func control(_ configuration: Configuration, _ spool: Spool) -> [DropFolder] {
    let sharing = spool.isPresent(share: configuration.control) ? configuration.access : nil
    return Order.Verb.allCases.map { folder($0.rawValue, in: configuration.control, sharing) }
  }

  /// Takes folders of workflows and presets away that are no more, so that nothing is dropped into them. One with
  /// anything in it stays, and is looked at as any folder that people made.
  static func remove(_ folders: [DropFolder]) {
    for folder in folders.sorted(by: { $0.id.count > $1.id.count }) {
      _ = folder.path.withPlatformString { rmdir($0) }
    }
  }

  /// - Parameter sharing: how it is made; `nil` while its share is away, for nothing belongs below an empty mount point.
  private static func folder(_ id: String, in root: FilePath, _ sharing: ShareAccess?) -> DropFolder {
    let path = id.split(separator: "/").reduce(root) { $0.appending(String($1)) }
    if let sharing, let name = path.lastComponent?.string, path.withPlatformString({ access($0, F_OK) }) != 0 {
      try? Folder.open(path.removingLastComponent(), access: sharing).createFolder(name)
    }
    return DropFolder(id: id, path: path)
  }
}
