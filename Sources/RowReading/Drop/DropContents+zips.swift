import JobModel
import SystemPackage

extension DropContents {
  /// More are no way of sending pictures.
  private static let mostZips = 100

  /// Looks into the ZIPs that lie in the drop. Each is read as the folder it holds, with its own name before the paths;
  /// ZIPs within it stay closed.
  ///
  /// - Parameter path: where a ZIP can be read; `nil` where it cannot.
  /// - Throws: `ReadingError` where all together hold too much.
  mutating func openZips(
    _ ignored: IgnoredNames, _ limits: DropLimits, path: (DropEntry) throws -> FilePath?
  ) throws {
    let found = unopened
    unopened = []
    var room = limits
    room.mostEntries -= pictures.count + others.count + tables.count
    for entry in found {
      guard zips.count < Self.mostZips, let path = try path(entry) else {
        leaveClosed(entry)
        continue
      }
      do {
        let source = try ZipSource(path: path, ignored: ignored, limits: room)
        room.mostEntries -= source.listing.entries.count
        try take(source, at: path, in: entry)
      } catch let error as ReadingError {
        if error.code == "zip-too-many-entries" { throw DropLimits.tooMany(limits.mostEntries) }
        note(error.code, entry, error.message)
        others.append(entry)
      }
    }
    for entry in unopened { leaveClosed(entry) }
    unopened = []
    sortPictures()
  }

  private mutating func leaveClosed(_ entry: DropEntry) {
    note(
      "nested-zip", entry, "“\(entry.path)” is a ZIP within a ZIP and was not opened; drop what it holds in a folder.")
    others.append(entry)
  }

  private mutating func take(_ source: ZipSource, at path: FilePath, in zip: DropEntry) throws {
    let number = zips.count
    zips.append(path)
    let folder = (zip.path.folder ?? FileName("")).appending(zip.name.stem)
    notes += source.listing.notes.map { DropNote($0.code, folder.appending($0.path), $0.message) }
    try source.readPrefixes(of: source.listing.entries, bytes: PictureKind.prefixBytes) { entry, prefix in
      var entry = entry
      entry.path = folder.appending(entry.path)
      entry.zip = number
      sort(entry, prefix)
    }
  }
}
