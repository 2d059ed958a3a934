import JobModel

/// A text that still stands in the answer's bytes, between its quotation marks and with its escapes.
struct LongText: Sendable {
  let bytes: AnswerBytes
  let range: Range<Int>

  /// Gives the text's UTF-8 in pieces, escapes resolved. An escape that JSON does not know is given as it stands.
  ///
  /// - Throws: what `take` throws.
  func forEachPiece<Problem: Error>(
    _ take: (UnsafeBufferPointer<UInt8>) throws(Problem) -> Void
  ) throws(Problem) {
    try bytes.withBytes { (all) throws(Problem) in
      var rest = all[range]
      while let first = rest.first {
        guard first == UInt8(ascii: "\\") else {
          let run = rest.prefix { $0 != UInt8(ascii: "\\") }
          rest = rest.dropFirst(run.count)
          try take(UnsafeBufferPointer(rebasing: run))
          continue
        }
        let escape = Self.escape(at: rest)
        rest = rest.dropFirst(escape.length)
        let result: Result<Void, Problem> = escape.bytes.withUnsafeBufferPointer { piece in
          Result { () throws(Problem) in try take(piece) }
        }
        try result.get()
      }
    }
  }

  /// - Returns: what the escape at the start of `text` stands for, and its length there.
  private static func escape(at text: Slice<UnsafeBufferPointer<UInt8>>) -> (bytes: [UInt8], length: Int) {
    let second = text.dropFirst().first
    if second == UInt8(ascii: "/") { return ([UInt8(ascii: "/")], 2) }
    // A character beyond U+FFFF is written as two escapes, the first from D800 to DBFF.
    let isHigh =
      "dD".utf8.contains(text.dropFirst(2).first ?? 0) && "89abAB".utf8.contains(text.dropFirst(3).first ?? 0)
    let isPair = isHigh && text.dropFirst(6).starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    let length = second == UInt8(ascii: "u") ? (isPair ? 12 : 6) : 2
    let quoted = [UInt8(ascii: "\"")] + text.prefix(length) + [UInt8(ascii: "\"")]
    guard let value = try? JSONReader.read(quoted), let string = value.string else {
      return (Array(text.prefix(1)), 1)
    }
    return (Array(string.utf8), min(length, text.count))
  }

  /// - Parameter limit: bytes; a text that is longer is cut between characters.
  func string(limit: Int) -> String {
    var collected: [UInt8] = []
    forEachPiece { piece in
      let room = limit - collected.count
      if room > 0 { collected.append(contentsOf: piece.prefix(room)) }
    }
    if collected.count == limit {
      while let last = collected.last, last & 0xC0 == 0x80 { collected.removeLast() }
      if let last = collected.last, last >= 0xC0 { collected.removeLast() }
    }
    return String(decoding: collected, as: UTF8.self)
  }
}
