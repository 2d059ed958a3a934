import Foundation

/// File names that can live on Linux, Windows, SMB and macOS, and that a workbook can link to.
///
/// Follows "Naming Files, Paths, and Namespaces" of the Windows documentation. `#` and `%` are left out as well:
/// Excel takes the first for the start of a place inside the file, and reads the second as an escape.
package enum PortableName {
  /// A name made of `text`: NFC, without characters and endings that some system refuses, cut between characters.
  ///
  /// - Parameters:
  ///   - text: any text, such as an operator's file name or the first cell of a row.
  ///   - maximumBytes: the most bytes of UTF-8; at least 4.
  ///   - fallback: stands for a text of which nothing is left.
  package static func make(_ text: String, maximumBytes: Int, fallback: String = "file") -> String {
    var name = ""
    var length = 0
    for character in text.precomposedStringWithCanonicalMapping {
      let next = portable(character)
      if next == " " && (name.isEmpty || name.hasSuffix(" ")) { continue }
      length += String(next).utf8.count
      guard length <= maximumBytes else { break }
      name.append(next)
    }
    while let last = name.last, last == " " || last == "." { name.removeLast() }
    while name.hasPrefix(".") || name.hasPrefix(" ") { name.removeFirst() }
    if name.isEmpty { return fallback }
    return isDevice(name) ? "_" + make(name, cutTo: maximumBytes - 1) : name
  }

  /// `stem` + `ending`, where only the stem is cut.
  ///
  /// - Parameter ending: kept whole, such as `-results.xlsx`; made of portable characters by the caller.
  package static func make(_ stem: String, ending: String, maximumBytes: Int, fallback: String = "file") -> String {
    make(stem, maximumBytes: max(4, maximumBytes - ending.utf8.count), fallback: fallback) + ending
  }

  private static func make(_ name: String, cutTo bytes: Int) -> String {
    var cut = name
    while cut.utf8.count > bytes { cut.removeLast() }
    return cut
  }

  private static func portable(_ character: Character) -> Character {
    if character.isNewline || character.isWhitespace { return " " }
    let isBad = character.unicodeScalars.contains { scalar in
      switch scalar {
      case "<", ">", ":", "\"", "/", "\\", "|", "?", "*", "#", "%": true
      // Marks that turn the direction of writing hide a file's true extension.
      case "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}": true
      default: scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
      }
    }
    return isBad ? "_" : character
  }

  /// Windows takes these for devices, with any extension.
  private static func isDevice(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(stem) { return true }
    guard stem.count == 4, let digit = stem.last, "0123456789¹²³".contains(digit) else { return false }
    return stem.hasPrefix("COM") || stem.hasPrefix("LPT")
  }
}
