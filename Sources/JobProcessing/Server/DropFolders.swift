import Glibc
import Intake
import JobModel
import SystemPackage
import Workflows

/// The folders below `incoming/` and `control/`, made where they are missing.
enum DropFolders {
  /// `incoming/` itself, and one folder for each workflow and preset; their ids are their places below `incoming/`.
  static func incoming(_ configuration: Configuration) -> [DropFolder] {
    let root = configuration.incoming
    let library = WorkflowLibrary(searchPath: configuration.templates)
    var folders = [DropFolder(id: "", path: root)]
    for name in library.names() {
      folders.append(folder(name, in: root))
      guard let workflow = try? library.load(name) else { continue }
      for preset in library.presetNames(of: workflow) { folders.append(folder("\(name)/\(preset)", in: root)) }
    }
    return folders
  }

  static func control(_ configuration: Configuration) -> [DropFolder] {
    Order.Verb.allCases.map { folder($0.rawValue, in: configuration.control) }
  }

  /// A share that is away has no folders; they are made when it is back.
  private static func folder(_ id: String, in root: FilePath) -> DropFolder {
    let path = id.split(separator: "/").reduce(root) { $0.appending(String($1)) }
    if path.withPlatformString({ access($0, F_OK) }) != 0 {
      _ = path.withPlatformString { mkdir($0, 0o775) }
    }
    return DropFolder(id: id, path: path)
  }
}
