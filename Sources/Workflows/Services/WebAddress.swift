import Glibc

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

/// An address written as numbers, as programs read it: `127.1`, `0x7f000001` and `2130706433` are 127.0.0.1 too.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16, most significant first.
  let bytes: [UInt8]

  /// - Returns: `nil` where `text` is a name.
  init?(_ text: String) {
    var four = in_addr()
    if !text.contains(":"), text.utf8.first.map({ (0x30...0x39).contains($0) }) == true, inet_aton(text, &four) != 0 {
      bytes = withUnsafeBytes(of: &four.s_addr) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    bytes = withUnsafeBytes(of: &six) { Array($0) }
  }

  /// Whether it lies in the public internet: not in the special-purpose registries (RFC 6890).
  var isPublic: Bool {
    if bytes.count == 4 { return Self.isPublic(bytes[0], bytes[1], bytes[2], bytes[3]) }
    let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    // ::ffff:0:0/96 and 64:ff9b::/96 carry an IPv4 address.
    if isMapped || bytes[..<12].elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
      return Self.isPublic(bytes[12], bytes[13], bytes[14], bytes[15])
    }
    // 2002::/16 carries one too, and 2001::/23 and 2001:db8::/32 are special; all else public is in 2000::/3.
    if bytes[0] == 0x20, bytes[1] == 0x02 { return Self.isPublic(bytes[2], bytes[3], bytes[4], bytes[5]) }
    if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 2 || (bytes[2] == 0x0D && bytes[3] == 0xB8) { return false }
    return bytes[0] & 0xE0 == 0x20
  }

  private static func isPublic(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Bool {
    switch (a, b, c) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
    default: true
    }
  }
}
