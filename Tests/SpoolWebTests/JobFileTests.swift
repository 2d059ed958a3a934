import Foundation
import Glibc
import HTTPTypes
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Spool

/// Files of a job: found by what the job knows of itself, and shown only where that cannot harm.
@Suite struct JobFileTests {
  private let harness: JobPageHarness
  private static let png = TestPicture.png(width: 4, height: 4, red: 1, green: 2, blue: 3)

  init() throws {
    harness = try JobPageHarness()
    try harness.submit()
    let files = [
      2: try harness.result(2, Self.png),
      3: try harness.result(3, Array("<svg onload='alert(1)'/>".utf8), as: "svg", type: "image/svg+xml"),
      4: try harness.result(4, Array("<script>alert(1)</script>".utf8), as: "png", type: "image/png"),
      5: try harness.result(5, Array("<html>".utf8), as: "html", type: "text/html"),
    ]
    let source = try harness.spool.jobFolder(harness.job).folder.folder("source")
    try source.replace("杯 #1.png", with: Self.png, by: harness.spool.tmp)
    try harness.commitSubmitted(
      2...6, values: { $0 == 6 ? ["image": "../job.json"] : ["image": "source/杯 #1.png"] },
      ending: { row in Ending(.done, files: files[row].map { [$0] } ?? []) })
    try harness.finish()
  }

  private static func escaped(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private func file(_ name: String, _ headers: HTTPFields = [:]) async throws -> TestAnswer {
    try await harness.ask("/jobs/{job}/files/\(Self.escaped(name))", .get, nil, headers)
  }

  @Test func aPictureIsShownWithWhatKeepsItHarmless() async throws {
    let answer = try await file("2-cup 2-picture.png")
    #expect(answer.status == .ok)
    #expect(answer.bytes == Self.png)
    #expect(answer.headers[.contentType] == "image/png")
    #expect(
      answer.headers[.contentDisposition]
        == #"inline; filename="2-cup 2-picture.png"; filename*=UTF-8''2-cup%202-picture.png"#)
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
  }

  @Test(arguments: ["3-cup 3-picture.svg", "4-cup 4-picture.png", "5-cup 5-picture.html"])
  func whatMayHoldScriptsIsOnlySaved(name: String) async throws {
    let answer = try await file(name)
    #expect(answer.status == .ok)
    #expect(answer.headers[.contentType] == "application/octet-stream")
    #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
  }

  @Test(arguments: [
    "../job.json", "..", ".", "", "2-", "2-cup 2-picture.png/", "/etc/passwd", "2-..%2fjob.json", "2-cup 2-picture.PNG",
    "9999999999999999999-x", "-1-x", "job.json", "2-cup 2-picture.png\0", "２-cup 2-picture.png",
  ])
  func otherNamesAreNotFound(name: String) async throws {
    let statuses = [
      try await file(name).status, try await harness.ask("/jobs/{job}/thumbnails/\(Self.escaped(name))").status,
    ]
    // A NUL is no part of any name, so the request itself is refused.
    let expected: HTTPResponse.Status = name.contains("\0") ? .badRequest : .notFound
    #expect(statuses == [expected, expected])
  }

  @Test func theDropsPictureIsServedAndNothingOutsideOfIt() async throws {
    let answer = try await harness.ask("/jobs/{job}/rows/2/inputs/image")
    #expect(answer.bytes == Self.png)
    #expect(
      answer.headers[.contentDisposition] == #"inline; filename="_ #1.png"; filename*=UTF-8''%E6%9D%AF%20%231.png"#)
    #expect(try await harness.ask("/jobs/{job}/rows/6/inputs/image").status == .notFound)
    #expect(try await harness.ask("/jobs/{job}/rows/2/inputs/prompt").status == .notFound)
    #expect(try await harness.ask("/jobs/{job}/rows/99/inputs/image").status == .notFound)
  }

  @Test func aLinkInTheJobsFolderIsNotFollowed() async throws {
    let folder = harness.path.appending("jobs").appending(harness.job.text).appending("files")
    let name = "2-cup 2-picture.png"
    try harness.spool.jobFolder(harness.job).folder.folder("files").remove(name)
    #expect(symlink("/etc/hostname", folder.appending(name).string) == 0)
    #expect(try await file(name).status == .notFound)
  }

  @Test func partsAreGivenToPlayers() async throws {
    let name = "2-cup 2-picture.png"
    let part = try await file(name, [.range: "bytes=2-5"])
    #expect(part.status == .partialContent)
    #expect(part.bytes == Array(Self.png[2...5]))
    #expect(part.headers[.contentRange] == "bytes 2-5/\(Self.png.count)")
    #expect(try await file(name, [.range: "bytes=-3"]).bytes == Array(Self.png.suffix(3)))
    #expect(try await file(name, [.range: "bytes=99999-"]).status == .rangeNotSatisfiable)
    let tag = try #require(part.headers[.eTag])
    #expect(try await file(name, [.ifNoneMatch: tag]).status == .notModified)
    #expect(try await file(name, [.range: "bytes=2-5", .ifRange: "\"old\""]).bytes == Self.png)
  }

  @Test func whatIsAskedForInOddWaysIsGivenWhole() async throws {
    for header in ["bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-2,4-5", "items=1-2", "bytes=1--2"] {
      #expect(try await file("2-cup 2-picture.png", [.range: header]).bytes == Self.png, "\(header)")
    }
  }

  @Test func resultsThatAreNotThereAreAskedFor() async throws {
    let answer = try await harness.ask("/api/v1/jobs/{job}/results.xlsx")
    #expect(answer.status == .serviceUnavailable)
    #expect(answer.headers[.retryAfter] == "3")
    #expect(answer.json["code"] == "being-written")
    let orders = try JSONLog("orders.jsonl", in: harness.spool.jobFolder(harness.job).folder).lines()
    #expect(orders.last?["verb"] == "results")
  }
}
