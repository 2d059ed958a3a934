import Mustache

/// Escapes text for HTML, in elements and in quoted attributes.
///
/// The package's own escaping goes by characters, so that a quotation mark with a combining accent after it, which is
/// one character, would pass; a browser reads it as a quotation mark. This one goes by code points.
struct PageEscaping: MustacheContentType {
  static let name = "STATUS-PAGE"

  func escapeText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    escaped.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": escaped.append(scalar)
      // Control characters have no place in HTML; marks that turn the direction of writing hide what a name is.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

extension String {
  /// The name as one part of a relative link (RFC 3986, section 2.3): whatever it holds, it leads nowhere else.
  package var asLinkPart: String {
    var link = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        link.append(Character(Unicode.Scalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        link += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return link
  }
}
