import JobModel
import Testing

@Suite struct OrderDecisionTests {
  /// The whole table: `+` acts, `=` is so already, `-` is refused, for the verbs pause resume cancel retry clear
  /// results set.
  private static let table: [(JobState, String)] = [
    (.waiting, "+++---+"), (.claiming, "+++---+"), (.checking, "+++---+"),
    (.scheduled, "++++-++"), (.pending, "+=++-++"), (.running, "+=++-++"), (.paused, "=+++-++"), (.onHold, "++++-++"),
    (.cancelling, "--=--+-"), (.delivering, "---+-+-"),
    (.completed, "---+++-"), (.completedWithFailures, "---+++-"), (.cancelled, "--=+++-"),
    (.clearing, "-------"), (.rejected, "-------"),
  ]
  private static let verbs: [Order.Verb] = [.pause, .resume, .cancel, .retry, .clear, .results, .set]

  @Test func everyPairHasAnAnswer() {
    #expect(Set(Self.table.map(\.0)) == Set(JobState.allCases))
    for (state, row) in Self.table {
      let answers = Self.verbs.map { verb -> Character in
        switch OrderDecision.decide(verb, for: state) {
        case .acts: "+"
        case .alreadySo: "="
        case .refused: "-"
        }
      }
      #expect(String(answers) == row, "\(state)")
    }
  }

  @Test func anOrderIsReadBackAsItWasWritten() {
    var order = Order(.retry, job: JobID("20261121-093512-cups-abcd"), rows: RowRanges([3, 4, 9]), by: "li")
    order.values = ["size": 800]
    order.unknownToo = true
    // Times are kept in milliseconds.
    #expect(Order(json: order.json) == order)
  }

  @Test(arguments: [
    #"{"order":"","verb":"pause","job":"all"}"#, #"{"order":"a","verb":"stop","job":"all"}"#,
    #"{"order":"a","verb":"pause","job":"../x"}"#, #"{"order":"a","verb":"retry","job":"all","rows":[[3,1]]}"#,
  ])
  func whatIsNoOrderIsRefused(text: String) throws {
    #expect(Order(json: try #require(try JSONReader.read(text).object)) == nil)
  }
}
