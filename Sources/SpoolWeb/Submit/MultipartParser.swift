import JobModel

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 section 5.1) as it arrives: no more than a chunk and a
/// boundary are held at a time.
struct MultipartParser {
  enum Event: Equatable {
    /// A part begins.
    case part(PartHeader)
    /// More of its content; never empty.
    case content(ArraySlice<UInt8>)
    /// It is complete.
    case partEnd
  }

  /// Why a body is none.
  enum Fault: Error, Hashable {
    /// It ends before its last boundary, or has none.
    case cutOff
    /// The lines before a part's content are too long, or no header fields.
    case badHeader
    /// More parts than anybody sends.
    case tooManyParts
  }

  private enum State {
    /// Before the first boundary; what stands there is left out.
    case preamble
    /// Just after a boundary: a line end or the two hyphens of the last one.
    case boundaryEnd
    case header
    case content
    /// After the last boundary; what stands there is left out.
    case epilogue
  }

  private static let longestHeader = 16 << 10
  private static let mostParts = 20_000
  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  /// Line end, two hyphens, the boundary: what ends each part.
  private let delimiter: [UInt8]
  private var state = State.preamble
  private var held: [UInt8]
  private var parts = 0

  /// - Parameter boundary: the parameter of the content type, 1 to 70 characters.
  init(boundary: String) {
    delimiter = Self.lineEnd + Array("--\(boundary)".utf8)
    // The first boundary may stand at the very beginning: it is found as if a line had ended before it.
    held = Self.lineEnd
  }

  /// Takes the next bytes and hands on what is in them.
  ///
  /// - Throws: `Fault`.
  mutating func read(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Event] {
    held.append(contentsOf: bytes)
    var events: [Event] = []
    var rest = held[...]
    while try step(&rest, &events) {}
    held = Array(rest)
    return events
  }

  /// - Throws: `Fault.cutOff` where the last boundary has not come.
  func finish() throws(Fault) {
    guard case .epilogue = state else { throw .cutOff }
  }

  /// - Returns: whether there may be more to find without further bytes.
  private mutating func step(_ rest: inout ArraySlice<UInt8>, _ events: inout [Event]) throws(Fault) -> Bool {
    switch state {
    case .preamble, .content: return takeContent(&rest, &events)
    case .boundaryEnd: return try takeBoundaryEnd(&rest)
    case .header: return try takeHeader(&rest, &events)
    case .epilogue:
      rest = []
      return false
    }
  }

  private mutating func takeContent(_ rest: inout ArraySlice<UInt8>, _ events: inout [Event]) -> Bool {
    let isContent = if case .content = state { true } else { false }
    let found = rest.firstRange(ofBytes: delimiter)
    // The beginning of a boundary may stand at the end.
    let end = found ?? max(rest.startIndex, rest.endIndex - delimiter.count + 1)
    if isContent, end > rest.startIndex { events.append(.content(rest[..<end])) }
    rest = rest[end...]
    guard found != nil else { return false }
    rest = rest.dropFirst(delimiter.count)
    if isContent { events.append(.partEnd) }
    state = .boundaryEnd
    return true
  }

  private mutating func takeBoundaryEnd(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> Bool {
    // Blanks may follow a boundary.
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    guard rest.count >= 2 else { return false }
    if rest.prefix(2).elementsEqual([0x2D, 0x2D]) {
      state = .epilogue
      return true
    }
    guard rest.prefix(2).elementsEqual(Self.lineEnd) else { throw .badHeader }
    // The line end stays: a header without any field ends with the empty line just after it.
    state = .header
    return true
  }

  private mutating func takeHeader(_ rest: inout ArraySlice<UInt8>, _ events: inout [Event]) throws(Fault) -> Bool {
    guard let end = rest.prefix(Self.longestHeader).firstRange(ofBytes: Self.lineEnd + Self.lineEnd) else {
      if rest.count >= Self.longestHeader { throw .badHeader }
      return false
    }
    guard let header = PartHeader(rest[..<end]) else { throw .badHeader }
    parts += 1
    guard parts <= Self.mostParts else { throw .tooManyParts }
    rest = rest[(end + 4)...]
    events.append(.part(header))
    state = .content
    return true
  }
}
