import Foundation
import HTTPTypes
import Hummingbird
import JobProcessing
import NIOCore
import Spool
import SystemPackage
import TestSupport
import Testing

@testable import SpoolWeb

@Suite struct ServedFileTests {
  private let folder: TemporaryFolder
  private let threads = FileThreads(count: 1)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func answer(
    _ name: String, _ contents: [UInt8], _ headers: HTTPFields = [:]
  ) async throws -> (status: HTTPResponse.Status, headers: HTTPFields, length: Int?) {
    try Data(contents).write(to: URL(fileURLWithPath: folder.path.appending(name).string))
    let file = try #require(try ServedFile.open(name, in: Folder.open(folder.path)))
    let request = Request(
      head: HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/", headerFields: headers),
      body: RequestBody(buffer: ByteBuffer()))
    let response = file.response(to: request, threads: threads)
    return (response.status, response.headers, response.body.contentLength)
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]

  @Test func picturesAreShown() async throws {
    let (status, headers, _) = try await answer("茶.png", Self.png)
    #expect(status == .ok && headers[.contentType] == "image/png")
    #expect(headers[.contentDisposition] == "inline; filename=\"_.png\"; filename*=UTF-8''%E8%8C%B6.png")
  }

  @Test(arguments: ["x.html", "x.svg", "x.png", "x.pdf", "x"])
  func anythingElseIsForTheDisk(name: String) async throws {
    let (_, headers, _) = try await answer(name, Array("<svg xmlns='x'><script>alert(1)</script></svg>".utf8))
    #expect(headers[.contentType] == "application/octet-stream", "whatever it is called")
    #expect(headers[.contentDisposition]?.hasPrefix("attachment;") == true)
    #expect(headers[.xContentTypeOptions] == "nosniff")
    #expect(headers[.contentSecurityPolicy] == "default-src 'none'; sandbox; frame-ancestors 'none'")
  }

  @Test func aPartIsGivenAndAFileThatIsKnownIsNot() async throws {
    let bytes = Self.png + [UInt8](repeating: 7, count: 988)
    let part = try await answer("v.png", bytes, [.range: "bytes=10-19"])
    #expect(part.status == .partialContent && part.headers[.contentRange] == "bytes 10-19/1000" && part.length == 10)
    let tag = try #require(part.headers[.eTag])
    let beyond = try await answer("v.png", bytes, [.range: "bytes=1000-"])
    #expect(beyond.status == .rangeNotSatisfiable && beyond.headers[.contentRange] == "bytes */1000")
    let file = try #require(try ServedFile.open("v.png", in: Folder.open(folder.path)))
    func status(_ headers: HTTPFields) -> HTTPResponse.Status {
      let head = HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/", headerFields: headers)
      return file.response(to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), threads: threads).status
    }
    #expect(status([.ifRange: "\"other\"", .range: "bytes=0-1"]) == .ok)
    #expect(status([.ifNoneMatch: tag]) == .ok, "it was written again since")
  }

  @Test(arguments: ["..", ".", "", "a/b", "../x", "a\u{0}", "missing"])
  func aNameThatLeadsElsewhereIsNoFile(name: String) throws {
    #expect(try ServedFile.open(name, in: Folder.open(folder.path)) == nil)
  }

  @Test func aLinkIsNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("link").string, withDestinationPath: "/etc/passwd")
    #expect(try ServedFile.open("link", in: Folder.open(folder.path)) == nil)
    #expect(try ServedFile.open("link/x", in: Folder.open(folder.path)) == nil)
  }

  @Test func aNameCannotBreakItsHeader() {
    let text = ServedFile.disposition("a\"; x=\r\nSet-Cookie: y\\.png", isShown: false)
    #expect(text.hasPrefix("attachment; filename=\"a_; x=_Set-Cookie: y_.png\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A"))
  }

  @Test(
    arguments: [
      (nil, .whole), ("bytes=0-", .part(0..<100)), ("bytes=5-9", .part(5..<10)), ("bytes=90-200", .part(90..<100)),
      ("bytes=-10", .part(90..<100)), ("bytes=-200", .part(0..<100)), ("bytes=100-", .beyond), ("bytes=-0", .beyond),
      ("bytes=9-5", .whole), ("bytes=0-1,5-6", .whole), ("bytes=a-b", .whole), ("lines=0-1", .whole),
      ("bytes=-", .whole),
      ("bytes=0-9223372036854775807", .part(0..<100)), ("bytes=0-99999999999999999999", .whole), ("bytes=--5", .whole),
    ] as [(String?, ByteRange)])
  func rangesAreRead(header: String?, range: ByteRange) {
    #expect(ByteRange(header, size: 100) == range)
  }

  @Test func filesAreKnownByTheirFirstBytes() {
    #expect(FileLook(Self.png).type == "image/png")
    #expect(FileLook([0xFF, 0xD8, 0xFF, 0xE0]).type == "image/jpeg")
    #expect(FileLook(Array("GIF89a".utf8)).type == "image/gif")
    #expect(FileLook(Array("RIFF0000WEBPVP8 ".utf8)).type == "image/webp")
    #expect(FileLook([0, 0, 0, 32] + Array("ftypisom".utf8)) == .video("video/mp4"))
    #expect(FileLook([0, 0, 0, 32] + Array("ftypheic".utf8)) == .other)
    #expect(FileLook([]) == .other)
  }
}
