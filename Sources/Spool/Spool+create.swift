import Glibc
import SystemPackage

extension Spool {
  /// Makes a spool, or completes one that is there; nothing that is there is changed.
  ///
  /// The file `format` comes last: a spool whose making was cut off is none.
  ///
  /// - Throws: `.unknownFormat` where a spool of another version is there, or the system call that failed.
  @discardableResult
  package static func create(_ layout: SpoolLayout) throws(SpoolError) -> Spool {
    try makePath(layout.root)
    let root = try Folder.open(layout.root, called: layout.root.string)
    for state in ["pending", "running", "done", "failed", "jobs", "tmp"] {
      _ = try root.makeFolder(state)
    }
    let tmp = try root.folder("tmp")
    let id = try root.contents(of: SpoolLayout.sentinel).map(text(of:)) ?? newID()
    try root.replace(SpoolLayout.sentinel, with: Array("\(id)\n".utf8), by: tmp)
    for (name, path) in layout.shares {
      let isNew = try makePath(path)
      let share = try Folder.open(path, called: name, access: layout.access)
      if isNew { layout.access.apply(to: share.descriptor, isFolder: true) }
      try placeSentinel(id, in: share)
    }
    if try !root.has(SpoolLayout.formatFile) {
      try root.replace(SpoolLayout.formatFile, with: Array("\(SpoolLayout.format)\n".utf8), by: tmp)
    }
    return try Spool(opening: layout)
  }

  private static func newID() -> String {
    String((0..<20).compactMap { _ in "abcdefghijklmnopqrstuvwxyz234567".randomElement() })
  }

  /// A share that another spool uses is refused: two spools would take each other's drops.
  private static func placeSentinel(_ id: String, in share: Folder) throws(SpoolError) {
    if let other = try share.contents(of: SpoolLayout.sentinel).map(text(of:)) {
      guard other != id else { return }
      throw SpoolError(
        .notASpool, "use", share.path.string,
        reason: """
          The folder \(share.path) belongs to another spool (id \(other)). Choose a folder of its own for this \
          spool, or remove \(SpoolLayout.sentinel) from it if that spool is gone.
          """)
    }
    // A share is another file system: its own folder is where the draft is born.
    try share.replace(SpoolLayout.sentinel, with: Array("\(id)\n".utf8), by: share)
  }

  /// - Returns: whether the last folder of the path was not there.
  @discardableResult
  private static func makePath(_ path: FilePath) throws(SpoolError) -> Bool {
    var part = FilePath(root: path.root, [])
    var isNew = false
    for component in path.components {
      part.append(component)
      do {
        _ = try perform(.makeFolder, on: part.string) { part.withPlatformString { mkdir($0, 0o775) } }
        isNew = true
      } catch  where error.errno == EEXIST || error.errno == EROFS || error.errno == EACCES {
        // There already, or above what we may write in: opening the whole path says what is wrong.
        isNew = false
      }
    }
    return isNew
  }
}
