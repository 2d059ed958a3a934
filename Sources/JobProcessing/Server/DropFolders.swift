import Glibc
import Intake
import JobModel
import Spool
import SystemPackage

/// The folders below `incoming/` and `control/`, made where they are missing.
enum DropFolders {
  /// `incoming/` itself, and one folder for each workflow and preset; their ids are their places below `incoming/`.
  static func incoming(_ configuration: Configuration) -> [DropFolder] {
    let root = configuration.incoming
    return [DropFolder(id: "", path: root)]
      + DropFolderNames.below(configuration.templates).map { folder($0, in: root, configuration.access) }
  }

  static func control(_ configuration: Configuration) -> [DropFolder] {
    Order.Verb.allCases.map { folder($0.rawValue, in: configuration.control, configuration.access) }
  }

  /// Takes folders of workflows and presets away that are no more, so that nothing is dropped into them. One with
  /// anything in it stays, and is looked at as any folder that people made.
  static func remove(_ folders: [DropFolder]) {
    for folder in folders.sorted(by: { $0.id.count > $1.id.count }) {
      _ = folder.path.withPlatformString { rmdir($0) }
    }
  }

  /// A share that is away has no folders; they are made when it is back.
  private static func folder(_ id: String, in root: FilePath, _ sharing: ShareAccess) -> DropFolder {
    let path = id.split(separator: "/").reduce(root) { $0.appending(String($1)) }
    if let name = path.lastComponent?.string, path.withPlatformString({ access($0, F_OK) }) != 0 {
      try? Folder.open(path.removingLastComponent(), access: sharing).createFolder(name)
    }
    return DropFolder(id: id, path: path)
  }
}
