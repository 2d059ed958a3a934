import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct JobNamingTests {
  private static let job = "20261121-093512-报表-Held-ab2c"

  private func job(in name: String, known: [String] = [job]) -> JobID? {
    let jobs = known.compactMap { JobID($0) }
    return JobNaming.job(in: name) {
      jobs.contains($0)
    } jobs: {
      jobs
    }
  }

  @Test(arguments: [
    job, "\(job).ticket.txt", "\(job).ticket (1).txt", "\(job) (2)", "\(job) - Copy.txt", "\(job) - 副本 (2).txt",
    "\(job)副本", "\(job)-results.xlsx", "\(job).lnk", " \(job)  ", "Copy of \(job).txt", "副本 \(job).txt",
    "20261121-093512-报表-HELD-AB2C.TXT", "\u{FEFF}\(job)", "20261121-093512-报表-Held-ab2c-copy.txt",
    job.decomposedStringWithCanonicalMapping,
  ])
  func findsTheJobWhateverBecameOfItsName(name: String) {
    #expect(job(in: name)?.text == Self.job)
  }

  @Test(arguments: ["", "holiday plans.docx", "not \(job).txt", "20261121-093512", "20261121-093512-ab2c"])
  func findsNoneInOtherNames(name: String) {
    #expect(job(in: name) == nil)
  }

  @Test func givesTheNameOfAJobThatIsNoMore() {
    #expect(job(in: "\(Self.job).ticket.txt", known: [])?.text == Self.job)
  }

  @Test func takesTheJobThatThereIsWhereTwoNamesFit() {
    let longer = "\(Self.job)-more-zz22"
    #expect(job(in: "\(longer).txt", known: [Self.job, longer])?.text == longer)
    #expect(job(in: "\(longer).txt", known: [Self.job])?.text == Self.job)
  }
}
