import JobModel
import ZipArchive

/// Makes paths within a drop of the names in a ZIP, which may try anything.
struct ZipNames {
  let ignored: IgnoredNames
  let limits: DropLimits

  /// The files of a ZIP, in natural order.
  ///
  /// - Parameter archive: the ZIP's name in messages.
  /// - Throws: `ReadingError` (`password`) where files in it are encrypted.
  func listing(of entries: [ZipEntry], in archive: String) throws -> DropListing {
    var listing = DropListing()
    var seen: [String: FileName] = [:]
    for (index, entry) in entries.enumerated() where !entry.isFolder {
      if let path = try check(entry, in: archive, &listing.notes) {
        guard admit(path, &seen, &listing.notes) else { continue }
        listing.entries.append(DropEntry(path: path, size: Int(clamping: entry.size), zipIndex: index))
      }
    }
    listing.entries = NaturalOrder.sorted(listing.entries) { $0.path }
    return listing
  }

  /// The path that an entry's name stands for; `nil` where it is left out.
  private func check(_ entry: ZipEntry, in archive: String, _ notes: inout [DropNote]) throws -> FileName? {
    let shown = FileName(entry.name)
    guard let parts = Self.parts(of: entry.name), parts.count <= limits.mostDepth else {
      notes.append(
        DropNote("unsafe-name", shown, "“\(shown)” in the ZIP has a name that leads out of it; it was left out."))
      return nil
    }
    if parts.isEmpty || parts.contains(where: ignored.ignores) { return nil }
    if entry.isLink {
      notes.append(DropNote("link", shown, "“\(shown)” in the ZIP is a link; links are not followed. It was left out."))
      return nil
    }
    guard !entry.isEncrypted else {
      throw ReadingError(
        "password", "“\(archive)” is protected by a password. Make the ZIP again without one.", detail: entry.name)
    }
    return FileName(parts.joined(separator: "/"))
  }

  /// The folders and the name in an entry's name, with either separator; `nil` where it is absolute, names a drive,
  /// goes up, or holds a zero character.
  static func parts(of name: String) -> [String]? {
    let plain = String(name.map { $0 == "\\" ? "/" : $0 })
    let parts = plain.split(separator: "/").map(String.init).filter { $0 != "." }
    let scalars = Array(plain.unicodeScalars.prefix(2))
    let hasDrive = scalars.count == 2 && scalars[1] == ":" && scalars[0].properties.isAlphabetic
    if plain.hasPrefix("/") || hasDrive || parts.contains("..") || plain.unicodeScalars.contains("\0") { return nil }
    return parts
  }

  /// Two files of one name: a second one that differs in letter case only stays, for it may well be another picture.
  private func admit(_ path: FileName, _ seen: inout [String: FileName], _ notes: inout [DropNote]) -> Bool {
    guard let other = seen.updateValue(path, forKey: path.key) else { return true }
    guard other != path else {
      notes.append(
        DropNote("duplicate-name", path, "“\(path)” is in the ZIP twice; the second one was left out."))
      return false
    }
    notes.append(
      DropNote("same-name", path, "“\(path)” and “\(other)” differ only in the letter case of their names."))
    return true
  }
}
