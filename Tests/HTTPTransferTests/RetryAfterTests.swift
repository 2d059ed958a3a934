import HTTPTransfer
import Testing

@Suite struct RetryAfterTests {
  /// 1994-11-06 08:49:07 UTC.
  private let now = Duration.seconds(784_111_747)

  private func wait(_ headers: KeyValuePairs<String, String>) -> Duration? {
    RetryAfter.parse(headers.map { HTTPHeader($0, $1) }, now: now)
  }

  @Test func readsSecondsAndFractions() {
    #expect(wait(["Retry-After": "120"]) == .seconds(120))
    #expect(wait(["retry-after": " 1.5 "]) == .milliseconds(1500))
    #expect(wait(["Retry-After": "0"]) == .zero)
    // Not the date that curl would see in it.
    #expect(wait(["Retry-After": "19941106"]) == .seconds(19_941_106))
    #expect(wait(["Retry-After": "864000"]) == .seconds(10 * 86_400))
  }

  @Test func millisecondsCountFirst() {
    #expect(wait(["Retry-After": "2", "Retry-After-Ms": "1250"]) == .milliseconds(1250))
    #expect(wait(["Retry-After": "2", "Retry-After-Ms": "soon"]) == .seconds(2))
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func readsTheThreeFormsOfADate(_ date: String) {
    #expect(wait(["Retry-After": date]) == .seconds(30))
  }

  @Test func theServersOwnClockCountsForADate() {
    let until = "Sun, 06 Nov 1994 08:49:37 GMT"
    #expect(wait(["Retry-After": until, "Date": "Sun, 06 Nov 1994 08:49:32 GMT"]) == .seconds(5))
    #expect(wait(["Retry-After": until, "Date": "Sun, 06 Nov 1994 08:50:00 GMT"]) == .zero)
  }

  @Test(arguments: ["", "soon", "-5", "1e400", "NaN", "99999999999999999999", "1.2.3"])
  func whatCannotBeReadIsNotThere(_ text: String) {
    #expect(wait(["Retry-After": text]) == nil)
  }

  @Test func noHeaderNoWait() {
    #expect(wait([:]) == nil)
  }
}
