import Testing

@testable import Containment

@Suite struct LineSplitterTests {
  private func add(_ text: String, to splitter: inout LineSplitter) -> [String]? {
    Array(text.utf8).withUnsafeBytes { splitter.lines(adding: $0) }?.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func joinsLinesThatComeInPieces() {
    var splitter = LineSplitter(limit: 10)
    #expect(add("ab", to: &splitter) == [])
    #expect(add("cd\nef\n\ngh", to: &splitter) == ["abcd", "ef", ""])
    #expect(add("\n", to: &splitter) == ["gh"])
    #expect(splitter.rest.isEmpty)
  }

  @Test func refusesLinesBeyondTheLimit() {
    var splitter = LineSplitter(limit: 4)
    #expect(add("1234\n123", to: &splitter) == ["1234"])
    #expect(add("4", to: &splitter) == [])
    #expect(add("5", to: &splitter) == nil)
    var other = LineSplitter(limit: 4)
    #expect(add("12345\n", to: &other) == nil)
  }
}

@Suite struct TailBufferTests {
  @Test func keepsTheEndAndCutsBetweenCharacters() {
    var tail = TailBuffer(limit: 4)
    tail.append(Array("ab完".utf8))
    #expect(tail.text == "b完")
    tail.append(Array("xy".utf8))
    #expect(tail.text == "xy")
    var small = TailBuffer(limit: 100)
    small.append([0xFF, UInt8(ascii: "a")])
    #expect(small.text == "\u{FFFD}a")
  }
}
