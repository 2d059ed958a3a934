import HTTPTypes
import JobModel
import Results
import Testing

@testable import SpoolWeb

@Suite struct LinkSignerTests {
  private let signer = LinkSigner(WebKey(bytes: Array(0..<32)), lifetime: .seconds(60))
  private let now = Timestamp(milliseconds: 1_700_000_000_000)
  private let file = "/jobs/20261121-093512-a-abcd/files/%E8%8C%B6.png"

  @Test func aSignedLinkIsGoodUntilItsEnd() throws {
    let link = try #require(try signer.sign(file, at: now))
    #expect(link.target.hasPrefix("\(file)?expires=1700000060&signature="))
    #expect(link.expires == Timestamp(milliseconds: 1_700_000_060_000))
    #expect(try signer.verdict(of: link.target, at: now) == .good)
    #expect(try signer.verdict(of: link.target, at: now.advanced(by: .seconds(59))) == .good)
    #expect(try signer.verdict(of: link.target, at: now.advanced(by: .seconds(60))) == .expired)
    #expect(try signer.verdict(of: file, at: now) == .unsigned)
  }

  @Test func itIsTheSameHoweverThePathIsEscaped() throws {
    let link = try #require(try signer.sign(file, at: now))
    let other = link.target.replacing("%E8%8C%B6", with: "%e8%8c%b6").replacing("/files/", with: "/%66iles/")
    #expect(try signer.verdict(of: other, at: now) == .good)
  }

  @Test func anyChangeMakesItWrong() throws {
    let link = try #require(try signer.sign("\(file)?marked=good", at: now)).target
    let changes = [
      link.replacing(".png", with: ".jpg"), link.replacing("marked=good", with: "marked=bad"),
      link.replacing("1700000060", with: "1800000060"), String(link.dropLast()), link + "0", link + "&more=1",
      link.replacing("/files/", with: "/files//"), link.replacing("files/", with: "files/../files/"),
      link + "&expires=1800000060", link.replacing("expires=1700000060&", with: ""),
      link.replacing("signature=", with: "signature=%30"), link.replacing("?", with: "?signature=00&"),
    ]
    for change in changes { #expect(try signer.verdict(of: change, at: now) == .wrong, "\(change)") }
    #expect(try LinkSigner(WebKey(bytes: Array(1..<33)), lifetime: .seconds(60)).verdict(of: link, at: now) == .wrong)
  }

  @Test(arguments: [
    "jobs/a", "/a/../b", "/a//b", "/a%2e%2e/%2e%2e/b", "/a%00", "/a%5Cb", "/a%E8", "/a?signature=1", "/a#b",
  ])
  func aPathThatCouldBeReadTwiceIsNotSigned(target: String) throws {
    #expect(try signer.sign(target, at: now) == nil)
  }
}

@Suite struct LinkRoutesTests {
  private let file = "/jobs/20261121-093512-a-abcd/files/a.png"

  @Test func linksAreGivenToWhoMaySeeTheJob() async throws {
    let page = try TestPage()
    let job = try page.submit()
    let target = "/jobs/\(job.text.asLinkPart)/files/a.png"
    let answer = try await page.ask(.post, "/api/v1/links", try page.fields, body: #"{"path":"\#(target)"}"#)
    #expect(answer.status == .created)
    #expect(answer.body.contains(#""url":"http://127.0.0.1:8080\#(target)?expires="#))
    let none = try await page.ask(.post, "/api/v1/links", try page.fields, body: #"{"path":"\#(file)"}"#)
    #expect(none.status == .notFound && none.body.contains("no-such-job"))
    for path in ["/jobs", "/api/v1/jobs", "/admin", "/jobs/20261121-093512-a-abcd", "\(file)/../../x"] {
      let refused = try await page.ask(.post, "/api/v1/links", try page.fields, body: #"{"path":"\#(path)"}"#)
      #expect(refused.status == .badRequest, "\(path)")
    }
  }

  @Test func aLinkOpensItsFileAlone() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let link = try #require(try page.access.links.sign(file)).target
    let opened = try await page.ask(.get, link, [.secFetchSite: "cross-site"])
    #expect(opened.status != .unauthorized && opened.status != .forbidden)
    let other = try await page.ask(.get, link.replacing("a.png", with: "b.png"))
    #expect(other.status == .forbidden && other.body.contains("This link is not valid"))
    #expect(try await page.ask(.delete, link).status == .forbidden, "it is for reading")
    let old = try #require(try page.access.links.sign(file, at: .init(milliseconds: 0))).target
    let expired = try await page.ask(.get, old)
    #expect(expired.status == .forbidden && expired.body.contains("This link was valid for a limited time"))
  }
}
