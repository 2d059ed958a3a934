import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct StartTimeTests {
  private let now = Timestamp("2026-11-21T09:30:00Z") ?? Timestamp(milliseconds: 0)

  private func read(_ text: String) throws -> StartTime? {
    StartTime(text, now: now, timeZone: try #require(TimeZone(secondsFromGMT: 8 * 3600)))
  }

  private func at(_ text: String) throws -> StartTime { .at(try #require(Timestamp(text))) }

  @Test func wordsAndTimesAreRead() throws {
    #expect(try read("now") == .now)
    #expect(try read("ask") == .asked)
    #expect(try read("2026-11-22T22:00") == at("2026-11-22T14:00:00Z"))
    #expect(try read("2026-11-22 22:00:30") == at("2026-11-22T14:00:30Z"))
    #expect(try read("2026-11-22T22:00:00Z") == at("2026-11-22T22:00:00Z"))
  }

  @Test func aTimeWithoutADayIsTheNextOne() throws {
    #expect(try read("22:00") == at("2026-11-21T14:00:00Z"))
    #expect(try read("08:15") == at("2026-11-22T00:15:00Z"))
  }

  @Test(arguments: [
    "soon", "25:00", "22", "22:60", "2026-13-01T10:00", "2026-11-31T10:00", "2026-11-22", "1:2:3:4",
  ])
  func anythingElseIsRefused(text: String) throws {
    #expect(try read(text) == nil)
  }
}
