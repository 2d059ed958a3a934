import Foundation
import JobModel
import Testing

@Suite struct LocalTimeTests {
  private static let evening = Timestamp(milliseconds: 1_795_285_805_999)
  private static let shanghai = zone("Asia/Shanghai")
  private static let newYork = zone("America/New_York")

  private static func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }

  @Test func isWrittenInTheZone() {
    #expect(LocalTime.text(Self.evening, in: .gmt) == "2026-11-21 18:30:05")
    #expect(LocalTime.text(Self.evening, in: Self.shanghai) == "2026-11-22 02:30:05")
    #expect(LocalTime.text(Timestamp(milliseconds: -1), in: .gmt) == "1969-12-31 23:59:59")
  }

  @Test func leavesOutSecondsAndTheDayOfToday() {
    let now = Timestamp(milliseconds: Self.evening.milliseconds + 3_600_000)
    #expect(LocalTime.short(Self.evening, now: now, in: .gmt) == "18:30")
    let tomorrow = Timestamp(milliseconds: Self.evening.milliseconds + 86_400_000)
    #expect(LocalTime.short(Self.evening, now: tomorrow, in: .gmt) == "2026-11-21 18:30")
    // In Shanghai midnight has passed meanwhile.
    #expect(
      LocalTime.short(Timestamp(milliseconds: 1_795_273_200_000), now: now, in: Self.shanghai) == "2026-11-21 23:00")
  }

  @Test func namesTheZone() {
    #expect(LocalTime.zone(at: Self.evening, in: Self.shanghai) == "Asia/Shanghai (UTC+8)")
    #expect(LocalTime.zone(at: Self.evening, in: Self.zone("Asia/Kolkata")) == "Asia/Kolkata (UTC+5:30)")
    #expect(LocalTime.zone(at: Self.evening, in: .gmt) == "UTC")
    #expect(LocalTime.zone(at: Self.evening, in: Self.zone("Etc/UTC")) == "UTC")
    let unnamed = TimeZone(secondsFromGMT: -12_600) ?? .gmt
    #expect(LocalTime.zone(at: Self.evening, in: unnamed) == "UTC-3:30")
  }

  @Test func knowsSummerTime() {
    let july = Timestamp(milliseconds: Self.evening.milliseconds - 140 * 86_400_000)
    #expect(LocalTime.zone(at: july, in: Self.newYork) == "America/New_York (UTC-4)")
    #expect(LocalTime.zone(at: Self.evening, in: Self.newYork) == "America/New_York (UTC-5)")
  }
}
