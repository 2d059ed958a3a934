import Foundation
import JobModel
import Testing

@testable import JobProcessing

@Suite struct MailMessageTests {
  private func lines(subject: String, text: String = "Hello") -> [String] {
    let mail = MailMessage(
      from: "spool@example.com", to: ["anna@example.com"], subject: subject, text: text,
      at: Timestamp(milliseconds: 1_700_000_000_000), id: "1")
    return String(decoding: mail.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func noTextOfAnybodysBecomesAHeader() {
    let lines = lines(subject: "A\r\nBcc: evil@example.com\u{0}", text: "\n\nBcc: evil@example.com\n.\n")
    let headers = lines.prefix { !$0.isEmpty }
    #expect(
      headers.map { $0.prefix { $0 != ":" } } == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
      ])
    #expect(!lines.contains { $0.contains("evil") })
  }

  @Test func aLongChineseSubjectIsCutBetweenCharacters() throws {
    let subject = String(repeating: "三月的报表👩‍👩‍👧", count: 12)
    let words = MailMessage.encodedWords(subject).split(separator: "\n ")
    #expect(words.count > 3)
    var decoded = ""
    for word in words {
      #expect(word.utf8.count <= 75 && word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
      let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
      decoded += try #require(String(data: bytes, encoding: .utf8))
    }
    #expect(decoded == subject)
  }

  @Test func theDateIsThatOfTheStandard() {
    #expect(MailMessage.date(Timestamp(milliseconds: 1_700_000_000_000)) == "Tue, 14 Nov 2023 22:13:20 +0000")
    #expect(MailMessage.date(Timestamp(milliseconds: 0)) == "Thu, 1 Jan 1970 00:00:00 +0000")
  }
}
