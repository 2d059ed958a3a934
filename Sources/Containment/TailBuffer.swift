/// The last bytes of a stream.
struct TailBuffer: Sendable {
  private var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int = 8 * 1024) {
    self.limit = limit
  }

  mutating func append(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more.suffix(limit))
    if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
  }

  /// The text, repaired where it is not UTF-8; a character cut at the front is left out.
  var text: String {
    let isFull = bytes.count == limit
    let whole = isFull ? bytes.drop { $0 & 0xC0 == 0x80 } : bytes[...]
    return String(decoding: whole, as: UTF8.self)
  }
}
