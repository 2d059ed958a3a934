import Glibc

/// Names that operating systems, browsers and office programs leave behind in shared folders, and that nobody dropped.
package struct IgnoredNames: Sendable {
  /// Shell patterns (`fnmatch`), compared without regard to case.
  package var patterns: [String]

  /// - Parameter extra: an administrator's own patterns.
  package init(extra: [String] = []) {
    patterns = Self.common + extra
  }

  package func ignores(_ name: some StringProtocol) -> Bool {
    let name = String(name)
    return patterns.contains { fnmatch($0, name, Self.caseFold) == 0 }
  }

  /// FNM_CASEFOLD is a GNU extension that Swift's Glibc does not show.
  private static var caseFold: Int32 { 1 << 4 }

  /// The text that says in every language what a folder is for.
  package static let readMe = "说明-README.txt"
  /// The text beside a workbook to fill in that was filled in under its own name.
  package static let saveAs = "请另存为-SAVE-AS.txt"

  private static let common = [
    ".*",  // dotfiles, rsync's unfinished copies, AppleDouble files
    "~$*",  // Excel's and Word's lock files
    "Thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information",  // Windows
    "__MACOSX", "Icon\r",  // macOS
    "@eaDir", "@Recycle", "#recycle", "#snapshot", "lost+found",  // storage boxes
    "*.part", "*.partial", "*.crdownload", "*.download", "*.opdownload", "*.filepart",  // browsers, WinSCP
    "模板-*-template.xlsx", readMe, saveAs,  // what rowspool puts there itself
    "*.tmp", "*.temp", "~*.tmp", "*.swp", "*~",  // editors
  ]
}
