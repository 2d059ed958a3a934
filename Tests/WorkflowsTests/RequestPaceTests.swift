import JobModel
import Testing

@testable import Workflows

@Suite struct RequestPaceTests {
  private let start = Timestamp(milliseconds: 1_000_000_000)

  private func waits(_ pace: inout RequestPace, _ count: Int) -> [Int64] {
    (0..<count).map { _ in pace.reserve(at: start).time.milliseconds - start.milliseconds }
  }

  @Test func withoutARateAllRequestsGoAtOnce() {
    var pace = RequestPace(perMinute: nil)
    #expect(waits(&pace, 3) == [0, 0, 0])
  }

  @Test func requestsAreSpreadEvenlyWithASecondsShareAtOnce() {
    var pace = RequestPace(perMinute: 60)
    #expect(waits(&pace, 4) == [0, 0, 1000, 2000])
    var quick = RequestPace(perMinute: 240)
    #expect(waits(&quick, 7) == [0, 0, 0, 0, 0, 250, 500])
  }

  @Test func aRateThatIsNoWholeNumberOfMillisecondsIsKept() {
    var pace = RequestPace(perMinute: 7000)
    // A minute's share, and the second's share that goes at once.
    #expect(waits(&pace, 7117).last == 59_992)
  }

  @Test func nothingGoesOutBeforeAStopEndsAndThenEvenly() {
    var pace = RequestPace(perMinute: 60)
    let before = pace.reserve(at: start)
    pace.stop(until: start.advanced(by: .seconds(20)))
    #expect(!pace.isStillGood(before))
    #expect(waits(&pace, 3) == [20_000, 21_000, 22_000])
    pace.stop(until: start.advanced(by: .seconds(10)))
    #expect(waits(&pace, 1) == [23_000])
  }
}
