package import JobModel
package import SystemPackage
import ZipArchive

/// Pictures that were taken out of a workbook.
package struct ExtractedPictures {
  /// The names of their files in the target folder, by part.
  package var names: [String: FileName] = [:]
  /// Why there is no file, by part; a sentence without a place.
  package var problems: [String: Message] = [:]

  package init() {}
}

extension SheetPictures {
  /// Takes the pictures that are used out of the workbook, each once, into a folder, under the names of their cells
  /// (`B7.png`). Existing files are never written to. Nothing is synced: the caller does so for the whole batch. Blocks.
  ///
  /// - Throws: `ReadingError` where the pictures grow past `DropLimits`, the file is damaged, or they cannot be written.
  package func extract(to folder: FilePath, limits: DropLimits = DropLimits()) throws -> ExtractedPictures {
    var wanted: [ZipEntry: (part: String, cell: CellPlace)] = [:]
    for (part, cell) in parts {
      if let entry = workbook.parts.entry(part) { wanted[entry] = (part, cell) }
    }
    var extracted = ExtractedPictures()
    guard !wanted.isEmpty else { return extracted }
    let target = try UnpackFolder(folder, limits: limits, tooLarge: .picturesTooLarge(limits))
    let isWanted = { (entry: ZipEntry) in wanted[entry] != nil }
    do {
      try reader(limits).readAll(where: isWanted) { entry, blocks in
        guard let (part, cell) = wanted[entry] else { return }
        do {
          try extract(part, cell, blocks, to: target, &extracted)
        } catch let error as ZipError {
          if error.code == .tooLarge { throw ReadingError.picturesTooLarge(limits) }
          extracted.problems[part] = "The picture is damaged. Insert it again."
        }
      }
    } catch let error as ZipError {
      throw ReadingError.zip(error, workbook.parts.fileName)
    }
    return extracted
  }

  /// A reader of its own: pictures do not count as what the sheets inflate to.
  private func reader(_ limits: DropLimits) throws -> ZipReader {
    var zip = ZipLimits.workbook
    zip.bytesPerEntry = Int64(limits.mostFileBytes)
    zip.bytesInAll = Int64(limits.mostTotalBytes)
    return try ZipReader(path: workbook.parts.path, limits: zip)
  }

  private func extract(
    _ part: String, _ cell: CellPlace, _ blocks: UnpackFolder.Blocks, to target: UnpackFolder,
    _ extracted: inout ExtractedPictures
  ) throws {
    // What it is shows only when it has been read.
    let name = FileName(cell.description)
    let prefix = try target.write(name, blocks, prefix: PictureKind.prefixBytes)
    switch Self.judge(prefix, part: part) {
    case .success(let fileExtension):
      let whole = FileName("\(cell).\(fileExtension)")
      try target.rename(name, to: whole)
      extracted.names[part] = whole
    case .failure(let refusal):
      try target.remove(name)
      extracted.problems[part] = refusal.message
    }
  }

  private struct Refusal: Error {
    var message: Message
  }

  /// What a picture's file is to end in, by its content.
  private static func judge(_ prefix: [UInt8], part: String) -> Result<String, Refusal> {
    guard !prefix.isEmpty else { return .failure(Refusal(message: "The picture is empty. Insert it again.")) }
    switch PictureKind.detect(prefix) {
    case .svg: return .failure(refusal(of: "SVG"))
    case let kind?: return .success(kind.extensions.first ?? kind.rawValue)
    case nil:
      let known = FileName(part).fileExtension
      return .failure(
        ["emf", "wmf", "wdp", "pict", "eps"].contains(known)
          ? refusal(of: known.uppercased()) : Refusal(message: "The picture cannot be read. Insert it again."))
    }
  }

  private static func refusal(of format: String) -> Refusal {
    Refusal(message: "The picture is a drawing in the format \(format), which cannot be used. Save it as PNG or JPEG.")
  }
}

extension ReadingError {
  fileprivate static func picturesTooLarge(_ limits: DropLimits) -> ReadingError {
    ReadingError(
      "pictures-too-large",
      "The workbook's pictures take more than \(limits.mostTotalBytes >> 30) GB. Split it into several workbooks.")
  }
}
