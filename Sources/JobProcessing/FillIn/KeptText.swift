import ContentDigest
import Glibc
import JobModel
import Spool

/// A text that the server keeps in a folder of a share, as long as nobody has changed it.
struct KeptText {
  /// Its name in the folder; one of the ignored names.
  var name: String
  var text: String

  /// What is longer was put there by somebody.
  private static let mostBytes = 64 << 10

  /// Old Windows editors tell neither the encoding nor the line ends by themselves.
  static func bytes(of text: String) -> [UInt8] { Array("\u{FEFF}\(text.replacing("\n", with: "\r\n"))".utf8) }

  /// Writes it where it is missing or older.
  ///
  /// - Parameter known: the digest of what was written last; `nil` where nothing is known.
  /// - Returns: the digest of what is ours and lies there now; `nil` where somebody changed the text: it stays.
  /// - Throws: `SpoolError`, or `ContentDigest.Failure`.
  func keep(in folder: Folder, known: String?) throws -> String? {
    let bytes = Self.bytes(of: text)
    let wanted = try ContentDigest.of(bytes)
    if let status = try folder.status(of: name) {
      guard status.st_mode & 0o170000 == 0o100000, status.st_size <= Self.mostBytes,
        let present = try folder.contents(of: name)
      else { return nil }
      let digest = try ContentDigest.of(present)
      if digest == wanted { return wanted }
      guard digest == known else { return nil }
    }
    try folder.replace(name, with: bytes, by: folder)
    return wanted
  }
}
