import JobModel
import Testing

@Suite struct ColumnLettersTests {
  @Test func columnsAreNamedAsSpreadsheetProgramsDo() {
    #expect([0, 25, 26, 701, 702, 16_383].map(ColumnLetters.of) == ["A", "Z", "AA", "ZZ", "AAA", "XFD"])
  }
}
