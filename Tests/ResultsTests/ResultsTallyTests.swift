import JobModel
import Testing

@testable import Results

@Suite struct ResultsTallyTests {
  @Test func messagesThatDifferInValuesAreOneCause() {
    let one = FailureCauses.withoutValues("“cup 1.jpg” in cell D12 ends after 12,004 bytes.")
    #expect(one == FailureCauses.withoutValues("“hat.png” in cell D9 ends after 7,1 bytes."))
    #expect(one != FailureCauses.withoutValues("“hat.png” in cell D9 is empty."))
  }

  @Test func causesAreBounded() {
    var tally = ResultsTally()
    for index in 0..<1_000 {
      let failure = Failure(.invalid, code: "code-\(index)", message: "m")
      tally.add(ResultRow(number: index, cells: [], state: .failed, failure: failure))
    }
    #expect(tally.causes.byCount.count == 50)
    #expect(tally.causes.otherCauses == 950)
    #expect(tally.count(of: .failed) == 1_000)
  }
}
