import HTTPTransfer

/// The text of URLs as far as a recipe needs it: filling and joining. `HTTPTarget` decides what is one.
enum RequestURL {
  /// Whether a text begins with a scheme and `//`.
  static func isAbsolute(_ text: some StringProtocol) -> Bool {
    guard let colon = text.firstRange(of: "://") else { return false }
    return text[..<colon.lowerBound].utf8.allSatisfy { isLetter($0) || isDigit($0) || "+.-".utf8.contains($0) }
  }

  /// A value as one piece of a path or query (RFC 3986, unreserved characters stay).
  static func encoded(_ value: some StringProtocol) -> String {
    encode(value) { isLetter($0) || isDigit($0) || "-._~".utf8.contains($0) }
  }

  /// A URL as people write it: spaces and characters outside ASCII are encoded, what is encoded already stays. The
  /// fragment is cut off.
  static func tidied(_ text: String) -> String {
    let text = FoldedText.trim(text).prefix { $0 != "#" }
    return encode(text) { byte in
      byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
    }
  }

  private static func encode(_ text: some StringProtocol, unless isPlain: (UInt8) -> Bool) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if isPlain(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// - Parameters:
  ///   - text: absolute; or with a slash in front, from the base's host; or below the base.
  ///   - base: without a slash at its end.
  static func joined(_ text: String, to base: String) -> String {
    if isAbsolute(text) { return text }
    if text.hasPrefix("//") { return base.prefix { $0 != "/" } + text }
    if text.hasPrefix("/") { return origin(of: base).map { $0 + text } ?? base + text }
    if text.isEmpty || text.hasPrefix("?") { return base + text }
    return base + "/" + text
  }

  /// Scheme, host and port; `nil` for what is no address.
  static func origin(of url: String) -> String? { (try? HTTPTarget(url))?.origin }

  /// Without what follows the path: queries may hold signatures.
  static func withoutQuery(_ url: String) -> String { String(url.prefix { $0 != "?" && $0 != "#" }) }
}
