/// URLs as far as a recipe needs them: filling, joining, comparing origins. What is a URL at all is decided by who
/// sends the request.
enum WebAddress {
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
    if text.hasPrefix("//") { return (base.firstRange(of: "//").map { base[..<$0.lowerBound] } ?? "https:") + text }
    if text.hasPrefix("/") { return (origin(of: base).map { $0 + text }) ?? base + text }
    if text.isEmpty || text.hasPrefix("?") { return base + text }
    return base + "/" + text
  }

  /// Scheme, host and port in lower case, the port also where it is the scheme's own; `nil` for what has no host.
  static func origin(of url: String) -> String? {
    guard let mark = url.firstRange(of: "://") else { return nil }
    let scheme = url[..<mark.lowerBound].lowercased()
    var authority = url[mark.upperBound...].prefix { !"/?#\\".contains($0) }.lowercased()
    if let user = authority.lastIndex(of: "@") { authority = String(authority[authority.index(after: user)...]) }
    guard !authority.isEmpty else { return nil }
    let hasPort = authority.last?.isNumber == true && authority.split(separator: "]").last?.contains(":") == true
    let port = hasPort ? "" : scheme == "https" ? ":443" : ":80"
    return "\(scheme)://\(authority)\(port)"
  }

  /// The host, for messages.
  static func host(of url: String) -> String {
    origin(of: url).flatMap { $0.split(separator: "/").last }
      .map { String($0).replacing(":443", with: "").replacing(":80", with: "") } ?? url
  }

  /// Without what follows the path: queries may hold signatures.
  static func withoutQuery(_ url: String) -> String { String(url.prefix { $0 != "?" && $0 != "#" }) }
}
