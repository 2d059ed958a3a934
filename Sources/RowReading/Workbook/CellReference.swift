/// Reads references such as `B7` from bytes.
enum CellReference {
  /// A whole number, with a minus sign or not; `nil` for anything else.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < bytes.count, bytes.count < 18 else { return nil }
    var value = 0
    while index < bytes.count {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    return isNegative ? -value : value
  }

  static func row(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    integer(bytes)
  }

  /// The row (from 1) and column (from 0) of a reference; the row is `nil` where it has only letters.
  static func cell(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int?, column: Int)? {
    var column = 0
    var row = 0
    var hasRow = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where !hasRow: column = column * 26 + Int(byte) - 64
      case UInt8(ascii: "a")...UInt8(ascii: "z") where !hasRow: column = column * 26 + Int(byte) - 96
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasRow = true
        row = row * 10 + Int(byte) - 48
      case UInt8(ascii: "$"): break
      default: return nil
      }
      guard column < 1 << 40, row < 1 << 40 else { return nil }
    }
    return column == 0 ? nil : (hasRow ? row : nil, column - 1)
  }
}
