import Foundation

extension String {
  /// In lower case, and each letter with its accents composed (Unicode's normalization form C), as Swift compares texts:
  /// one such text is part of another only where its bytes are.
  var normalBytes: [UInt8] {
    let lower = lowercased()
    let isASCII = lower.utf8.allSatisfy { $0 < 0x80 }
    return Array((isASCII ? lower : lower.precomposedStringWithCanonicalMapping).utf8)
  }
}
