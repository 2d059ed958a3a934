import JobModel
import SystemPackage
import ZipArchive

/// The parts of a workbook file, found by name however the program that wrote it spelled them.
final class PackageParts {
  /// The file's name, for messages.
  let fileName: String
  let path: FilePath
  private let zip: ZipReader
  private var byName: [String: ZipEntry] = [:]
  private var byLowerName: [String: ZipEntry] = [:]
  private var duplicates: Set<String> = []

  /// Parts that are not pictures.
  private static let mostParts = 1_000

  init(path: FilePath, limits: ZipLimits) throws(ReadingError) {
    self.path = path
    fileName = path.lastComponent?.string ?? path.string
    do {
      zip = try ZipReader(path: path, limits: limits)
    } catch {
      throw ForeignFile.reason(path: path, fileName: fileName, error)
    }
    for entry in zip.entries where !entry.isFolder {
      var name = PackagePath.plain(entry.name)
      while name.first == "/" { name.removeFirst() }
      if let other = byName[name], other.crc32 != entry.crc32 || other.size != entry.size { duplicates.insert(name) }
      byName[name] = entry
      byLowerName[name.lowercased()] = entry
    }
    let pictures = byName.keys.count { $0.lowercased().contains("/media/") }
    guard zip.entries.count - pictures <= Self.mostParts else {
      throw ReadingError.zip(ZipError(.tooManyEntries), fileName)
    }
  }

  var names: some Collection<String> { byName.keys }

  func has(_ name: String) -> Bool { entry(name) != nil }

  /// The inflated size of a part in bytes, as declared.
  func size(of name: String) -> Int64 { entry(name)?.size ?? 0 }

  func entry(_ name: String) -> ZipEntry? {
    byName[name] ?? byLowerName[name.lowercased()]
  }

  /// Reads a part's XML into a handler.
  ///
  /// - Parameter place: what the part is, as people call it: `the sheet “Orders”`.
  /// - Throws: `ReadingError`, or the handler's own failure.
  func parse(_ name: String, as place: Message, into handler: XMLHandler) throws {
    guard let entry = entry(name) else { throw ReadingError.missingPart(fileName, place: place, part: name) }
    guard !duplicates.contains(name) else {
      throw ReadingError.zip(ZipError(.duplicateName, entry: name), fileName)
    }
    var parser = XMLPartParser(handler)
    do {
      try zip.read(entry) { block in
        // The rest of a part whose reader has finished is inflated all the same: its CRC is checked at the end.
        if !handler.isFinished { try parser.push(block) }
        return true
      }
      if !handler.isFinished { try parser.finish() }
    } catch let error as ZipError {
      throw ReadingError.zip(error, fileName)
    } catch let error as XMLPartError {
      throw ReadingError.xml(error, fileName, place: place, part: name)
    }
  }
}
