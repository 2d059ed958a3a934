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
    let forms = Set(secrets.flatMap(Self.forms)).sorted { $0.count < $1.count }
    var patterns: [[UInt8]] = []
    for form in forms where form.count >= Self.shortest && !patterns.contains(where: { form.starts(with: $0) }) {
      patterns.append(form)
    }
    self.patterns = patterns
  }

  func text(_ text: String) -> String {
    guard !patterns.isEmpty else { return text }
    var filter = SecretFilter(self)
    let bytes = Array(text.utf8).withUnsafeBytes { filter.add($0) } + filter.end()
    return String(decoding: bytes, as: UTF8.self)
  }

  func header(_ header: HTTPHeader) -> HTTPHeader {
    patterns.isEmpty ? header : HTTPHeader(text(header.name), text(header.value))
  }

  private static func forms(_ secret: String) -> [[UInt8]] {
    guard secret.utf8.count >= shortest else { return [] }
    let json = jsonEscaped(secret.utf8)
    return [
      Array(secret.utf8), percentEncoded(secret.utf8, "0123456789ABCDEF"),
      percentEncoded(secret.utf8, "0123456789abcdef"),
      json, json.flatMap { $0 == slash ? [backslash, slash] : [$0] },
    ]
  }

  private static let (slash, backslash, quote) = (UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""))

  private static func percentEncoded(_ text: String.UTF8View, _ digits: StaticString) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        [byte]
      default: [UInt8(ascii: "%"), digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
      }
    }
  }

  private static func jsonEscaped(_ text: String.UTF8View) -> [UInt8] {
    text.flatMap { $0 == quote || $0 == backslash ? [backslash, $0] : [$0] }
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
    var next = patterns.map { find($0, in: bytes, from: 0) }
    while let first = next.indices.min(by: { next[$0] < next[$1] }), next[first] < bytes.count {
      output.append(contentsOf: bytes[start..<next[first]])
      output.append(contentsOf: Redaction.replacement)
      start = next[first] + patterns[first].count
      for index in next.indices where next[index] < start {
        next[index] = find(patterns[index], in: bytes, from: start)
      }
    }
    return start
  }

  /// - Returns: the count of `bytes` where it is not there.
  private func find(_ pattern: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    var place = start
    while place + pattern.count <= bytes.count,
      let hit = memchr(base + place, Int32(pattern[0]), bytes.count - pattern.count - place + 1)
    {
      place = UnsafeRawPointer(hit) - base
      if memcmp(hit, pattern, pattern.count) == 0 { return place }
      place += 1
    }
    return bytes.count
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
