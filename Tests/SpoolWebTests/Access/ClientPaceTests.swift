import Testing

@testable import SpoolWeb

@Suite struct ClientPaceTests {
  private let start = ContinuousClock.now
  private func after(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

  @Test func aBodyThatTricklesIsTooSlow() {
    var pace = ClientPace()
    pace.headCame(at: start)
    for second in 0..<25 {
      pace.weRead(at: after(Double(second)))
      pace.somethingCame(at: after(Double(second + 1)))
      pace.bodyCame(1)
    }
    #expect(pace.isTooSlow(at: after(25)))
  }

  @Test func aSlowLineIsNot() {
    var pace = ClientPace()
    pace.headCame(at: start)
    for second in 0..<600 {
      pace.weRead(at: after(Double(second)))
      pace.somethingCame(at: after(Double(second + 1)))
      pace.bodyCame(2000)
      #expect(!pace.isTooSlow(at: after(Double(second + 1))))
    }
  }

  @Test func timeInWhichWeDoNotAskIsOurs() {
    var pace = ClientPace()
    pace.headCame(at: start)
    #expect(!pace.isTooSlow(at: after(3600)), "the disk is slow, not the client")
    pace.weRead(at: after(3600))
    #expect(!pace.isTooSlow(at: after(3619)) && pace.isTooSlow(at: after(3621)))
    pace.endCame()
    #expect(!pace.isTooSlow(at: after(3621)))
  }

  @Test func whoTakesNothingOfAnAnswerIsTooSlow() {
    var pace = ClientPace()
    pace.writeBegan(at: start)
    pace.writeBegan(at: start)
    #expect(!pace.isTooSlow(at: after(59)))
    pace.writeEnded(at: after(59))
    #expect(!pace.isTooSlow(at: after(118)) && pace.isTooSlow(at: after(120)))
    pace.writeEnded(at: after(120))
    #expect(!pace.isTooSlow(at: after(9999)), "between two events there is nothing to take")
  }
}
