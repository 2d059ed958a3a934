import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct JobNamingTests {
  private static let text = "20261121-093512-报表-Held-ab2c"

  private func job(in name: String, known: [String] = [text]) -> JobID? {
    let jobs = known.compactMap { JobID($0) }
    return JobNaming.job(in: name) {
      jobs.contains($0)
    } jobs: {
      jobs
    }
  }

  @Test(arguments: [
    text, "\(text).ticket.txt", "\(text).ticket (1).txt", "\(text) (2)", "\(text) - Copy.txt", "\(text) - 副本 (2).txt",
    "\(text)副本", "\(text)-results.xlsx", "\(text).lnk", " \(text)  ", "Copy of \(text).txt", "副本 \(text).txt",
    "20261121-093512-报表-HELD-AB2C.TXT", "\u{FEFF}\(text)", "20261121-093512-报表-Held-ab2c-copy.txt",
    text.decomposedStringWithCanonicalMapping,
  ])
  func findsTheJobWhateverBecameOfItsName(name: String) {
    #expect(job(in: name)?.text == Self.text)
  }

  @Test(arguments: ["", "holiday plans.docx", "not \(text).txt", "20261121-093512", "20261121-093512-ab2c"])
  func findsNoneInOtherNames(name: String) {
    #expect(job(in: name) == nil)
  }

  @Test func givesTheNameOfAJobThatIsNoMore() {
    #expect(job(in: "\(Self.text).ticket.txt", known: [])?.text == Self.text)
  }

  @Test func takesTheJobThatThereIsWhereTwoNamesFit() {
    let longer = "\(Self.text)-more-zz22"
    #expect(job(in: "\(longer).txt", known: [Self.text, longer])?.text == longer)
    #expect(job(in: "\(longer).txt", known: [Self.text])?.text == Self.text)
  }
}
