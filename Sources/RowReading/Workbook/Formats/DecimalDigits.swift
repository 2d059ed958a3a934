import Glibc

/// A number as spreadsheet programs show it: at most 15 significant decimal digits, rounded half away from zero from
/// those. Its value is `0.d₁d₂d₃… × 10^point`.
struct DecimalDigits: Hashable {
  /// 0 to 9 each, without zeros at either end; empty for zero.
  var digits: [UInt8]
  /// The place of the decimal point, counted from before the first digit.
  var point: Int

  /// - Parameter value: finite; its sign is left out.
  init(_ value: Double) {
    digits = []
    point = 0
    guard value != 0, value.isFinite else { return }
    var buffer = [CChar](repeating: 0, count: 32)
    _ = withVaList([abs(value)]) { vsnprintf(&buffer, buffer.count, "%.14e", $0) }
    var exponent = 0
    for (index, character) in buffer.prefix(while: { $0 != 0 }).enumerated() {
      let byte = UInt8(bitPattern: character)
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: buffer[(index + 1)...].prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)) ?? 0
        break
      }
      if byte != UInt8(ascii: ".") { digits.append(byte - UInt8(ascii: "0")) }
    }
    point = exponent + 1
    dropZeros()
  }

  var isZero: Bool { digits.isEmpty }

  /// The power of ten of the first digit.
  var exponent: Int { point - 1 }

  /// Rounds half up to `count` digits after the point; a negative count rounds to tens and so on.
  mutating func round(toDecimals count: Int) {
    round(toSignificant: point + count)
  }

  mutating func round(toSignificant count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      self = DecimalDigits(0)
      return
    }
    let up = digits[count] >= 5
    digits.removeSubrange(count...)
    if up { addOne() }
    dropZeros()
  }

  /// The digits before the point, without leading zeros: empty below one.
  var whole: [UInt8] {
    guard point > 0 else { return [] }
    return Array(digits.prefix(point)) + Array(repeating: 0, count: max(0, point - digits.count))
  }

  /// The digits after the point, without trailing zeros.
  var fraction: [UInt8] {
    guard !digits.isEmpty else { return [] }
    return point >= 0 ? Array(digits.dropFirst(point)) : Array(repeating: 0, count: -point) + digits
  }

  private mutating func addOne() {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private mutating func dropZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }
}

extension [UInt8] {
  /// Digits as text.
  var digitText: String { String(decoding: map { $0 + UInt8(ascii: "0") }, as: UTF8.self) }
}
