import ContentDigest

/// A key, as it may show.
enum Secret {
  /// Shorter ones are placeholders (`none`, `EMPTY`) that local services ask for; taken out of every text, they would
  /// spoil the texts and protect nothing.
  static let shortest = 8

  /// The key and the forms in which an answer may repeat it: in a URL, and in JSON with escaped slashes.
  static func forms(of key: String) -> [String] {
    guard key.utf8.count >= shortest else { return [] }
    var forms = [key]
    for form in [
      percentEncoded(key), key.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/"),
    ]
    where !forms.contains(form) { forms.append(form) }
    return forms
  }

  /// Tells keys apart in memory, without being one: the first 16 digits of the SHA-256.
  ///
  /// Two keys without a digest (no memory for one) count as the same: they share their limits.
  static func digest(of key: String) -> String {
    do {
      return String(try ContentDigest.of(Array(key.utf8)).prefix(16))
    } catch {
      return ""
    }
  }

  /// All but the unreserved characters of RFC 3986 as `%XX`.
  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result.append("%")
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
  }
}
