import Glibc

/// `_xHHHH_` in texts stands for the UTF-16 unit HHHH (ECMA-376 part 1, 22.9.2.19): `_x000D_` for a carriage return,
/// `_x005F_` for an underscore that would begin such an escape.
enum TextEscapes {
  private static let length = 7

  /// Decodes UTF-8 text in place; escapes are longer than what they stand for.
  ///
  /// - Returns: the new length in bytes.
  static func decode(_ text: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
    guard var source = find(text, 0, count) else { return count }
    var target = source
    while source < count {
      guard let first = unit(text, source, count) else {
        text[target] = text[source]
        target += 1
        source += 1
        continue
      }
      source += length
      var scalar = UInt32(first)
      if (0xd800..<0xdc00).contains(scalar), let second = unit(text, source, count), (0xdc00..<0xe000).contains(second)
      {
        scalar = 0x10000 + (scalar - 0xd800) << 10 + UInt32(second) - 0xdc00
        source += length
      }
      for byte in String(UnicodeScalar(scalar) ?? "\u{fffd}").utf8 {
        text[target] = byte
        target += 1
      }
    }
    return target
  }

  private static func find(_ text: UnsafeMutablePointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var index = start
    while index < count, let place = memchr(text + index, Int32(UInt8(ascii: "_")), count - index) {
      index = UnsafePointer(place.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(text)
      if unit(text, index, count) != nil { return index }
      index += 1
    }
    return nil
  }

  private static func unit(_ text: UnsafeMutablePointer<UInt8>, _ index: Int, _ count: Int) -> UInt16? {
    guard index + length <= count, text[index] == UInt8(ascii: "_"), text[index + 1] == UInt8(ascii: "x"),
      text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt16 = 0
    for place in (index + 2)..<(index + 6) {
      guard let digit = Character(UnicodeScalar(text[place])).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
