import JobModel
import Testing

@testable import Workflows

@Suite struct RetryPolicyTests {
  private func decide(
    _ class: Failure.Class, spent: Int = 0, after: Duration? = nil, random: Double = 0.5,
    _ settings: RetrySettings = RetrySettings()
  ) -> RetryPolicy.Decision {
    RetryPolicy(settings)
      .decide(Failure(`class`, code: "x", message: "x"), attemptsSpent: spent, retryAfter: after, random: random)
  }

  @Test func waitsLongerEachTimeAndThenGivesUp() {
    #expect(decide(.transient, spent: 0) == .init(outcome: .retry, delay: .seconds(60)))
    #expect(decide(.transient, spent: 1) == .init(outcome: .retry, delay: .seconds(300)))
    #expect(decide(.transient, spent: 2) == .init(outcome: .retry, delay: .seconds(900)))
    #expect(decide(.transient, spent: 3) == .init(outcome: .failed))
  }

  @Test func spreadsTheWaitByATenth() {
    #expect(decide(.transient, random: 0).delay == .seconds(54))
    #expect(decide(.transient, random: 1).delay == .seconds(66))
  }

  @Test func failsAtOnceWhereNothingWouldChange() {
    #expect(decide(.invalid) == .init(outcome: .failed))
    #expect(decide(.blocked) == .init(outcome: .failed))
  }

  @Test(arguments: [Failure.Class.throttled, .quota, .auth])
  func spendsNoAttemptOnAServiceThatAsksToWait(_ class: Failure.Class) {
    #expect(decide(`class`, spent: 99) == .init(outcome: .retry, delay: .seconds(60)))
    #expect(decide(`class`, after: .seconds(7)) == .init(outcome: .retry, delay: .seconds(7)))
    #expect(!RetryPolicy.spendsAttempt(`class`))
  }

  @Test func asksAPersonWhatNobodyKnows() {
    #expect(decide(.unknown) == .init(outcome: .unknown))
    let again = RetrySettings(onUnknown: .retry)
    #expect(decide(.unknown, again) == .init(outcome: .retry, delay: .seconds(60)))
    #expect(decide(.unknown, spent: 3, again) == .init(outcome: .failed))
    #expect(RetryPolicy.spendsAttempt(.unknown))
  }

  @Test func goesDownToMilliseconds() {
    let quick = RetrySettings(attempts: 5, delays: [.milliseconds(10), .milliseconds(20)])
    #expect(decide(.transient, spent: 0, quick).delay == .milliseconds(10))
    #expect(decide(.transient, spent: 4, quick).delay == .milliseconds(20))
    #expect(decide(.transient, spent: 5, quick).outcome == .failed)
    #expect(decide(.transient, RetrySettings(attempts: 0)).outcome == .failed)
  }
}
