/// Reads one JSON text (RFC 8259) from bytes.
///
/// Strict: UTF-8 must be valid, nothing may follow the value, nesting ends at 128 levels.
package struct JSONReader {
  /// Where and why a text is not JSON.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var reason: String
    /// Byte offset in the text.
    package var offset: Int

    package init(reason: String, offset: Int) {
      self.reason = reason
      self.offset = offset
    }

    package var description: String { "\(reason) at byte \(offset)" }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0

  /// - Throws: `Failure` where the text is not JSON.
  package static func read(_ text: some Sequence<UInt8>) throws(Failure) -> JSONValue {
    let result: Result<JSONValue, Failure>? = text.withContiguousStorageIfAvailable { buffer in
      Result { () throws(Failure) in try readWhole(buffer) }
    }
    if let result { return try result.get() }
    return try read(Array(text))
  }

  package static func read(_ text: String) throws(Failure) -> JSONValue {
    try read(Array(text.utf8))
  }

  private static func readWhole(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.failure("something follows the value") }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private func failure(_ reason: String) -> Failure {
    Failure(reason: reason, offset: position)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try nested { (reader) throws(Failure) in try reader.object() })
    case UInt8(ascii: "["): return .array(try nested { (reader) throws(Failure) in try reader.array() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func nested<Value>(
    _ read: (inout JSONReader) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    depth += 1
    guard depth <= 128 else { throw failure("nested too deeply") }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Failure) -> JSONObject {
    var members: [(name: String, value: JSONValue)] = []
    if take(UInt8(ascii: "}")) { return JSONObject() }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure("a name was expected")
      }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw failure("a colon was expected") }
      members.append((name, try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("a comma or } was expected") }
    return JSONObject(parsed: members)
  }

  private mutating func array() throws(Failure) -> [JSONValue] {
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return values }
    repeat {
      values.append(try value())
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("a comma or ] was expected") }
    return values
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count,
      text.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
    else { throw failure("a value was expected") }
    position = end
    return value
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = position
    var isWhole = true
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      default: break scan
      }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: ".") else {
      throw failure("a value was expected")
    }
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text) else { throw failure("a number was expected") }
    return .number(value)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = bytes[start..<position]
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw failure("the text is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw failure("a control character stands in a text")
      default: position += 1
      }
    }
    throw failure("a text does not end")
  }

  private mutating func escapedString(from start: Int) throws(Failure) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw failure("the text is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw failure("a control character stands in a text")
      default: text.append(byte)
      }
    }
    throw failure("a text does not end")
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard position < bytes.count else { throw failure("a text does not end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw failure("an unknown escape")
    }
  }

  /// A lone surrogate becomes U+FFFD: other programs write them, and a text must not be lost for one.
  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let before = position
    position += 2
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else {
      position = before
      return "\u{FFFD}"
    }
    return scalar
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("a text does not end") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("an unknown escape") }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
