import JobModel
import Testing

@testable import Results

@Suite struct FailureCausesTests {
  private func failure(_ message: Message, code: String = "bad") -> Failure {
    Failure(.invalid, code: code, message: message)
  }

  @Test func failuresTakenBackLeaveNothing() {
    var causes = FailureCauses()
    let keys = (1...3).map { causes.add(failure("The number \($0) is bad."), row: $0) }
    #expect(causes.byCount.map(\.count) == [3])
    #expect(causes.byCount.first?.firstRows == [1, 2, 3])
    causes.remove(keys[0], row: 1)
    #expect(causes.byCount.first?.count == 2 && causes.byCount.first?.firstRows == [2, 3])
    causes.remove(keys[1], row: 2)
    causes.remove(keys[2], row: 3)
    #expect(causes.isEmpty)
  }

  @Test func theMostFrequentCauseComesFirst() {
    var causes = FailureCauses()
    causes.add(failure("It is too large."), row: 1)
    for row in 2...3 { causes.add(failure("It is empty."), row: row) }
    #expect(causes.byCount.map(\.message.english) == ["It is empty.", "It is too large."])
  }

  @Test func namesInApostrophesAreValuesAndApostrophesInWordsAreNot() {
    #expect(FailureCauses.withoutValues("The file 'a.jpg' isn't there.") == "The file ' isn't there.")
    #expect(FailureCauses.withoutValues("It's “x” (12,5).") == "It's “ (0,0).")
  }
}
