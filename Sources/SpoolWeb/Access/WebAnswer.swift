import HTTPTypes
import Hummingbird

/// Small parts of answers.
enum WebAnswer {
  /// Only a path of our own is gone back to: `//host` and `/\host` lead elsewhere.
  static func ownPath(_ text: (some StringProtocol)?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "/" }
    return String(text)
  }
}
