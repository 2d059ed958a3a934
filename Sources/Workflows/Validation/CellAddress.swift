import HTTPTransfer
import JobModel

/// Web addresses as people write them into cells.
///
/// More is refused than who sends the request would refuse: an address that two programs could read in two ways is
/// none.
enum CellAddress {
  /// - Throws: `ConversionProblem` where it is no `http` or `https` address that may be used.
  static func target(of text: String) throws(ConversionProblem) -> HTTPTarget {
    let quoted = ConversionProblem.quote(text)
    let (scheme, authority) = parts(of: text)
    guard let scheme else { throw notAnAddress(quoted) }
    guard scheme == "http" || scheme == "https" else {
      throw ConversionProblem(
        "address-scheme", "\(quoted) is an address of the kind '\(scheme):', which is not used.", advice)
    }
    guard !authority.contains("@") else {
      // Not quoted: what stands there may be a password.
      throw ConversionProblem(
        "address-credentials", "The web address has a user's name or a password in it ('…@').",
        "Take out what stands before the '@', and the '@'.")
    }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
    guard isPlain, !authority.isEmpty, !authority.contains("%"), let target = try? HTTPTarget(text) else {
      throw notAnAddress(quoted)
    }
    return target
  }

  private static let advice: Message = "Write one that begins with https:// or http://."

  private static func notAnAddress(_ quoted: Message) -> ConversionProblem {
    ConversionProblem("not-a-url", "\(quoted) is not a web address.", advice)
  }

  private static func parts(of text: String) -> (scheme: String?, authority: Substring) {
    guard let colon = text.firstIndex(of: ":") else { return (nil, "") }
    let scheme = text[..<colon].lowercased()
    guard scheme.first?.isLetter == true, scheme.utf8.allSatisfy(isSchemeByte) else { return (nil, "") }
    let after = text[text.index(after: colon)...]
    guard after.hasPrefix("//") else { return (scheme, "") }
    return (scheme, after.dropFirst(2).prefix { !"/?#".contains($0) })
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "+-.".utf8.contains(byte)
    }
  }
}
