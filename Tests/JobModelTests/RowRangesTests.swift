import JobModel
import Testing

@Suite struct RowRangesTests {
  @Test func rowsAreFoundInScatteredRanges() {
    let rows = RowRanges([2, 3, 4, 7, 9, 10, 1_000])
    #expect((0...1_001).filter(rows.contains) == Array(rows))
    #expect(!RowRanges().contains(1))
  }

  @Test func aRowIsFoundAmongAHundredThousandRanges() {
    let rows = RowRanges(stride(from: 1, through: 200_000, by: 2))
    // One after the other, each would be looked for from the beginning.
    #expect((1...200_000).count(where: rows.contains) == 100_000)
  }
}
