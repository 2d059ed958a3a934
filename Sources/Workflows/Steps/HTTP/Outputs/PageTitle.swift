import Glibc

/// The title of an HTML page, found without reading the page as a tree: the text of the first `title` element in its
/// first 256 KiB, entities resolved.
enum PageTitle {
  private static let limit = 256 << 10
  private static let longest = 500

  static func find(in answer: Answer) -> String? {
    let start = answer.bytes.withBytes { Array($0.prefix(limit)) }
    let text = PageText.decode(start, contentType: answer.header("Content-Type"))
    let lowercased = Array(text.utf8).map { $0 < 0x80 ? UInt8(tolower(Int32($0))) : $0 }
    guard let open = find("<title", in: lowercased, from: 0),
      let begin = lowercased[open...].firstIndex(of: UInt8(ascii: ">")),
      let end = find("</title", in: lowercased, from: begin)
    else { return nil }
    let title = String(decoding: Array(text.utf8)[(begin + 1)..<end], as: UTF8.self)
    let line = resolve(title).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.isEmpty ? nil : String(line.prefix(longest))
  }

  private static func find(_ word: String, in bytes: [UInt8], from start: Int) -> Int? {
    let word = Array(word.utf8)
    return bytes.indices.dropFirst(start).first { bytes[$0] == word[0] && bytes[$0...].starts(with: word) }
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
    "hellip": "…", "laquo": "«", "raquo": "»", "middot": "·", "bull": "•", "copy": "©", "reg": "®", "trade": "™",
  ]

  /// Unknown entities stay as they are.
  private static func resolve(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let next = rest.popFirst() {
      guard next == "&", let end = rest.prefix(10).firstIndex(of: ";") else {
        result.append(next)
        continue
      }
      guard let value = value(of: rest[..<end]) else {
        result.append(next)
        continue
      }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  private static func value(of name: Substring) -> String? {
    guard name.hasPrefix("#") else { return entities[String(name)] }
    let digits = name.dropFirst()
    let number = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
