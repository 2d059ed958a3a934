import Glibc
import JobModel
package import SystemPackage
import ZipArchive

/// Files that came out of a ZIP.
package struct UnpackedFiles: Sendable {
  /// For each entry the name of its file in the target folder.
  package var names: [DropEntry: FileName] = [:]
  /// Entries that could not be taken out, with the reason.
  package var notes: [DropNote] = []
}

extension ZipSource {
  /// Takes files out of the ZIP into a folder, under names of our own: the entry's number with its extension
  /// (`00000012.jpg`). Existing files are never written to. Nothing is synced: the caller does so for the whole batch,
  /// and removes the folder where this throws.
  ///
  /// - Throws: `ReadingError` where the files grow past `DropLimits` or cannot be written.
  package func unpack(_ entries: [DropEntry], to folder: FilePath) throws -> UnpackedFiles {
    let target = folder.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard target >= 0 else { throw Self.notWritten(errno) }
    defer { close(target) }
    var unpacked = UnpackedFiles()
    var total = 0
    let wanted = self.wanted(entries)
    try reportingDamage {
      try reader.readAll(where: { wanted[$0] != nil }) { zipEntry, blocks in
        guard let entry = wanted[zipEntry] else { return }
        let name = Self.flatName(of: entry)
        let file = try Self.create(name, in: target)
        do {
          try write(blocks, to: file, &total)
          unpacked.names[entry] = name
        } catch let error as ZipError {
          if error.code == .tooLarge { throw error }
          let reason = Self.error(error, entry.path.description, limits)
          unpacked.notes.append(DropNote(reason.code, entry.path, reason.message))
          guard name.withPlatformString({ unlinkat(target, $0, 0) }) == 0 else { throw Self.notWritten(errno) }
        }
      }
    }
    return unpacked
  }

  private static func create(_ name: FileName, in folder: Int32) throws(ReadingError) -> Int32 {
    let file = name.withPlatformString {
      openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    }
    guard file >= 0 else { throw notWritten(errno) }
    return file
  }

  /// Writes one file and closes it in any case.
  private func write(
    _ blocks: ((UnsafeRawBufferPointer) throws -> Bool) throws -> Void, to file: Int32, _ total: inout Int
  ) throws {
    var size = 0
    do {
      try blocks { block in
        size += block.count
        total += block.count
        guard size <= limits.mostFileBytes, total <= limits.mostTotalBytes else {
          throw ReadingError(
            "zip-too-large",
            "The ZIP unpacks to more than \(limits.mostTotalBytes >> 30) GB. Make several smaller ZIPs.")
        }
        try Self.writeAll(block, to: file)
        return true
      }
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0 else { throw Self.notWritten(errno) }
  }

  private static func writeAll(_ block: UnsafeRawBufferPointer, to file: Int32) throws(ReadingError) {
    var rest = block
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw notWritten(errno)
      }
      rest = .init(rebasing: rest[count...])
    }
  }

  private static func flatName(of entry: DropEntry) -> FileName {
    let number = String((entry.zipIndex ?? 0) + 1)
    let known = entry.name.fileExtension
    let isPlain =
      !known.isEmpty && known.utf8.count <= 5 && known.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return FileName(String(repeating: "0", count: max(0, 8 - number.count)) + number + (isPlain ? ".\(known)" : ""))
  }

  private static func notWritten(_ number: Int32) -> ReadingError {
    ReadingError(
      "not-written", "The files in the ZIP could not be written to the spool; its administrator can see why.",
      detail: String(cString: strerror(number)))
  }
}
