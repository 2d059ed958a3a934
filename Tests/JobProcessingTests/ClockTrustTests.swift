import JobModel
import Testing

@testable import JobProcessing

@Suite struct ClockTrustTests {
  private let start = ContinuousClock.now
  private let wall = Timestamp(milliseconds: 1_700_000_000_000)

  private func hours(_ count: Int) -> Duration { .seconds(count * 3600) }

  /// Looks every hour at a clock that goes as it should.
  private func trusts(_ trust: inout ClockTrust, after: Int, ahead: Duration = .zero) -> Bool {
    trust.look(wall: wall.advanced(by: hours(after) + ahead), steady: start.advanced(by: hours(after)))
  }

  @Test func aClockThatGoesOnFromTheLastLookIsBelievedAtOnce() {
    var trust = ClockTrust(
      caution: hours(720), lastSeen: wall.advanced(by: .zero - hours(2)), wall: wall, steady: start)
    #expect(trusts(&trust, after: 0))
    #expect(trusts(&trust, after: 1))
  }

  @Test func aClockThatNobodyLookedAtForLongMustGoSteadilyForADayFirst() {
    for lastSeen in [nil, wall.advanced(by: .zero - hours(400)), wall.advanced(by: hours(1))] {
      var trust = ClockTrust(caution: hours(720), lastSeen: lastSeen, wall: wall, steady: start)
      for hour in 0..<24 { #expect(!trusts(&trust, after: hour)) }
      #expect(trusts(&trust, after: 24))
    }
  }

  @Test func aClockThatJumpsAYearAheadIsNotBelievedForADay() {
    var trust = ClockTrust(
      caution: hours(720), lastSeen: wall.advanced(by: .zero - hours(1)), wall: wall, steady: start)
    #expect(trusts(&trust, after: 1))
    for hour in 2..<26 { #expect(!trusts(&trust, after: hour, ahead: hours(8760))) }
    // Set right again: a jump as well.
    for hour in 26..<50 { #expect(!trusts(&trust, after: hour)) }
    #expect(trusts(&trust, after: 50))
  }
}
