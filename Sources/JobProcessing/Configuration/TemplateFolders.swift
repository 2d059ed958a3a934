import SystemPackage

/// Where workflows are looked for unless `templates:` says otherwise.
enum TemplateFolders {
  /// In the spool, beside it, and with the program: `<prefix>/share/rowspool/templates` for `<prefix>/bin/rowspool`,
  /// or the `templates` of the source folder for a program that was built there.
  static func defaults(spool: FilePath, executable: FilePath?) -> [FilePath] {
    var folders = [spool.appending("templates"), spool.removingLastComponent().appending("templates")]
    if let executable, let own = ofProgram(executable), !folders.contains(own) { folders.append(own) }
    return folders
  }

  private static func ofProgram(_ executable: FilePath) -> FilePath? {
    let folder = executable.removingLastComponent()
    let components = Array(folder.components)
    if let build = components.lastIndex(where: { $0.string == ".build" }) {
      return FilePath(root: folder.root, components[..<build]).appending("templates")
    }
    guard folder.lastComponent?.string == "bin" else { return nil }
    return folder.removingLastComponent().appending("share").appending("rowspool").appending("templates")
  }
}
