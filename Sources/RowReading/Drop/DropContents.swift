package import JobModel
package import SystemPackage

/// A picture in a drop.
package struct DropPicture: Hashable, Sendable {
  package var entry: DropEntry
  /// What its content says; `nil` where it is no picture in spite of its name, which is its row's failure.
  package var kind: PictureKind?

  package init(entry: DropEntry, kind: PictureKind?) {
    self.entry = entry
    self.kind = kind
  }
}

/// What lies in a drop, told apart by names and contents. Nothing is changed and nothing but first bytes is read.
package struct DropContents: Sendable {
  package enum Form: Sendable {
    case file
    case folder
    case zip
  }

  package var form: Form
  /// Workbooks and CSV files that may be the job's table: those at the top; where none is there, those below.
  package var tables: [DropEntry] = []
  /// `settings.csv`, `settings.yaml` or `settings.yml` at the top.
  package var settings: DropEntry?
  /// In natural order of their paths.
  package var pictures: [DropPicture] = []
  /// Files that are none of these; a row may name them.
  package var others: [DropEntry] = []
  /// What was left out or is not as its name says, for the receipt.
  package var notes: [DropNote]
  /// Where the ZIPs lie that were found within the drop and are read as the folders they hold.
  package var zips: [FilePath] = []
  /// ZIPs that have been found and not been looked into yet.
  var unopened: [DropEntry] = []

  /// Looks at a file, folder or ZIP, and into the ZIPs that lie in the latter two. Blocks; the caller's thread is its
  /// own.
  ///
  /// - Parameter zipsFolder: where ZIPs within a ZIP are put; it is made. Without it they are left out.
  /// - Throws: `ReadingError` where it cannot be read or holds too much.
  package init(
    path: FilePath, ignored: IgnoredNames = IgnoredNames(), limits: DropLimits = DropLimits(),
    zipsFolder: FilePath? = nil
  ) throws {
    if FileBytes.isFolder(path) {
      try self.init(.folder, FolderSource(path: path, ignored: ignored, limits: limits))
      try openZips(ignored, limits) { $0.path.path(in: path) }
      return
    }
    let file = try SingleFileSource(path: path)
    guard try file.isZip() else {
      try self.init(.file, file)
      return
    }
    let source = try ZipSource(path: path, ignored: ignored, limits: limits)
    try self.init(.zip, source)
    try openZips(ignored, limits) { entry in
      try zipsFolder.flatMap { try source.unpackZip(entry, to: $0) }
    }
  }

  /// Sorts out what `source` lists.
  package init(_ form: Form, _ source: some DropSource) throws {
    self.form = form
    // A folder lists its files in any order; what is said about them has one.
    notes = NaturalOrder.sorted(source.listing.notes) { $0.path }
    let top = Self.commonFolder(source.listing.entries)
    var candidates: [DropEntry] = []
    try source.readPrefixes(of: source.listing.entries, bytes: PictureKind.prefixBytes) { entry, prefix in
      let isTop = entry.path.folder == top
      if isTop, settings == nil, Self.settingsNames.contains(entry.name.key) {
        settings = entry
      } else if Self.isTable(entry.name) {
        candidates.append(entry)
      } else {
        sort(entry, prefix)
      }
    }
    sortPictures()
    let atTop = candidates.filter { $0.path.folder == top }
    tables = atTop.isEmpty ? candidates : atTop
    others += atTop.isEmpty ? [] : candidates.filter { $0.path.folder != top }
  }

  /// The table of the job; `nil` where there is none: then it is a job of pictures.
  ///
  /// - Parameter name: the one that the settings name, where several lie there.
  /// - Throws: `ReadingError` (`two-tables`, `no-such-table`).
  package func table(named name: String? = nil) throws -> DropEntry? {
    if let name, !name.isEmpty {
      let key = TextKey.key(of: name)
      let named = tables.filter { $0.name.key == key || $0.name.stem.key == key || $0.path.key == key }
      guard named.count == 1 else {
        throw ReadingError(
          "no-such-table", "The settings name the table “\(name)”, but the drop holds \(Self.list(tables.map(\.path)))."
        )
      }
      return named[0]
    }
    guard tables.count < 2 else {
      throw ReadingError(
        "two-tables",
        """
        The drop holds more than one table: \(Self.list(tables.map(\.path))). Leave one, or name it in settings.csv in a \
        line “table,\(tables[0].name)”.
        """)
    }
    return tables.first
  }

  // MARK: Sorting out

  /// Also the formats that the workbook reader only explains how to convert.
  private static let tableExtensions: Set = [
    "xlsx", "xlsm", "xltx", "xltm", "csv", "tsv", "xls", "xlsb", "ods", "numbers", "et",
  ]
  static func isTable(_ name: FileName) -> Bool { tableExtensions.contains(name.fileExtension) }

  private static let settingsNames: Set = ["settings.csv", "settings.yaml", "settings.yml"]

  mutating func sortPictures() {
    pictures = NaturalOrder.sorted(pictures) { $0.entry.path }
  }

  mutating func sort(_ entry: DropEntry, _ prefix: Result<[UInt8], ReadingError>) {
    let promised = PictureKind(fileExtension: entry.name.fileExtension)
    switch prefix {
    case .failure(let error):
      note(error.code, entry, error.message)
      if promised != nil { pictures.append(DropPicture(entry: entry, kind: nil)) } else { others.append(entry) }
    case .success(let bytes):
      guard let kind = PictureKind.detect(bytes) else { return sortOther(entry, promised, bytes) }
      if let promised, promised != kind {
        note(
          "wrong-extension", entry,
          "“\(entry.path)” is a \(kind.rawValue.uppercased()) picture in spite of its name; it is read as that.")
      }
      pictures.append(DropPicture(entry: entry, kind: kind))
    }
  }

  private mutating func sortOther(_ entry: DropEntry, _ promised: PictureKind?, _ bytes: [UInt8]) {
    guard promised == nil else {
      pictures.append(DropPicture(entry: entry, kind: nil))
      return note(
        "not-a-picture", entry,
        bytes.isEmpty ? "“\(entry.path)” is empty." : "“\(entry.path)” is not a picture that can be read.")
    }
    if form != .file, bytes.starts(with: SingleFileSource.zipMark), entry.name.fileExtension == "zip" {
      unopened.append(entry)
    } else {
      others.append(entry)
    }
  }

  mutating func note(_ code: String, _ entry: DropEntry, _ message: Message) {
    notes.append(DropNote(code, entry.path, message))
  }

  /// The folder that holds everything where a drop is a folder in a folder; `nil` is the drop itself.
  static func commonFolder(_ entries: [DropEntry]) -> FileName? {
    guard var common = entries.first?.path.folder?.bytes.split(separator: 0x2F)[...] else { return nil }
    for entry in entries {
      let folders = (entry.path.folder?.bytes ?? []).split(separator: 0x2F)
      common = common.prefix(zip(common, folders).prefix { $0 == $1 }.count)
    }
    return common.isEmpty ? nil : FileName(bytes: common.joined(separator: [0x2F]))
  }

  static func list(_ names: [FileName]) -> Message {
    let shown = Message.list(names.prefix(5).map { "“\($0)”" as Message })
    return names.isEmpty ? "none" : names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }
}
