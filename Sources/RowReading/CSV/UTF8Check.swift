import Glibc

/// Checks a stream of bytes for strict UTF-8 (The Unicode Standard, table 3-7), in chunks of any size.
struct UTF8Check {
  /// Whole multi-byte characters seen.
  private(set) var characters = 0
  /// Bytes and cut-off sequences that are not UTF-8.
  private(set) var faults = 0
  /// Where the first of them lies, counted from the start of the stream.
  private(set) var firstFault: Int?
  /// Whether the only fault is that the stream ends within a character.
  private(set) var isCutOff = false
  /// The first zero byte.
  private(set) var firstZero: Int?
  /// Whether the bytes of an ISO-2022 escape occur, whose text is ASCII to everybody else.
  private(set) var hasEscape = false

  private var offset = 0
  private var sequenceStart = 0
  private var awaited = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  var isValid: Bool { faults == 0 }

  mutating func read(_ bytes: UnsafeRawBufferPointer) {
    lookForControls(bytes)
    var index = 0
    while index < bytes.count {
      if awaited == 0 {
        index = Self.endOfASCII(bytes, from: index)
        if index == bytes.count { break }
      }
      step(bytes[index], at: offset + index)
      index += 1
    }
    offset += bytes.count
  }

  /// Says that the stream ends here.
  mutating func finish() {
    guard awaited > 0 else { return }
    isCutOff = faults == 0
    fault(at: sequenceStart)
    awaited = 0
  }

  private mutating func lookForControls(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    if firstZero == nil, let zero = memchr(base, 0, bytes.count) {
      firstZero = offset + (UnsafeRawPointer(zero) - base)
    }
    if !hasEscape { hasEscape = memchr(base, 0x1B, bytes.count) != nil }
  }

  private static func endOfASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count,
      bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  private mutating func step(_ byte: UInt8, at place: Int) {
    guard awaited > 0 else { return begin(byte, at: place) }
    guard byte >= lowest, byte <= highest else {
      fault(at: sequenceStart)
      awaited = 0
      if byte >= 0x80 { begin(byte, at: place) }
      return
    }
    (lowest, highest) = (0x80, 0xBF)
    awaited -= 1
    if awaited == 0 { characters += 1 }
  }

  private mutating func begin(_ byte: UInt8, at place: Int) {
    sequenceStart = place
    (lowest, highest) = (0x80, 0xBF)
    switch byte {
    case 0xC2...0xDF: awaited = 1
    case 0xE0: (awaited, lowest) = (2, 0xA0)
    case 0xED: (awaited, highest) = (2, 0x9F)
    case 0xE1...0xEF: awaited = 2
    case 0xF0: (awaited, lowest) = (3, 0x90)
    case 0xF1...0xF3: awaited = 3
    case 0xF4: (awaited, highest) = (3, 0x8F)
    default: fault(at: place)
    }
  }

  private mutating func fault(at place: Int) {
    faults += 1
    firstFault = firstFault ?? place
  }
}
