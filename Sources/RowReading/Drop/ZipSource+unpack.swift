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
  /// - Parameter prefix: put before each name, where files of several ZIPs come into one folder.
  /// - Throws: `ReadingError` where the files grow past `DropLimits` or cannot be written.
  package func unpack(_ entries: [DropEntry], to folder: FilePath, prefix: String = "") throws -> UnpackedFiles {
    let target = try UnpackFolder(folder, limits: limits, tooLarge: Self.tooLarge(limits))
    var unpacked = UnpackedFiles()
    let wanted = self.wanted(entries)
    try reportingDamage {
      try reader.readAll(where: { wanted[$0] != nil }) { zipEntry, blocks in
        guard let entry = wanted[zipEntry] else { return }
        let name = Self.flatName(of: entry, prefix)
        do {
          try target.write(name, blocks)
          unpacked.names[entry] = name
        } catch let error as ZipError {
          if error.code == .tooLarge { throw error }
          let reason = Self.error(error, entry.path.description, limits)
          unpacked.notes.append(DropNote(reason.code, entry.path, reason.message))
        }
      }
    }
    return unpacked
  }

  /// Takes a ZIP out of the ZIP.
  ///
  /// - Parameter folder: is made.
  /// - Returns: where it lies; `nil` where it is damaged.
  func unpackZip(_ entry: DropEntry, to folder: FilePath) throws -> FilePath? {
    // Where it cannot be made, writing into it says why.
    _ = folder.withPlatformString { mkdir($0, 0o700) }
    return try unpack([entry], to: folder).names[entry]?.path(in: folder)
  }

  private static func flatName(of entry: DropEntry, _ prefix: String) -> FileName {
    let number = String((entry.zipIndex ?? 0) + 1)
    let known = entry.name.fileExtension
    let isPlain =
      !known.isEmpty && known.utf8.count <= 5 && known.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let zeros = String(repeating: "0", count: max(0, 8 - number.count))
    return FileName(prefix + zeros + number + (isPlain ? ".\(known)" : ""))
  }

  private static func tooLarge(_ limits: DropLimits) -> ReadingError {
    ReadingError(
      "zip-too-large", "The ZIP unpacks to more than \(limits.mostTotalBytes >> 30) GB. Make several smaller ZIPs.")
  }
}
