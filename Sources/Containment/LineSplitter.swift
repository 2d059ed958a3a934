/// Cuts a stream of bytes into lines.
struct LineSplitter: Sendable {
  /// The beginning of a line whose end has not come yet.
  private(set) var rest: [UInt8] = []
  private let limit: Int

  /// - Parameter limit: bytes of the longest line.
  init(limit: Int) {
    self.limit = limit
  }

  /// Takes more bytes.
  ///
  /// - Returns: the lines that are whole now, without their newlines; `nil` where one is longer than the limit.
  mutating func lines(adding bytes: UnsafeRawBufferPointer) -> [[UInt8]]? {
    var lines: [[UInt8]] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard rest.count + end - start <= limit else { return nil }
      lines.append(rest + bytes[start..<end])
      rest.removeAll(keepingCapacity: true)
      start = end + 1
    }
    guard rest.count + bytes.count - start <= limit else { return nil }
    rest.append(contentsOf: bytes[start...])
    return lines
  }
}
