import Testing

@testable import SpoolWeb

@Suite struct MultipartParserTests {
  /// What a body comes to: names, file names and contents.
  private struct Part: Equatable {
    var name: String?
    var fileName: String?
    var content: [UInt8] = []
  }

  private static func parts(_ body: some Sequence<UInt8>, chunk: Int, boundary: String = "XX") throws -> [Part] {
    var parser = MultipartParser(boundary: boundary)
    var parts: [Part] = []
    var isOpen = false
    var rest = Array(body)[...]
    while !rest.isEmpty {
      for event in try parser.read(rest.prefix(chunk)) {
        switch event {
        case .part(let header):
          parts.append(Part(name: header.name, fileName: header.fileName))
          isOpen = true
        case .content(let bytes):
          #expect(isOpen && !bytes.isEmpty)
          parts[parts.count - 1].content += bytes
        case .partEnd: isOpen = false
        }
      }
      rest = rest.dropFirst(chunk)
    }
    try parser.finish()
    #expect(!isOpen)
    return parts
  }

  private static func body(_ parts: [(header: String, content: [UInt8])], boundary: String = "XX") -> [UInt8] {
    parts.flatMap { part in
      Array("--\(boundary)\r\nContent-Disposition: form-data; \(part.header)\r\n\r\n".utf8) + part.content
        + Array("\r\n".utf8)
    } + Array("--\(boundary)--\r\n".utf8)
  }

  /// Contents that look like boundaries nearly, with line ends, hyphens and all bytes there are.
  private static let binary = Array("\r\n--X\r\n--XY\r\r\n--\r\n-".utf8) + Array(0...255) + Array("\r\n".utf8)

  @Test(arguments: [1, 2, 3, 5, 7, 64, 4096])
  func contentsAreTheSameHoweverTheyArrive(chunk: Int) throws {
    let body = Self.body([
      ("name=\"workflow\"", Array("text".utf8)), ("name=\"file\"; filename=\"a.bin\"", Self.binary),
      ("name=\"file\"; filename=\"empty\"", []),
    ])
    #expect(
      try Self.parts(body, chunk: chunk) == [
        Part(name: "workflow", content: Array("text".utf8)),
        Part(name: "file", fileName: "a.bin", content: Self.binary), Part(name: "file", fileName: "empty"),
      ])
  }

  @Test func whatStandsBeforeAndAfterIsLeftOut() throws {
    let body = Array("Hello\r\n".utf8) + Self.body([("name=a", [1])]) + Array("bye --XX\r\n".utf8)
    #expect(try Self.parts(body, chunk: 9) == [Part(name: "a", content: [1])])
  }

  @Test func blanksMayFollowABoundary() throws {
    let body = "--XX  \t\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--XX--"
    #expect(try Self.parts(body.utf8, chunk: 4) == [Part(name: "a", content: Array("b".utf8))])
  }

  @Test(arguments: [
    "", "--XX", "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nabc", "--XX\r\nA: b\r\n\r\nc\r\n--XX",
  ])
  func bodiesThatEndEarlyAreNotTaken(body: String) {
    #expect(throws: MultipartParser.Fault.cutOff) { try Self.parts(body.utf8, chunk: 8) }
  }

  @Test(arguments: ["--XXgarbage\r\n", "--XX\r\nno field\r\n\r\n", "--XX\r\nA: b\r\n folded\r\n\r\n"])
  func headersThatAreNoneAreNotTaken(body: String) {
    #expect(throws: MultipartParser.Fault.badHeader) { try Self.parts(body.utf8, chunk: 8) }
  }

  @Test func headersHaveALimit() {
    let body = Array("--XX\r\nA: ".utf8) + [UInt8](repeating: 0x61, count: 1 << 20)
    #expect(throws: MultipartParser.Fault.badHeader) { try Self.parts(body, chunk: 1000) }
  }

  @Test func partsHaveALimit() {
    let body = Self.body([(header: String, content: [UInt8])](repeating: ("name=a", []), count: 20_001))
    #expect(throws: MultipartParser.Fault.tooManyParts) { try Self.parts(body, chunk: 1 << 16) }
  }

  @Test(arguments: [
    ("name=\"a;b\"; filename=\"x; y.csv\"", "a;b", "x; y.csv"),
    ("name=a; filename=\"quote%22and%0D%0Aline.csv\"", "a", "quote\"and\r\nline.csv"),
    (#"name=a; filename="back\\slash \"quoted\".csv""#, "a", #"back\slash "quoted".csv"#),
    (#"name=a; filename="C:\Users\me\a.csv""#, "a", #"C:\Users\me\a.csv"#),
    ("name=a; filename=\"plain.csv\"; filename*=UTF-8''%e5%9b%be.csv", "a", "图.csv"),
    ("name=\"图\"; filename=\"图.csv\"", "图", "图.csv"), ("name=a; filename=\"\"", "a", ""),
  ])
  func namesAreReadAsBrowsersAndProgramsWriteThem(header: String, name: String, fileName: String) throws {
    let parts = try Self.parts(Self.body([(header, [])]), chunk: 1 << 10)
    #expect(parts == [Part(name: name, fileName: fileName)])
  }

  @Test func aPartWithoutANameHasNone() throws {
    #expect(try Self.parts(Array("--XX\r\n\r\nb\r\n--XX--".utf8), chunk: 3) == [Part(content: Array("b".utf8))])
  }
}
