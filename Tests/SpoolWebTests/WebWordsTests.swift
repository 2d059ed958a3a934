import JobModel
import Testing

@testable import SpoolWeb

@Suite struct WebWordsTests {
  private static let parts: [String: [String: Message]] = [
    "access": WebWords.access, "admin": WebWords.admin, "adminScripts": WebWords.adminScripts, "job": WebWords.job,
    "jobScripts": WebWords.jobScripts, "jobs": WebWords.jobs, "jobsScripts": WebWords.jobsScripts,
    "start": WebWords.start, "startScripts": WebWords.startScripts, "liveScripts": WebWords.liveScripts,
  ]

  /// Single words too, which nobody can tell in the sources from names of things.
  @Test(arguments: parts.keys.sorted()) func everyWordOfThePagesHasItsChinese(part: String) throws {
    for (name, word) in try #require(Self.parts[part]).sorted(by: { $0.key < $1.key }) {
      let (english, chinese) = (word.text(in: .english), word.text(in: .simplifiedChinese))
      #expect(english != chinese || !english.contains(/[A-Za-z]{2}/), "\(name): \(english)")
    }
  }
}
