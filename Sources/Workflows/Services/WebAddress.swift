import HTTPTransfer

/// Where an `http` or `https` URL leads: what of it decides whether it may be called.
///
/// It is stricter than RFC 3986: an authority that two programs could read in two ways is none.
struct WebAddress: Hashable, Sendable {
  /// Why a text is no address that may be used.
  enum Mistake: Error, Hashable {
    case scheme(String?)
    /// A user's name or a password in front of the host.
    case credentials
    case host
    case port
    case characters
  }

  /// `http` or `https`.
  let scheme: String
  /// Lower case; an IPv6 address without its brackets.
  let host: String
  let port: Int
  /// From the first slash, question mark or hash on; may be empty.
  let rest: String

  /// `https://api.example.com:443`
  var origin: String { "\(scheme)://\(hostAndPort)" }

  /// `api.example.com:443`, `[::1]:8188`.
  var hostAndPort: String { "\(bracketedHost):\(port)" }

  var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  init(_ text: String) throws(Mistake) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { throw .characters }
    let parts = Self.split(text)
    guard let scheme = parts.scheme, scheme == "http" || scheme == "https" else { throw .scheme(parts.scheme) }
    guard !parts.authority.contains("@") else { throw .credentials }
    self.scheme = scheme
    rest = String(parts.rest)
    (host, port) = try Self.hostAndPort(parts.authority, standard: scheme == "https" ? 443 : 80)
  }

  private static func split(_ text: String) -> (scheme: String?, authority: Substring, rest: Substring) {
    guard let colon = text.firstIndex(of: ":") else { return (nil, "", "") }
    let scheme = text[..<colon].lowercased()
    let isScheme = scheme.first?.isLetter == true && scheme.utf8.allSatisfy { isSchemeByte($0) }
    guard isScheme else { return (nil, "", "") }
    let after = text[text.index(after: colon)...]
    guard after.hasPrefix("//") else { return (scheme, "", after) }
    let authority = after.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return (scheme, authority, after[authority.endIndex...])
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func hostAndPort(_ authority: Substring, standard: Int) throws(Mistake) -> (String, Int) {
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw .host }
      host = authority[authority.index(after: authority.startIndex)..<end]
      guard host.contains(":"), IPAddress(String(host)) != nil else { throw .host }
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw .host }
      port = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
      guard isName(host) else { throw .host }
    } else {
      guard isName(host) else { throw .host }
    }
    guard let port, !port.isEmpty else { return (host.lowercased(), standard) }
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port), (1...65535).contains(number)
    else { throw .port }
    return (host.lowercased(), number)
  }

  /// A host's name or an IPv4 address; letters of other scripts may stand in it.
  private static func isName(_ host: Substring) -> Bool {
    guard !host.isEmpty, host.utf8.count <= 253, !host.hasPrefix("."), !host.hasSuffix("..") else { return false }
    return host.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        ? scalar == "." || scalar == "-" || scalar == "_" || Character(scalar).isLetter || Character(scalar).isNumber
        : Character(scalar).isLetter || Character(scalar).isNumber
          || scalar.properties.generalCategory == .nonspacingMark
    }
  }
}

// MARK: - Where it leads

extension WebAddress {
  /// Whether a pattern of `hosts:` means this host and port.
  func matches(_ pattern: HTTPHostPattern) -> Bool {
    var text = pattern.description[...]
    if let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      text.hasPrefix("[") ? text[..<colon].hasSuffix("]") : text.firstIndex(of: ":") == colon
    {
      guard port == self.port else { return false }
      text = text[..<colon]
    }
    if text == "*" { return true }
    let host = self.host.hasSuffix(".") ? String(self.host.dropLast()) : self.host
    if text.hasPrefix("*.") { return host.hasSuffix(text.dropFirst()) && host.count > text.count - 1 }
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    return text == host
  }

  /// Whether what is written could lie in the public internet. A name may still lead elsewhere.
  var isPublicAsWritten: Bool {
    if let address = IPAddress(host) { return address.isPublic }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    return name != "localhost" && !name.hasSuffix(".localhost")
  }
}
