import Glibc

/// Replaces secrets by `•••`, in texts and in bytes that come in pieces.
struct Redaction: Sendable {
  /// No pattern is empty, and none begins another.
  let patterns: [[UInt8]]

  static let replacement = Array("•••".utf8)
  /// Shorter secrets are not searched: they would be found in any text.
  static let shortest = 6

  /// - Parameter secrets: each is searched as it is, percent-encoded, and as JSON writes it.
  init(_ secrets: [String]) {
    let forms = secrets.flatMap(Self.forms).sorted { $0.count < $1.count }
    var patterns: [[UInt8]] = []
    for form in forms where !patterns.contains(where: { form.starts(with: $0) }) { patterns.append(form) }
    self.patterns = patterns
  }

  func text(_ text: String) -> String {
    guard !patterns.isEmpty else { return text }
    var text = text
    return text.withUTF8 { bytes -> String? in
      let bytes = UnsafeRawBufferPointer(bytes)
      guard patterns.contains(where: { bytes.firstIndex(of: $0, from: 0) != nil }) else { return nil }
      var filter = SecretFilter(self)
      return String(decoding: filter.add(bytes) + filter.end(), as: UTF8.self)
    } ?? text
  }

  func header(_ header: HTTPHeader) -> HTTPHeader {
    patterns.isEmpty ? header : HTTPHeader(text(header.name), text(header.value))
  }

  private static func forms(_ secret: String) -> [[UInt8]] {
    let plain = Array(secret.utf8)
    guard plain.count >= shortest else { return [] }
    guard !plain.allSatisfy(isUnreserved) else { return [plain] }
    let json = plain.flatMap { $0 == quote || $0 == backslash ? [backslash, $0] : [$0] }
    return [
      plain, percentEncoded(plain, "0123456789ABCDEF"), percentEncoded(plain, "0123456789abcdef"), json,
      json.flatMap { $0 == slash ? [backslash, slash] : [$0] },
    ]
  }

  private static let (slash, backslash, quote) = (UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""))

  private static func percentEncoded(_ bytes: [UInt8], _ digits: StaticString) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      guard !isUnreserved(byte) else { return [byte] }
      return [UInt8(ascii: "%"), digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
    }
  }

  /// RFC 3986 section 2.3: written the same everywhere.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

/// A redaction on its way through bytes that come in pieces. It keeps back only what may be the start of a secret.
struct SecretFilter {
  private let patterns: [[UInt8]]
  private var kept: [UInt8] = []

  init(_ redaction: Redaction) {
    patterns = redaction.patterns
  }

  var isIdle: Bool { patterns.isEmpty }

  /// - Returns: what can be handed on.
  mutating func add(_ piece: UnsafeRawBufferPointer) -> [UInt8] {
    kept.append(contentsOf: piece)
    var output: [UInt8] = []
    output.reserveCapacity(kept.count)
    let rest = kept.withUnsafeBytes { bytes in
      let searched = replace(in: bytes, into: &output)
      let held = heldBack(bytes[searched...])
      output.append(contentsOf: bytes[searched..<held])
      return held
    }
    kept.removeFirst(rest)
    return output
  }

  /// - Returns: what was kept back. No whole secret is in it.
  mutating func end() -> [UInt8] {
    defer { kept = [] }
    return kept
  }

  /// - Returns: the place behind the last secret; what is before it is in `output`.
  private func replace(in bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Int {
    var start = 0
    var next = patterns.map { bytes.firstIndex(of: $0, from: 0) ?? bytes.count }
    while let first = next.indices.min(by: { next[$0] < next[$1] }), next[first] < bytes.count {
      output.append(contentsOf: bytes[start..<next[first]])
      output.append(contentsOf: Redaction.replacement)
      start = next[first] + patterns[first].count
      for index in next.indices where next[index] < start {
        next[index] = bytes.firstIndex(of: patterns[index], from: start) ?? bytes.count
      }
    }
    return start
  }

  /// - Returns: where the longest end begins that could go on to be a secret.
  private func heldBack(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    let longest = patterns.reduce(0) { max($0, $1.count - 1) }
    for start in max(bytes.startIndex, bytes.endIndex - longest)..<bytes.endIndex {
      let end = bytes[start...]
      if patterns.contains(where: { $0.count > end.count && $0.starts(with: end) }) { return start }
    }
    return bytes.endIndex
  }
}

extension UnsafeRawBufferPointer {
  /// Where a pattern, which is not empty, begins first.
  fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
    guard let baseAddress else { return nil }
    var place = start
    while place + pattern.count <= count,
      let hit = memchr(baseAddress + place, Int32(pattern[0]), count - pattern.count - place + 1)
    {
      place = UnsafeRawPointer(hit) - baseAddress
      if memcmp(hit, pattern, pattern.count) == 0 { return place }
      place += 1
    }
    return nil
  }
}
