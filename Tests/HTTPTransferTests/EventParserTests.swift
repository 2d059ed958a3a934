import Testing

@testable import HTTPTransfer

@Suite struct EventParserTests {
  private func events(_ pieces: [[UInt8]], limit: Int = EventParser.usualLimit) -> [ServerSentEvent] {
    var parser = EventParser(limit: limit)
    let events = pieces.flatMap { piece in piece.withUnsafeBytes { parser.add($0) } }
    return events + [parser.end()].compactMap { $0 }
  }

  private static let text = """
    \u{FEFF}: a comment
    data: first
    data:second
    data

    event: ping

    event: 完成
    id: 7
    retry: 10
    data: {"text":"商品"}
    unknown: x

    :

    id: 8

    data:
    data:  two spaces


    """
  private static let expected = [
    ServerSentEvent(data: "first\nsecond\n"), ServerSentEvent(name: "ping", data: ""),
    ServerSentEvent(name: "完成", data: "{\"text\":\"商品\"}", id: "7"), ServerSentEvent(data: "\n two spaces"),
  ]

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsEventsThatAreCutAnywhere(_ lineEnd: String) {
    let bytes = Array(
      Self.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd).utf8)
    #expect(events([bytes]) == Self.expected)
    for cut in bytes.indices { #expect(events([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.expected) }
    #expect(events(bytes.map { [$0] }) == Self.expected)
  }

  @Test func anEventWithoutItsEmptyLineCountsAtTheEnd() {
    #expect(events([Array("data: [DONE]\n".utf8)]) == [ServerSentEvent(data: "[DONE]")])
    #expect(events([Array("data: a\n\ndata: cut off".utf8)]) == [ServerSentEvent(data: "a")])
  }

  @Test func aByteOrderMarkCountsAtTheStartOnly() {
    #expect(events([Array("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n".utf8)]) == [ServerSentEvent(data: "a")])
  }

  @Test func anIDWithAZeroByteIsNone() {
    #expect(events([Array("id: a\0b\ndata: c\n\n".utf8)]) == [ServerSentEvent(data: "c")])
  }

  @Test(arguments: [1, 3, 100])
  func anEventBeyondTheLimitIsToldOf(_ size: Int) {
    let bytes = Array("data: 12345678\n\ndata: 12345\ndata: 123456789\n\n".utf8)
    var parser = EventParser(limit: 15)
    var events: [ServerSentEvent] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      events += bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { parser.add($0) }
    }
    #expect(events == [ServerSentEvent(data: "12345678")])
    #expect(parser.isTooLarge)
  }
}
