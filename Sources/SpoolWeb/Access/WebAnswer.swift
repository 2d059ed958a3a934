import HTTPTypes
import Hummingbird

/// Small parts of answers.
enum WebAnswer {
  /// A text within a query or a path component (RFC 3986, section 2.3: only unreserved characters stay).
  static func escaped(_ text: String) -> String {
    let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    return text.utf8.reduce(into: "") { result, byte in
      if kept.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + Hexadecimal.text([byte]).uppercased()
      }
    }
  }

  /// Only a path of our own is gone back to: `//host` and `/\host` lead elsewhere.
  static func ownPath(_ text: (some StringProtocol)?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "/" }
    return String(text)
  }
}
