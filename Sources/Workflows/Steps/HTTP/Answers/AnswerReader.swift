import JobModel

/// Reads a JSON answer of any length into `AnswerValue`s: the structure is read here, short texts and numbers by
/// `JSONReader`, long texts are only found.
struct AnswerReader {
  struct Limits {
    /// Bytes from which on a text is left where it is.
    var longText = 64 << 10
    /// Values and members in all: an answer of 200 MB can hold 100 million numbers.
    var values = 500_000
    var depth = 128
  }

  private let bytes: AnswerBytes
  private let buffer: UnsafeBufferPointer<UInt8>
  private let limits: Limits
  private var position = 0
  private var depth = 0
  private var count = 0

  /// - Throws: where the bytes are not one JSON value, or hold too many.
  static func read(_ bytes: AnswerBytes, limits: Limits = Limits()) throws(JSONReader.Failure) -> AnswerValue {
    try bytes.withBytes { (buffer) throws(JSONReader.Failure) in
      var reader = AnswerReader(bytes: bytes, buffer: buffer, limits: limits)
      reader.skipMark()
      let value = try reader.value()
      reader.skipSpace()
      guard reader.position == buffer.count else { throw reader.failure("something follows the value") }
      return value
    }
  }

  private init(bytes: AnswerBytes, buffer: UnsafeBufferPointer<UInt8>, limits: Limits) {
    (self.bytes, self.buffer, self.limits) = (bytes, buffer, limits)
  }

  private func failure(_ reason: String) -> JSONReader.Failure {
    JSONReader.Failure(reason: reason, offset: position)
  }

  /// A byte order mark, which some gateways put before their JSON.
  private mutating func skipMark() {
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private mutating func skipSpace() {
    while position < buffer.count {
      switch buffer[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < buffer.count, buffer[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONReader.Failure) -> AnswerValue {
    skipSpace()
    count += 1
    guard count <= limits.values else { throw failure("more than \(limits.values) values") }
    guard position < buffer.count else { throw failure("the text ends early") }
    switch buffer[position] {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONReader.Failure) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONReader.Failure) in try reader.array() }
    case UInt8(ascii: "\""): return try text()
    default: return .plain(try scalar())
    }
  }

  private mutating func nested(
    _ read: (inout AnswerReader) throws(JSONReader.Failure) -> AnswerValue
  ) throws(JSONReader.Failure) -> AnswerValue {
    depth += 1
    guard depth <= limits.depth else { throw failure("nested too deeply") }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONReader.Failure) -> AnswerValue {
    var members: [AnswerValue.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard position < buffer.count, buffer[position] == UInt8(ascii: "\""), case .plain(.string(let name)) = try text()
      else { throw failure("a name was expected") }
      guard take(UInt8(ascii: ":")) else { throw failure("a colon was expected") }
      members.append(AnswerValue.Member(name: name, value: try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("a comma or } was expected") }
    return .object(members)
  }

  private mutating func array() throws(JSONReader.Failure) -> AnswerValue {
    var elements: [AnswerValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value())
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("a comma or ] was expected") }
    return .array(elements)
  }

  private mutating func text() throws(JSONReader.Failure) -> AnswerValue {
    let start = position
    position += 1
    while position < buffer.count, buffer[position] != UInt8(ascii: "\"") {
      position += buffer[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < buffer.count else { throw failure("a text does not end") }
    position += 1
    let isLong = position - start > limits.longText
    if isLong { return .long(LongText(bytes: bytes, range: start + 1..<position - 1)) }
    return .plain(try JSONReader.read(buffer[start..<position]))
  }

  private mutating func scalar() throws(JSONReader.Failure) -> JSONValue {
    let start = position
    while position < buffer.count, !Self.ends(buffer[position]) { position += 1 }
    do throws(JSONReader.Failure) {
      return try JSONReader.read(buffer[start..<position])
    } catch {
      throw JSONReader.Failure(reason: error.reason, offset: start + error.offset)
    }
  }

  /// Whether a byte cannot be part of a number or a word.
  private static func ends(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "\""): true
    default: false
    }
  }
}
