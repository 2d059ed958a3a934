import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct StartTimeTests {
  private let zone = TimeZone(secondsFromGMT: 8 * 3600) ?? .current
  private let now = Timestamp("2026-11-21T04:00:00Z") ?? .now

  private func read(_ text: String) -> StartTime? {
    StartTime(text, now: now, timeZone: zone)
  }

  @Test(arguments: ["2026-11-22 18:30", "2026/11/22 18:30:00", "2026-11-22T18:30", "2026-11-22T10:30:00Z"])
  func aDateWithATimeIsReadInTheLocalZone(text: String) throws {
    #expect(read(text) == .at(try #require(Timestamp("2026-11-22T10:30:00Z"))))
  }

  @Test func aTimeOfDayMeansItsNextComing() throws {
    #expect(read("18:30") == .at(try #require(Timestamp("2026-11-21T10:30:00Z"))))
    #expect(read("09:00") == .at(try #require(Timestamp("2026-11-22T01:00:00Z"))))
  }

  @Test func wordsInBothLanguages() {
    #expect(read("ask") == .asked)
    #expect(read("立即") == .now)
  }

  @Test(arguments: ["tomorrow", "2026-13-01 10:00", "25:00", "2026-11-31 10:00", "18"])
  func anythingElseIsRefused(text: String) {
    #expect(read(text) == nil)
  }
}
