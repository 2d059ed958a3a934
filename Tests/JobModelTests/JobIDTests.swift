import Foundation
import JobModel
import Testing

@Suite struct JobIDTests {
  private func id(of drop: String) -> JobID {
    var generator = SystemRandomNumberGenerator()
    let time = Timestamp("2026-11-21T09:35:12Z") ?? .now
    return JobID(drop: drop, time: time, timeZone: TimeZone(secondsFromGMT: 0) ?? .current, using: &generator)
  }

  @Test func beginsWithTheTimeAndKeepsLettersOfAnyScript() {
    #expect(id(of: "商品 图片 v2.xlsx").text.hasPrefix("20261121-093512-商品-图片-v2-"))
  }

  @Test(arguments: ["CON.xlsx", "a:b*?.csv", "….xlsx", "-", "😀.xlsx", "über\u{308}.csv", "line\nbreak.csv", "..", ""])
  func everyNameGivesAnIdThatReadsBack(drop: String) {
    let id = id(of: drop)
    #expect(JobID(id.text) == id)
  }

  @Test func cutsALongNameBetweenCharacters() {
    let slug = JobID.slug(of: String(repeating: "图", count: 100) + ".xlsx")
    #expect(slug == String(repeating: "图", count: 20))
  }

  @Test(arguments: ["", "..", "20261121-093512-a/b-abcd", "20261121-093512-a-ABCD", "x20261121-093512-a-abcd"])
  func refusesWhatIsNoJobsName(text: String) {
    #expect(JobID(text) == nil)
  }
}
