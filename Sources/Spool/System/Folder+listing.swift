import CFileCalls
import Glibc

extension Folder {
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var isFolder: Bool
  }

  /// Names and kinds, in no order; `.` and `..` are left out. Names that are not UTF-8 come with replacement
  /// characters: nobody but rowspool writes here, and such a thing is only reported.
  package func entries() throws(SpoolError) -> [Entry] {
    var entries: [Entry] = []
    try forEachEntry { name, type in
      entries.append(Entry(name: String(cString: name), isFolder: type == UInt8(DT_DIR)))
    }
    return entries
  }

  package func forEachEntry(_ body: (_ name: UnsafePointer<CChar>, _ type: UInt8) -> Void) throws(SpoolError) {
    // A stream owns its descriptor, and ours is kept: the listing opens the folder anew.
    let copy = try perform(.list, on: subject) {
      openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(copy) else {
      let code = errno
      _ = Glibc.close(copy)
      throw SpoolError(.system(errno: code), "list", subject)
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw SpoolError(.system(errno: errno), "list", subject) }
        return
      }
      withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { name in
          let isDots = name[0] == 0x2E && (name[1] == 0 || (name[1] == 0x2E && name[2] == 0))
          if !isDots { body(name, entry.pointee.d_type) }
        }
      }
    }
  }

  /// Removes a folder and everything below it; never follows a link. For `tmp/` only.
  package func removeTree(_ name: String) throws(SpoolError) {
    let tree: Folder
    do {
      tree = try folder(name)
    } catch  where error.errno == ENOENT {
      return
    } catch  where error.errno == ENOTDIR || error.errno == ELOOP {
      return try remove(name)
    }
    try tree.removeContents()
    try removeFolder(name)
  }

  /// Names stay bytes here: an operator's file may have a name that is not UTF-8.
  private func removeContents() throws(SpoolError) {
    var names: [(name: [CChar], text: String, isFolder: Bool)] = []
    try forEachEntry { name, type in
      let bytes = Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
      names.append((bytes, String(cString: name), type == UInt8(DT_DIR)))
    }
    for (name, text, isFolder) in names {
      let subject = subject(of: text)
      if isFolder {
        let child = try perform(.open, on: subject) {
          openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        try Folder(descriptor: child, path: path, subject: subject).removeContents()
      }
      _ = try perform(isFolder ? .removeFolder : .unlink, on: subject) {
        unlinkat(descriptor, name, isFolder ? AT_REMOVEDIR : 0)
      }
    }
  }

  private static let draftPrefix = ".rowspool-"

  /// A name for what is not finished: a dot name, which nobody takes for a drop or an order where people work.
  static func draftName() -> String { "\(draftPrefix)\(UInt64.random(in: 0 ... .max))" }

  /// Whether a name is one that `draftName` gives.
  package static func isDraft(_ name: String) -> Bool {
    name.hasPrefix(draftPrefix) && UInt64(name.dropFirst(draftPrefix.count)) != nil
  }

  /// Writes a file whole or not at all: born in `tmp`, synced, renamed into this folder, which is synced.
  ///
  /// - Parameter tmp: a folder on the same file system.
  package func replace(_ name: String, with bytes: [UInt8], by tmp: Folder) throws(SpoolError) {
    let draft = Self.draftName()
    do {
      let file = try tmp.open(draft, for: .creating)
      try file.write(bytes)
      try file.sync()
      try file.close()
      try tmp.rename(draft, to: self, as: name)
    } catch {
      // What is left of the draft is swept at the next start if this fails too.
      try? tmp.remove(draft)
      throw error
    }
    try sync()
  }

  /// Copies a file whole or not at all: under a dot name, synced, renamed. Nobody ever sees half of it. The folder that
  /// takes it is not synced.
  ///
  /// - Parameter newName: a file of that name is replaced.
  func copy(_ name: String, to target: Folder, as newName: String) throws(SpoolError) {
    let draft = Self.draftName()
    do {
      let input = try open(name, for: .reading)
      let output = try target.open(draft, for: .creating)
      // Shares the blocks where the file system can; anything else is copied.
      if rowspool_clone(output.descriptor, input.descriptor) != 0 { try output.copyContents(of: input) }
      try output.sync()
      try output.close()
      try target.rename(draft, to: target, as: newName)
    } catch {
      try? target.remove(draft)
      throw error
    }
  }
}
