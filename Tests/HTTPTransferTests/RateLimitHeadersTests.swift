import HTTPTransfer
import Testing

@Suite struct RateLimitHeadersTests {
  @Test func readsRequestsAndTokens() {
    let headers = [
      HTTPHeader("X-RateLimit-Limit-Requests", "60"), HTTPHeader("x-ratelimit-remaining-requests", "0"),
      HTTPHeader("x-ratelimit-reset-requests", "6m30s"), HTTPHeader("x-ratelimit-remaining-tokens", "149984"),
    ]
    let limits = RateLimitHeaders(headers)
    #expect(limits.requests == .init(limit: 60, remaining: 0, reset: .seconds(390)))
    #expect(limits.tokens == .init(remaining: 149_984))
  }

  @Test(arguments: [
    ("1s", Duration.seconds(1)), ("6m30s", .seconds(390)), ("20ms", .milliseconds(20)), ("1h0m2.5s", .seconds(3602.5)),
    ("2d", .seconds(172_800)), ("7", .seconds(7)),
  ])
  func readsDurations(_ text: String, _ duration: Duration) {
    #expect(RateLimitHeaders.duration(text) == duration)
  }

  @Test(arguments: ["", "s", "1 s", "-1s", "1y", "1..2s", "2026-11-21T00:00:00Z", "1e300d"])
  func refusesOtherTexts(_ text: String) {
    #expect(RateLimitHeaders.duration(text) == nil)
  }

  @Test func nothingOfTheKindIsNothing() {
    #expect(RateLimitHeaders([HTTPHeader("x-ratelimit-limit-requests", "many")]) == RateLimitHeaders())
  }
}
