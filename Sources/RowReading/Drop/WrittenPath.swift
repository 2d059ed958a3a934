/// A file's path as a person wrote it into a cell, or as a program copied it there.
struct WrittenPath {
  /// Folders and the name. What leads out of a drop (`..`, drives, hosts) is left off.
  private(set) var parts: [String]
  /// Whether it may begin in the drop.
  private(set) var isRelative = true
  private(set) var isWebAddress = false

  /// Folders in a longer path do not matter.
  private static let mostParts = 32

  init(_ text: String) {
    var rest = text.trimmingBlanks()
    while let first = rest.first, let last = rest.last, rest.count > 1, first == last, first == "\"" || first == "'" {
      // Windows copies a path with quotation marks around it.
      rest = rest.dropFirst().dropLast().trimmingBlanks()
    }
    var plain = String(rest.map { $0 == "\\" ? "/" : $0 })
    let start = plain.prefix(8).lowercased()
    if start.hasPrefix("http://") || start.hasPrefix("https://") {
      isWebAddress = true
      let address = plain.drop { $0 != "/" }.drop { $0 == "/" }
      // Without the host: an address that names no file has no parts.
      plain = PackagePath.plain(String(address.prefix { $0 != "?" && $0 != "#" }.drop { $0 != "/" }))
    } else if start.hasPrefix("file:") {
      plain = PackagePath.plain(String(plain.dropFirst(5)))
    }
    let hasDrive = plain.dropFirst().first == ":" && plain.first?.isLetter == true
    let all = plain.split(separator: "/").map(String.init).filter { $0 != "." }
    isRelative = !isWebAddress && !hasDrive && !plain.hasPrefix("/") && !start.hasPrefix("file:") && !all.contains("..")
    let kept = all.lastIndex(of: "..").map { all[($0 + 1)...] } ?? all[...]
    parts = Array(kept.suffix(Self.mostParts))
    if hasDrive || start.hasPrefix("file:"), parts.first?.last == ":" { parts.removeFirst() }
  }
}
