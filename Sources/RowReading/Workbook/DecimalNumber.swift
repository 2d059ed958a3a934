import Glibc

/// Numbers as workbooks write them: `12`, `-0.5`, `1.5E-3`.
enum DecimalNumber {
  /// Digits that a double holds exactly.
  private static let exactDigits = 15
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// What `General` shows as it stands, and what is the number's shortest form too: no sign but a minus, no needless
  /// zero; whole with at most 11 digits, or with a point and at most 10, of which 4 after a leading `0.`.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let zero = UInt8(ascii: "0")
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    guard bytes.count > start, bytes.count <= start + 11 else { return false }
    var point: Int?
    for index in start..<bytes.count {
      switch bytes[index] {
      case zero...UInt8(ascii: "9"): break
      case UInt8(ascii: ".") where point == nil && index > start: point = index
      default: return false
      }
    }
    guard let point else { return bytes[start] != zero || bytes.count == 1 }
    guard point < bytes.count - 1, bytes[bytes.count - 1] != zero else { return false }
    return bytes[start] != zero || (point == start + 1 && bytes.count - point <= 5)
  }

  /// - Returns: `nil` for anything that is no finite decimal number.
  static func value(of bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var mantissa: Int64 = 0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        mantissa = digits < exactDigits ? mantissa * 10 + Int64(byte - UInt8(ascii: "0")) : mantissa
        digits += 1
        if hasPoint { decimals += 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      case UInt8(ascii: "-") where index == 0, UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: "e") where digits > 0, UInt8(ascii: "E") where digits > 0: return slowValue(of: bytes)
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    guard digits <= exactDigits else { return slowValue(of: bytes) }
    // Both are exact, so that the quotient is rounded once: as good as any other conversion.
    let value = Double(mantissa) / powers[decimals]
    return bytes.first == UInt8(ascii: "-") ? -value : value
  }

  private static func slowValue(of bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
