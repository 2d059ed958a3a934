/// An answer's status and headers, put together from its lines.
struct ResponseHead: Sendable {
  private(set) var status = 0
  private(set) var headers: [HTTPHeader] = []
  /// The empty line came. What comes after it are trailers, or the next answer after an interim one.
  private(set) var isComplete = false
  private var byteCount = 0

  enum Verdict {
    case goOn
    /// The head of the answer itself is there; interim ones (RFC 9110 section 15.2) are passed over.
    case complete
    case tooLarge
  }

  /// The largest head, interim answers included.
  static let limit = 256 << 10

  /// - Parameter line: one line with its end.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Verdict {
    byteCount += line.count
    guard byteCount <= Self.limit else { return .tooLarge }
    let text = Self.trimmed(line, of: [0x0D, 0x0A])
    if text.starts(with: Self.start) {
      begin(text)
    } else if text.isEmpty {
      guard !isComplete, status >= 200 || status == 101 else { return .goOn }
      isComplete = true
      return .complete
    } else if !isComplete {
      addHeader(text)
    }
    return .goOn
  }

  private static let start = Array("HTTP/".utf8)

  private mutating func begin(_ line: UnsafeRawBufferPointer) {
    headers = []
    isComplete = false
    let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
    status = words.count > 1 ? Int(words[1]) ?? 0 : 0
  }

  private mutating func addHeader(_ line: UnsafeRawBufferPointer) {
    let blanks: [UInt8] = [0x20, 0x09]
    if let first = line.first, blanks.contains(first), let last = headers.indices.last {
      // A line folded as servers once did (RFC 9112 section 5.2).
      headers[last].value += " " + String(decoding: Self.trimmed(line, of: blanks), as: UTF8.self)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
      let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...])
      headers.append(
        HTTPHeader(
          String(decoding: Self.trimmed(name, of: blanks), as: UTF8.self),
          String(decoding: Self.trimmed(value, of: blanks), as: UTF8.self)))
    }
  }

  /// Without such bytes at its start and its end.
  private static func trimmed(_ text: UnsafeRawBufferPointer, of bytes: [UInt8]) -> UnsafeRawBufferPointer {
    var (start, end) = (0, text.count)
    while start < end, bytes.contains(text[end - 1]) { end -= 1 }
    while start < end, bytes.contains(text[start]) { start += 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }

  func value(_ name: String) -> String? { headers.value(name) }

  var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) && value("location") != nil }

  var isEventStream: Bool {
    guard (200...299).contains(status), let type = value("content-type") else { return false }
    return type.prefix { $0 != ";" }.lowercased().filter { $0 != " " } == "text/event-stream"
  }
}
