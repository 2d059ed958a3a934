import Glibc

/// Reads `text/event-stream` in pieces that are cut anywhere.
///
/// Source: the HTML standard, section 9.2.6. Two differences: an event without `data` is given if it has a name, because
/// some services send `event: ping` alone; and at an orderly end of the body the last event counts without its empty
/// line, because some gateways leave that out.
struct EventParser {
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var name: String?
  private var id: String?
  private var isAtStart = true
  /// A line feed that comes next belongs to the carriage return before it.
  private var skipsLineFeed = false
  private let limit: Int
  /// An event was longer than the limit. What comes after it means nothing.
  private(set) var isTooLarge = false

  /// 16 MiB: pictures come as base64 in events.
  static let usualLimit = 16 << 20

  init(limit: Int = usualLimit) {
    self.limit = limit
  }

  /// - Returns: the events that this piece brings to their end.
  mutating func add(_ piece: UnsafeRawBufferPointer) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var rest = Slice(base: piece, bounds: piece.indices)
    while let first = rest.first, !isTooLarge {
      if skipsLineFeed {
        skipsLineFeed = false
        if first == Self.lineFeed { rest = rest.dropFirst() }
        continue
      }
      guard let end = Self.lineEnd(in: UnsafeRawBufferPointer(rebasing: rest)).map({ rest.startIndex + $0 }) else {
        append(rest)
        break
      }
      append(rest[..<end])
      skipsLineFeed = rest[end] == Self.carriageReturn
      rest = rest[(end + 1)...]
      if let event = endLine() { events.append(event) }
    }
    return events
  }

  /// - Returns: the event whose last line, but not whose end, was there.
  mutating func end() -> ServerSentEvent? {
    line.isEmpty ? dispatch() : nil
  }

  private static let (lineFeed, carriageReturn): (UInt8, UInt8) = (0x0A, 0x0D)

  private static func lineEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let feed = memchr(base, Int32(lineFeed), bytes.count).map { UnsafeRawPointer($0) - base }
    let carriage = memchr(base, Int32(carriageReturn), feed ?? bytes.count).map { UnsafeRawPointer($0) - base }
    return carriage ?? feed
  }

  private mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) {
    line.append(contentsOf: bytes)
    if line.count + data.count > limit { isTooLarge = true }
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: line.count < 4096) }
    if isAtStart {
      isAtStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.count
    var value = line.dropFirst(colon + 1)
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data":
      if hasData { data.append(Self.lineFeed) }
      hasData = true
      data.append(contentsOf: value)
    case "event": name = String(decoding: value, as: UTF8.self)
    case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer { (data, hasData, name, id) = ([], false, nil, nil) }
    guard hasData || name != nil else { return nil }
    return ServerSentEvent(name: name, data: String(decoding: data, as: UTF8.self), id: id)
  }
}
