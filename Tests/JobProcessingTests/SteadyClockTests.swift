import JobModel
import Testing

@testable import JobProcessing

@Suite struct SteadyClockTests {
  @Test func goesOnWithTheMonotonicClockAlone() {
    let start = ContinuousClock.now
    let wall = Timestamp(milliseconds: 1_000_000)
    let clock = SteadyClock(wall: wall, start: start)
    #expect(clock.now(at: start) == wall)
    #expect(clock.now(at: start.advanced(by: .seconds(90))) == wall.advanced(by: .seconds(90)))
  }
}
