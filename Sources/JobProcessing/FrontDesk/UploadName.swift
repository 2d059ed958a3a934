/// Where an uploaded file lies within its drop: names only, never a path that leads elsewhere.
package struct UploadName: Hashable, Sendable {
  /// Folders, then the file's own name; never empty.
  package let parts: [String]

  private static let mostParts = 16
  private static let mostBytes = 255
  /// Room for ` (12)` where the name is taken.
  private static let reserve = 8

  /// - Parameter name: as the browser or program sent it: a name, or a path within a folder that was sent as a whole.
  ///   Of an absolute path only the last name counts.
  /// - Returns: `nil` where nothing of it can be a name.
  package init?(_ name: String) {
    let isAbsolute = name.hasPrefix("/") || name.hasPrefix("\\") || Self.hasDrive(name)
    var parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).compactMap(Self.safe)
    if isAbsolute { parts = parts.suffix(1) }
    guard !parts.isEmpty, parts.count <= Self.mostParts else { return nil }
    self.parts = parts
  }

  private init(parts: [String]) {
    self.parts = parts
  }

  package var path: String { parts.joined(separator: "/") }
  package var name: String { parts[parts.count - 1] }

  /// The same for a name that is taken: `name (2).png`.
  func numbered(_ number: Int) -> UploadName {
    let (stem, ending) = Self.split(name)
    return UploadName(parts: parts.dropLast() + ["\(stem) (\(number))\(ending)"])
  }

  private static func hasDrive(_ name: String) -> Bool {
    let start = Array(name.utf8.prefix(2))
    return start.count == 2 && start[1] == UInt8(ascii: ":") && (0x41...0x5A).contains(start[0] & 0xDF)
  }

  /// One name: without what cannot be seen, and short enough.
  private static func safe(_ part: Substring) -> String? {
    let name = String(String.UnicodeScalarView(part.unicodeScalars.compactMap(shown)))
    // Looked at when nothing is left out any more: between two dots an invisible mark may have stood.
    guard !name.isEmpty, name != ".", name != ".." else { return nil }
    let (stem, ending) = split(name)
    var cut = stem
    while cut.utf8.count + ending.utf8.count + reserve > mostBytes, !cut.isEmpty { cut.removeLast() }
    return cut.isEmpty && ending.utf8.count > mostBytes - reserve ? nil : cut + ending
  }

  /// What a name has in place of a character; `nil`: nothing.
  ///
  /// Marks that turn the direction of writing show `gpj.exe` as `exe.jpg`, and others that cannot be seen make two names
  /// look like one. The two joiners stay: words of Persian and of Indian scripts, and many emoji, are other words and
  /// pictures without them, and they turn nothing.
  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: "_"
    case .format: joiners.contains(scalar) ? scalar : nil
    default: scalar
    }
  }

  private static let joiners: Set<Unicode.Scalar> = ["\u{200C}", "\u{200D}"]

  private static func split(_ name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }
}
