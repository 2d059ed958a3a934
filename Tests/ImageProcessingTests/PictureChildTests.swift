import Foundation
import JobModel
import Testing

/// The child as its pool sees it: a program with two pipes.
@Suite struct PictureChildTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: false)
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: false)
    try folder.write(
      "in/红色杯子.png", HandmadePicture.halves(width: 64, height: 48, left: [200, 30, 30], right: [30, 30, 200]))
  }

  /// The program beside the bundle of tests.
  private var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("rowspool-images")
  }

  private func run(
    _ arguments: [String], _ lines: [String]
  ) throws -> (status: Int32, reason: Process.TerminationReason, replies: [JSONObject], errors: String) {
    let process = Process()
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Fewer bytes than a pipe holds, so neither side waits for the other.
    try input.fileHandleForWriting.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    try input.fileHandleForWriting.close()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let replies = try text.split(separator: UInt8(ascii: "\n")).compactMap { try JSONReader.read($0).object }
    return (process.terminationStatus, process.terminationReason, replies, String(decoding: complaints, as: UTF8.self))
  }

  private var folders: [String] { ["--read", folder.path("in"), "--write", folder.path("out")] }

  private func line(_ work: PictureRequest.Work, _ name: String = "in/红色杯子.png") -> String {
    String(decoding: JSONWriter.bytes(of: .object(PictureRequest(work, input: folder.path(name)).json)), as: UTF8.self)
  }

  @Test func answersEveryLineInOrderAndEndsWithItsInput() throws {
    var recipe = PictureRecipe(operations: [.watermark(PictureWatermark(.text("样品")))], format: .jpeg)
    recipe.score = true
    try folder.write("in/empty.jpg", [])
    let result = try run(
      folders,
      [
        line(.probe), "not JSON", line(.apply(recipe, output: folder.path("out/a.jpg"))), line(.probe, "in/empty.jpg"),
        line(.thumbnail(output: folder.path("out/t.jpg"), box: 32)),
      ])
    #expect(result.status == 0 && result.reason == .exit && result.errors.isEmpty)
    let replies = result.replies.map { PictureReply(json: $0) }
    #expect(replies.count == 5)
    guard replies.count == 5, case .probed(let facts) = replies[0], case .failed(let confused) = replies[1],
      case .made(let made) = replies[2], case .failed(let empty) = replies[3], case .made(let small) = replies[4]
    else {
      Issue.record("\(result.replies)")
      return
    }
    #expect(facts.size == PixelSize(width: 64, height: 48) && confused.code == "picture-recipe")
    #expect(made.score != nil && empty.code == "picture-unreadable")
    #expect(small.size == PixelSize(width: 32, height: 24))
    let bytes = try folder.bytes("out/a.jpg").count
    #expect(made.bytes == bytes)
  }

  @Test func repeatsTheRequestsNumber() throws {
    let result = try run(folders, [#"{"id":7,"work":"probe","input":"/none"}"#, #"{"id":8}"#])
    #expect(result.replies.map { $0["id"] } == [7, 8])
  }

  @Test func touchesNoOtherFolder() throws {
    try folder.write("outside.png", try folder.bytes("in/红色杯子.png"))
    let result = try run(
      folders,
      [line(.probe, "outside.png"), line(.apply(PictureRecipe(), output: folder.path("in/new.png"))), line(.probe)])
    let codes = result.replies.map { $0["error"]?.object?["code"]?.string }
    #expect(codes == ["picture-missing", "picture-not-written", nil])
  }

  @Test func endsAfterItsShareOfPictures() throws {
    let result = try run(folders + ["--pictures", "2"], [line(.probe), line(.probe), line(.probe)])
    #expect(result.status == 0 && result.replies.count == 2)
    #expect(result.replies.map { $0["recycle"] } == [nil, true])
  }

  @Test func refusesUnknownArguments() throws {
    for arguments in [[], ["--read"], ["--write", "/tmp", "--pictures", "0"], ["--what"]] {
      #expect(try run(arguments, []).status == 64)
    }
  }

  @Test func aPictureThatComputesForeverEndsTheChildOnly() throws {
    // Each of 9 levels uses the one below ten times: a thousand million rectangles in 1 KB.
    let levels = (1...9).map { level in
      "<g id=\"l\(level)\">" + String(repeating: "<use href=\"#l\(level - 1)\"/>", count: 10) + "</g>"
    }
    let filter = "<filter id=\"f\"><feGaussianBlur stdDeviation=\"90\"/></filter>"
    let drawing =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><defs>\(filter)\
      <rect id="l0" width="4000" height="4000" filter="url(#f)"/>\(levels.joined())</defs>\
      <use href="#l9"/></svg>
      """
    try folder.write("in/bomb.svg", Array(drawing.utf8))
    let result = try run(
      folders + ["--cpu", "1"],
      [line(.probe), line(.apply(PictureRecipe(), output: folder.path("out/b")), "in/bomb.svg")])
    let last = result.replies.last?["error"]?.object?["class"]?.string
    // Stopped by the processor's limit, or refused by the drawing library's own.
    #expect((result.reason == .uncaughtSignal && result.status == SIGXCPU) || last == "invalid")
    #expect(result.replies.first?["ok"]?.boolean == true)
  }
}
