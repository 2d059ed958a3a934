package import JobModel
package import SystemPackage
import ZipArchive

/// A dropped ZIP, read as the folder it holds. Its files come out only by `unpack`, under names of our own.
///
/// All of it blocks; the caller's thread is its own.
package struct ZipSource: DropSource {
  package let listing: DropListing
  let limits: DropLimits
  private let path: FilePath
  let reader: ZipReader

  /// Reads the ZIP's directory.
  ///
  /// - Throws: `ReadingError` where it is damaged, encrypted as a whole, or holds too much.
  package init(
    path: FilePath, ignored: IgnoredNames = IgnoredNames(), limits: DropLimits = DropLimits()
  ) throws {
    self.path = path
    self.limits = limits
    let name = FileName(path.lastComponent).description
    do {
      reader = try ZipReader(path: path, limits: Self.zipLimits(limits))
    } catch {
      throw Self.error(error, name, limits)
    }
    listing = try ZipNames(ignored: ignored, limits: limits).listing(of: reader.entries, in: name)
  }

  package func readPrefixes(
    of entries: [DropEntry], bytes: Int, _ body: (DropEntry, Result<[UInt8], ReadingError>) throws -> Void
  ) throws {
    let wanted = self.wanted(entries)
    try reportingDamage {
      try reader.readAll(where: { wanted[$0] != nil }) { zipEntry, blocks in
        guard let entry = wanted[zipEntry] else { return }
        var prefix: [UInt8] = []
        do {
          try blocks { block in
            prefix.append(contentsOf: block.prefix(bytes - prefix.count))
            return prefix.count < bytes
          }
        } catch let error as ZipError {
          return try body(entry, .failure(Self.error(error, entry.path.description, limits)))
        }
        try body(entry, .success(prefix))
      }
    }
  }

  /// The drop's entries by those of the ZIP.
  func wanted(_ entries: [DropEntry]) -> [ZipEntry: DropEntry] {
    var wanted: [ZipEntry: DropEntry] = [:]
    for entry in entries {
      if let index = entry.zipIndex, reader.entries.indices.contains(index) { wanted[reader.entries[index]] = entry }
    }
    return wanted
  }

  /// Runs `body` and puts a ZIP's own errors into sentences.
  func reportingDamage(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as ZipError {
      throw Self.error(error, FileName(path.lastComponent).description, limits)
    }
  }

  // MARK: Limits and errors

  private static func zipLimits(_ limits: DropLimits) -> ZipLimits {
    var zip = ZipLimits()
    zip.entries = limits.mostEntries
    zip.bytesPerEntry = Int64(limits.mostFileBytes)
    zip.bytesInAll = Int64(limits.mostTotalBytes)
    return zip
  }

  /// - Parameter name: the ZIP's name, or that of a file in it.
  static func error(_ error: ZipError, _ name: String, _ limits: DropLimits) -> ReadingError {
    let sentence: Message =
      switch error.code {
      case .unreadable: "“\(name)” cannot be read. Copy it into the folder again."
      case .noDirectory: "“\(name)” is not a whole ZIP file. Make it again, or copy it again."
      case .damaged: "“\(name)” is damaged. Make the ZIP again, or copy it again."
      case .overlapping, .nameMismatch, .duplicateName:
        "“\(name)” contradicts itself about what it holds. Make the ZIP again with another program."
      case .tooManyEntries:
        "“\(name)” holds more than \(limits.mostEntries) files and folders. Make several smaller ZIPs."
      case .tooLarge: "“\(name)” unpacks to more than is allowed. Make several smaller ZIPs."
      case .encrypted: "“\(name)” is protected by a password. Make the ZIP again without one."
      case .unsupportedMethod:
        "“\(name)” is compressed in an unusual way. Make the ZIP again as Windows or macOS do (deflate)."
      }
    return ReadingError(
      error.code == .encrypted ? "password" : "zip-" + error.code.rawValue, sentence, detail: error.description)
  }
}
