extension ZipWriter {
  /// A relative name with forward slashes: no drive, no `.` and `..`, no leading slash.
  static func normal(_ name: String) throws(ZipWriterError) -> String {
    let parts = name.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." && $0 != ".." }
    let normal = parts.joined(separator: "/").replacing(0, with: "_")
    guard !normal.isEmpty else { throw ZipWriterError(.name, name) }
    return normal
  }

  /// The same for names that Windows and macOS take for one: case and composition do not count.
  static func folded(_ name: String) -> Int {
    name.lowercased().hashValue
  }

  /// `a/cup.jpg` → `a/cup (2).jpg`.
  static func numbered(_ name: String, _ number: Int) -> String {
    let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    guard let dot = name[start...].lastIndex(of: "."), dot > start else { return "\(name) (\(number))" }
    return "\(name[..<dot]) (\(number))\(name[dot...])"
  }

  /// Whether deflating would only cost time: media and archives are compressed already.
  static func isCompressed(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return compressedExtensions.contains(name[name.index(after: dot)...].lowercased())
  }

  private static let compressedExtensions: Set<String> = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "jxl", "jp2",
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "mp3", "m4a", "aac", "ogg", "opus", "flac",
    "zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "xlsx", "xlsm", "docx", "pptx", "ods", "odt", "pdf",
  ]
}

extension String {
  fileprivate func replacing(_ scalar: UInt32, with character: Character) -> String {
    unicodeScalars.contains { $0.value == scalar }
      ? String(map { $0.unicodeScalars.contains { $0.value == scalar } ? character : $0 }) : self
  }
}
