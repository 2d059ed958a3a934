import Glibc
import Testing

@testable import SpoolCommands

@Suite struct TextTableTests {
  /// No terminal: plain text.
  private let terminal = Terminal(descriptor: -1)

  init() {
    setlocale(LC_ALL, "C.UTF-8")
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(DisplayWidth.of("cup") == 3)
    #expect(DisplayWidth.of("茶杯") == 4)
    #expect(DisplayWidth.of("e\u{301}") == 1)
  }

  @Test func columnsAlignWhateverTheScript() {
    var table = TextTable(columns: [.init(title: "JOB"), .init(title: "ROWS", isRight: true)])
    table.rows = [[.init("茶杯"), .init("10")], [.init("cups"), .init("1000")]]
    #expect(table.lines(for: terminal) == ["JOB   ROWS", "茶杯    10", "cups  1000"])
  }

  @Test func longTextsAreCutBetweenCharacters() {
    #expect(DisplayWidth.fit("茶杯茶杯", 6) == "茶杯… ")
    #expect(DisplayWidth.fit("abcdef", 4) == "abc…")
  }

  @Test func controlCharactersCannotMoveTheCursor() {
    #expect(DisplayWidth.fit("a\u{1B}[2Jb", 8) == "a [2Jb  ")
  }
}
