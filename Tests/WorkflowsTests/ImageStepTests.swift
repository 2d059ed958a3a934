import Containment
import Foundation
import JobModel
import Synchronization
import Testing

@testable import Workflows

@Suite struct ImageStepTests {
  private let definition: WorkflowDefinition

  init() throws {
    definition = try #require(try WorkflowLibrary(searchPath: [Samples.templates]).load("product-photo"))
  }

  private func run(
    _ values: JSONObject, _ answer: @escaping @Sendable (JSONObject) throws(ContainmentError) -> JSONObject
  ) async throws -> Ending {
    try await Bench(values).run(definition, pictures: FakeService(answer: answer))
  }

  private static func made(_ request: JSONObject, notes: [PictureNote] = []) -> JSONObject {
    _ = FileManager.default.createFile(atPath: request["output"]?.string ?? "", contents: Data("x".utf8))
    var picture = MadePicture(format: .webp, size: PixelSize(width: 800, height: 600), bytes: 1)
    picture.score = PictureScore(resolution: 100, sharpness: 100, exposure: 100, contrast: 100)
    picture.notes = notes
    return PictureReply.made(picture).json
  }

  /// The operations that a row's values ask for.
  private func operations(_ values: JSONObject) async throws -> [PictureOperation] {
    let seen = Mutex<JSONObject?>(nil)
    let row = JSONObject([("image", "source/cup.jpg"), ("size", 800)]).merging(values)
    _ = try await run(row) { request in
      seen.withLock { $0 = request["recipe"]?.object }
      return Self.made(request)
    }
    return try PictureRecipe(json: try #require(seen.withLock { $0 })).operations
  }

  @Test func asksForAPictureAndKeepsIt() async throws {
    let seen = Mutex<JSONObject>([:])
    let bench = try Bench([
      "image": "source/cup.jpg", "background": "白色", "format": "webp", "size": 800, "fit": "fit",
    ])
    let ending = try await bench.run(
      definition,
      pictures: FakeService { request in
        seen.withLock { $0 = request }
        return Self.made(request)
      })
    let request = try PictureRequest(json: seen.withLock { $0 })
    #expect(request.input == "\(bench.job)/source/cup.jpg")
    guard case .apply(let recipe, let output) = request.work else {
      Issue.record("\(request.work)")
      return
    }
    #expect(output == "\(bench.working)/step1/picture")
    #expect(recipe.background == .white)
    #expect(recipe.format == .webp)
    #expect(recipe.score)
    #expect(ending.outcome == .done)
    #expect(ending.outputs == ["width": 800, "height": 600, "score": 100])
    #expect(ending.files.map(\.name) == ["1-0-picture.webp"])
    #expect(ending.files.map(\.mediaType) == ["image/webp"])
    #expect(ending.files.map(\.width) == [800])
  }

  @Test func theRowChoosesTheOperations() async throws {
    let box = PixelSize(width: 800, height: 800)
    #expect(try await operations(["fit": "pad"]) == [.resize(PictureResize(.pad, box)), .flatten(nil)])
    #expect(try await operations(["fit": "fill"]) == [.resize(PictureResize(.fill, box)), .flatten(nil)])
    #expect(
      try await operations(["fit": "flatten", "watermark": "© Shop"])
        == [.flatten(nil), .watermark(PictureWatermark(.text("© Shop")))])
  }

  @Test func aNoteIsAWarning() async throws {
    let ending = try await run(["image": "source/cup.tif"]) { request in
      Self.made(
        request,
        notes: [
          PictureNote(code: "picture-first-page", message: "Only the first page was used."),
          PictureNote(code: "picture-small", message: "It is small."),
        ])
    }
    #expect(ending.outcome == .warning)
    #expect(
      ending.failure
        == Failure(
          .transient, code: "picture-first-page", message: "Only the first page was used. It is small."))
  }

  @Test func passesOnWhyAPictureCannotBeUsed() async throws {
    let failure = Failure(.invalid, code: "picture-unreadable", message: "The picture 'cup.jpg' is damaged.")
    let ending = try await run(["image": "source/cup.jpg"]) { _ in PictureReply.failed(failure).json }
    #expect(ending == Ending(.failed, failure: failure))
  }

  @Test func saysWhatTheChildDied() async throws {
    func failure(_ code: ContainmentError.Code) async throws -> String {
      let ending = try await run(["image": "source/cup.jpg"]) { _ throws(ContainmentError) in
        throw ContainmentError(code, operation: "ask the program", subject: "rowspool-images")
      }
      return "\(ending.outcome): \(ending.failure?.message ?? "")"
    }
    let start = "The step 'photo' could not work on the picture 'cup.jpg'"
    #expect(
      try await failure(.limitReached(.memory)) == "failed: \(start): it needs more memory than it may use.")
    #expect(try await failure(.crashed(signal: 11)) == "retry: \(start): the program crashed (signal 11).")
    #expect(try await failure(.badReply) == "retry: \(start): the program gave no usable answer.")
  }

  @Test func saysWhichValueDoesNotFit() async throws {
    let ending = try await run(["image": "source/cup.jpg", "background": "whit"]) { Self.made($0) }
    #expect(ending.outcome == .failed)
    #expect(
      ending.failure?.message
        == """
        The row's values do not fit the step 'photo': background: “whit” is not a colour. \
        Use a name such as white, #rrggbb, or transparent.
        """)
    let missing = try await run([:]) { Self.made($0) }
    #expect(
      missing.failure?.message == "The row names no picture for the step 'photo'. Fill in the picture's name.")
  }

  @Test func aWrongRecipeIsFoundWhenTheWorkflowIsLoaded() {
    #expect(
      Samples.problems(
        """
        columns: [{name: a, type: image}]
        steps:
          - name: s
            image:
              input: "{{a}}"
              operations: [{shrink: 3}]
          - name: t
            image: {size: 3}
        """) == [
          """
          workflow.yaml, line 5: 'steps, s, image' cannot be used: operations[0].shrink: is not an operation. \
          Use crop, fit, fill, pad, stretch, upscale, extend, flatten or watermark.
          """,
          """
          workflow.yaml, line 8: The key 'size' is not known in 'steps, t, image'. Known are input, operations, \
          background, format, quality, stripMetadata, maximumBytes, score.
          """,
          "workflow.yaml, line 8: The key 'input' is missing in 'steps, t, image'.",
          """
          workflow.yaml, line 8: 'steps, t, image' cannot be used: size: is not known here. Known are: operations, \
          background, format, quality, stripMetadata, maximumBytes, score.
          """,
        ])
  }
}
