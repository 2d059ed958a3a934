import JobModel
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_795_253_712_345, "2026-11-21T09:35:12.345Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
  ])
  func isWrittenInRFC3339(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
    #expect(Timestamp(text) == Timestamp(milliseconds: milliseconds))
  }

  @Test(arguments: ["", "2026-11-21", "2026-13-21T00:00:00Z", "2026-11-21T00:00:00+01:00", "2026-11-21T00:00:0xZ"])
  func refusesOtherForms(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
