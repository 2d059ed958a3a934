import Glibc
package import JobModel
package import SystemPackage

/// A dropped folder. It is only looked at: nothing in it is changed, no link is followed, and nothing is opened that
/// could make the reader wait (FIFOs, sockets, devices).
///
/// All of it blocks; the caller's thread is its own.
package struct FolderSource: DropSource {
  package let listing: DropListing
  private let path: FilePath

  /// Lists the folder with all its sub-folders, in natural order of the paths.
  ///
  /// - Throws: `ReadingError` (`unreadable`, `too-many-entries`, `too-deep`).
  package init(
    path: FilePath, ignored: IgnoredNames = IgnoredNames(), limits: DropLimits = DropLimits()
  ) throws {
    self.path = path
    var walk = FolderWalk(ignored: ignored, limits: limits)
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard descriptor >= 0 else {
      let name = path.lastComponent?.string ?? "folder"
      throw ReadingError(
        "unreadable", "The folder “\(name)” cannot be read. Ask for read permission, or copy it again.",
        detail: String(cString: strerror(errno)))
    }
    try walk.list(descriptor, FileName(""), depth: 1)
    walk.listing.entries = NaturalOrder.sorted(walk.listing.entries) { $0.path }
    listing = walk.listing
  }

  package func readPrefixes(
    of entries: [DropEntry], bytes: Int, _ body: (DropEntry, Result<[UInt8], ReadingError>) throws -> Void
  ) throws {
    for entry in entries {
      let prefix = Result { () throws(ReadingError) in
        try FileBytes.prefix(of: entry.path.path(in: path), name: entry.name.description, bytes: bytes)
      }
      try body(entry, prefix)
    }
  }
}

/// One walk through a folder's tree.
private struct FolderWalk {
  let ignored: IgnoredNames
  let limits: DropLimits
  var listing = DropListing()
  private var seen = 0

  init(ignored: IgnoredNames, limits: DropLimits) {
    self.ignored = ignored
    self.limits = limits
  }

  /// Lists an open folder and closes it.
  mutating func list(_ descriptor: Int32, _ folder: FileName, depth: Int) throws {
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return note("unreadable", folder, "“\(folder)” could not be read; it was left out.")
    }
    defer { closedir(stream) }
    guard depth <= limits.mostDepth else {
      throw ReadingError(
        "too-deep",
        "“\(folder)” lies more than \(limits.mostDepth) folders deep. Move its files up and drop the folder again.")
    }
    while let found = readdir(stream) {
      let name = FileName(bytes: Self.name(of: found))
      if name.bytes == [0x2E] || name.bytes == [0x2E, 0x2E] || ignored.ignores(name.description) { continue }
      seen += 1
      guard seen <= limits.mostEntries else { throw DropLimits.tooMany(limits.mostEntries) }
      try take(name, folder.appending(name), in: dirfd(stream), depth: depth)
    }
  }

  private mutating func take(_ name: FileName, _ path: FileName, in parent: Int32, depth: Int) throws {
    var status = stat()
    guard name.withPlatformString({ fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      return note("unreadable", path, "“\(path)” could not be looked at; it was left out.")
    }
    switch status.st_mode & S_IFMT {
    case Glibc.S_IFREG:
      listing.entries.append(DropEntry(path: path, size: Int(status.st_size)))
    case Glibc.S_IFDIR:
      let child = name.withPlatformString { openat(parent, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
      guard child >= 0 else {
        return note("no-permission", path, "“\(path)” is a folder that may not be read; it was left out.")
      }
      try list(child, path, depth: depth + 1)
    case Glibc.S_IFLNK:
      note(
        "link", path,
        "“\(path)” is a link; links are not followed. Copy the file itself if it is needed; it was left out.")
    default:
      note("not-a-file", path, "“\(path)” is neither a file nor a folder; it was left out.")
    }
  }

  private mutating func note(_ code: String, _ path: FileName, _ message: Message) {
    listing.notes.append(DropNote(code, path, message))
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
  }
}
