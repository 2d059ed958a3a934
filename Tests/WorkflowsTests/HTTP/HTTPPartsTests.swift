import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// The values that the http step decides with.
@Suite struct HTTPPartsTests {
  private func tree(_ text: String) throws -> AnswerValue { try AnswerReader.read(AnswerBytes(Array(text.utf8))) }

  private func found(_ pointer: String, in text: String) throws -> [JSONValue] {
    try #require(JSONPointer(pointer)).values(in: tree(text)).map { $0.json(textLimit: 100) }
  }

  // MARK: Pointers

  @Test(
    arguments: [
      ("/a/0", #"{"a":[1,2]}"#, [1]), ("/a/-1", #"{"a":[1,2]}"#, [2]), ("/a/*", #"{"a":[1,null,2]}"#, [1, 2]),
      ("/*/x", #"{"a":{"x":1},"b":{"x":2},"c":3}"#, [1, 2]), ("/a~1b/c~0", #"{"a/b":{"c~":7}}"#, [7]),
      ("/*[f]/f", #"[{"f":1},{"g":2},{"f":null},{"f":false}]"#, [1]), ("/*[!t]/v", #"[{"t":true,"v":1},{"v":2}]"#, [2]),
      ("/*[k=x]/v", #"[{"k":"x","v":1},{"k":"y","v":2}]"#, [1]),
      ("/*[v][k!=x]/v", #"[{"k":"x","v":1},{"v":2},{"k":"z"}]"#, [2]), ("/error/a", #"[{"error":{"a":1}}]"#, [1]),
      ("", "3", [3]), ("/a/b", #"{"a":"text"}"#, []), ("/0", "[4]", [4]),
    ] as [(String, String, [JSONValue])])
  func pointersFindWhatTheySay(_ pointer: String, _ text: String, _ values: [JSONValue]) throws {
    #expect(try found(pointer, in: text) == values)
  }

  @Test(arguments: ["a", "/*[", "/*x", "/*[]", "/*[a]b"]) func otherTextsAreNoPointers(_ text: String) {
    #expect(JSONPointer(text) == nil)
  }

  // MARK: Answers

  @Test func longTextsStayWhereTheyAre() throws {
    var limits = AnswerReader.Limits()
    limits.longText = 8
    let bytes = AnswerBytes(Array(#"{"a":"short","b":"a \"long\" one \u4e2d\ud83d\ude00\/ end"}"#.utf8))
    let value = try AnswerReader.read(bytes, limits: limits)
    guard case .long(let text)? = value["b"] else {
      Issue.record("the text was read")
      return
    }
    #expect(text.string(limit: 100) == "a \"long\" one 中😀/ end")
    #expect(text.string(limit: 15) == "a \"long\" one ")
  }

  @Test(arguments: ["{", "[1,]", #"{"a" 1}"#, "1 2", "nul", #"{"a":"x}"#, String(repeating: "[", count: 200)])
  func brokenAnswersAreRefused(_ text: String) {
    #expect(throws: JSONReader.Failure.self) { try tree(text) }
  }

  @Test func answersWithTooManyValuesAreRefused() {
    var limits = AnswerReader.Limits()
    limits.values = 10
    #expect(throws: JSONReader.Failure(reason: "more than 10 values", offset: 19)) {
      try AnswerReader.read(AnswerBytes(Array("[1,1,1,1,1,1,1,1,1,1,1]".utf8)), limits: limits)
    }
  }

  // MARK: Base64

  @Test(arguments: [0, 1, 2, 3, 4, 100]) func base64IsDecodedInPieces(_ length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for text in [SampleBytes.base64(bytes), SampleBytes.base64(bytes).filter { $0 != "=" }] {
      var decoder = Base64Decoder()
      var output: [UInt8] = []
      for piece in text.utf8.map({ [$0] }) {
        try piece.withUnsafeBufferPointer { try decoder.decode($0, into: &output) }
      }
      try decoder.finish(into: &output)
      #expect(output == bytes)
    }
  }

  // MARK: Patterns

  @Test(
    arguments: [
      ("*PerDay*", "RequestsPerDay-Free", true), ("throttling*", "Throttling.RateQuota", true),
      ("a*b*c", "aXbYc", true),
      ("a*b*c", "acb", false), ("stop", "STOP", true), ("*", "", true), ("ab*ba", "aba", false),
    ])
  func patternsTakeAnythingForAStar(_ pattern: String, _ text: String, _ fits: Bool) {
    #expect(TextPattern(pattern).matches(text) == fits)
  }

  // MARK: Kinds of files

  @Test func filesAreKnownByTheirBytes() {
    let samples: [([UInt8], String)] = [
      (SampleBytes.png, "png"), (SampleBytes.jpeg, "jpg"), (SampleBytes.mp4, "mp4"),
      (Array("RIFF".utf8) + [1, 0, 0, 0] + Array("WEBPVP8 ".utf8), "webp"), (Array("%PDF-1.7".utf8), "pdf"),
      (Array("  <!DOCTYPE html><p>".utf8), "html"), (Array("中文。".utf8), "txt"), ([0, 1, 2, 3], "bin"), ([], "bin"),
    ]
    for (bytes, ending) in samples { #expect(FileFormat(bytes).fileExtension == ending) }
  }

  // MARK: Waiting

  @Test func waitsGrowUpToTheirMost() throws {
    var plan = PollPlan(Self.poll)
    let sight = PollPlan.Sight.state("RUNNING", isListed: nil)
    #expect(plan.next(sight, elapsed: .zero) == .wait(.seconds(2)))
    #expect(plan.next(sight, elapsed: .seconds(2)) == .wait(.seconds(3)))
    #expect(plan.next(sight, elapsed: .seconds(5)) == .wait(.seconds(4)))
    #expect(plan.next(sight, elapsed: .seconds(9), retryAfter: .seconds(20)) == .wait(.seconds(20)))
    #expect(plan.next(sight, elapsed: .seconds(59)) == .wait(.seconds(1)))
    #expect(plan.next(sight, elapsed: .seconds(60)) == .tooLong)
  }

  @Test func endsAreToldFromStates() {
    var plan = PollPlan(Self.poll)
    #expect(plan.next(.state("done", isListed: nil), elapsed: .zero) == .done)
    #expect(plan.next(.state("BAD", isListed: nil), elapsed: .zero) == .failed(state: "BAD"))
    #expect(plan.next(.state("gone", isListed: nil), elapsed: .zero) == .lost)
    #expect(plan.next(.unknownID, elapsed: .zero) == .lost)
    #expect(plan.next(.state("new word", isListed: nil), elapsed: .zero) == .wait(.seconds(2)))
  }

  @Test func absenceCountsOnlyInARow() {
    var plan = PollPlan(Self.poll)
    for isListed in [false, false, true, false, false, nil] {
      guard case .wait = plan.next(.state(nil, isListed: isListed), elapsed: .zero) else {
        Issue.record("given up too early")
        return
      }
    }
    _ = plan.next(.state(nil, isListed: false), elapsed: .zero)
    _ = plan.next(.state(nil, isListed: false), elapsed: .zero)
    #expect(plan.next(.state(nil, isListed: false), elapsed: .zero) == .lost)
  }

  private static var poll: PollRecipe {
    var poll = PollRecipe(request: RequestRecipe(), state: [], done: ["DONE"])
    (poll.failed, poll.lost, poll.most, poll.within) = (["bad"], ["GONE"], .seconds(4), .seconds(60))
    return poll
  }

  // MARK: The row's file

  @Test func recordsAreReadBack() throws {
    var harvest = Harvest()
    harvest.values = ["a": 1]
    harvest.links = [Harvest.Link(output: "o", source: 1, item: ["filename": "f"])]
    harvest.cost = 0.5
    let records = [
      RemoteRecord(id: "t-1"), RemoteRecord(id: "{odd}"), RemoteRecord(id: "t", isLost: true),
      RemoteRecord(harvest: harvest),
    ]
    for record in records { #expect(RemoteRecord(text: record.text) == record) }
    #expect(RemoteRecord(id: "t-1").text == "t-1")
  }

  // MARK: URLs

  @Test(
    arguments: [
      ("images", "https://h/v1/images"), ("/files/a", "https://h:443/files/a"), ("//o/x", "https://o/x"),
      ("?a=b", "https://h/v1?a=b"), ("", "https://h/v1"), ("http://o/", "http://o/"), ("a:b", "https://h/v1/a:b"),
    ])
  func addressesAreJoined(_ text: String, _ url: String) {
    #expect(RequestURL.joined(text, to: "https://h/v1") == url)
  }

  @Test func addressesAreTidied() {
    #expect(RequestURL.tidied(" https://h/猫 a?b=%20c#part ") == "https://h/%E7%8C%AB%20a?b=%20c")
  }
}
