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
    let text = Substring(String(decoding: line.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self))
    if text.hasPrefix("HTTP/") {
      begin(text)
    } else if text.isEmpty {
      guard !isComplete, status >= 200 || status == 101 else { return .goOn }
      isComplete = true
      return .complete
    } else if !isComplete {
      add(text)
    }
    return .goOn
  }

  private mutating func begin(_ line: Substring) {
    headers = []
    isComplete = false
    let words = line.split(separator: " ", maxSplits: 2)
    status = words.count > 1 ? Int(words[1]) ?? 0 : 0
  }

  private mutating func add(_ text: Substring) {
    if text.first == " " || text.first == "\t", let last = headers.indices.last {
      // A line folded as servers once did (RFC 9112 section 5.2).
      headers[last].value += " " + Self.trimmed(text)
    } else if let colon = text.firstIndex(of: ":") {
      headers.append(HTTPHeader(Self.trimmed(text[..<colon]), Self.trimmed(text[colon...].dropFirst())))
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  func value(_ name: String) -> String? { headers.value(name) }

  var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) && value("location") != nil }

  var isEventStream: Bool {
    guard (200...299).contains(status), let type = value("content-type") else { return false }
    return type.prefix { $0 != ";" }.lowercased().filter { $0 != " " } == "text/event-stream"
  }
}
