import Glibc

/// A form with files (RFC 7578), its parts in the order in which they came.
package struct MultipartForm: Sendable {
  package struct Part: Sendable {
    package var name: String
    package var filename: String?
    /// The part's own type, as it was sent.
    package var contentType: String?
    package var bytes: [UInt8]

    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package private(set) var parts: [Part] = []

  /// - Throws: `Failure` where the bytes are not such a form.
  package init(_ body: [UInt8], contentType: String) throws {
    guard let mark = Self.parameter("boundary", of: contentType), !mark.isEmpty else {
      throw Failure(description: "the type names no boundary")
    }
    let boundary = Array("--\(mark)".utf8)
    guard var start = body.firstRange(of: boundary, from: 0)?.upperBound else {
      throw Failure(description: "the boundary is nowhere")
    }
    while let end = body.firstRange(of: [13, 10] + boundary, from: start) {
      parts.append(try Self.part(body[start..<end.lowerBound]))
      start = end.upperBound
    }
    guard body[start...].starts(with: Array("--".utf8)) else {
      throw Failure(description: "the last boundary is missing")
    }
  }

  package func text(_ name: String) -> String? { parts.first { $0.name == name }?.text }

  package func parts(named name: String) -> [Part] { parts.filter { $0.name == name } }

  /// - Parameter bytes: from the end of a boundary to the line end before the next one.
  private static func part(_ bytes: ArraySlice<UInt8>) throws -> Part {
    let whole = Array(bytes)
    guard whole.starts(with: [13, 10]), let gap = whole.firstRange(of: [13, 10, 13, 10], from: 0) else {
      throw Failure(description: "a part has no head")
    }
    var part = Part(name: "", bytes: Array(whole[gap.upperBound...]))
    for line in String(decoding: whole[2..<max(2, gap.lowerBound)], as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Failure(description: "a part's head has no colon") }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      switch line[..<colon].lowercased() {
      case "content-disposition":
        part.name = parameter("name", of: value) ?? ""
        part.filename = parameter("filename", of: value)
      case "content-type": part.contentType = value
      default: break
      }
    }
    guard !part.name.isEmpty else { throw Failure(description: "a part has no name") }
    return part
  }

  /// A parameter of a header's value, bare or in quotes.
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let trimmed = piece.drop { $0 == " " }
      guard trimmed.lowercased().hasPrefix(name + "=") else { continue }
      let text = trimmed.dropFirst(name.count + 1)
      guard text.hasPrefix("\""), text.count >= 2 else { return String(text) }
      return String(text.dropFirst().prefix { $0 != "\"" })
    }
    return nil
  }
}

extension [UInt8] {
  /// Where `pattern` first is, looked for from `start` on; by `memchr`, so that 100 MB take no time in a debug build.
  package func firstRange(of pattern: [UInt8], from start: Int) -> Range<Int>? {
    guard let first = pattern.first, start <= count else { return nil }
    return withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var from = start
      while from + pattern.count <= bytes.count {
        guard let found = memchr(base + from, Int32(first), bytes.count - from - pattern.count + 1) else { return nil }
        let index = UnsafeRawPointer(found) - base
        if memcmp(base + index, pattern, pattern.count) == 0 { return index..<index + pattern.count }
        from = index + 1
      }
      return nil
    }
  }
}
