import JobModel
import Testing

@Suite struct PictureRecipeTests {
  private func recipe(_ text: String) throws -> PictureRecipe {
    try PictureRecipe(json: try #require(try JSONReader.read(text).object))
  }

  @Test func isWrittenAsItIsRead() throws {
    let text = """
      {"operations":[{"crop":{"size":"300x200","position":"左上"}},{"crop":{"width":10,"height":20,"left":1}},
       {"fit":"1600"},{"fill":{"size":"800×600","position":"top"}},{"pad":{"width":"1200","height":900,"enlarge":"yes"}},
       {"stretch":"10*20"},{"upscale":2},{"upscale":{"size":"4000"}},{"extend":{"all":20,"left":0,"background":"#abc"}},
       {"flatten":"白色"},{"flatten":true},{"watermark":{"text":"样品","opacity":"50%","size":0.3,"colour":"red"}},
       {"watermark":{"picture":"/p/logo.png","position":"center"}}],
       "background":"transparent","format":"JPG","quality":"90","stripMetadata":false,"maximumBytes":"500 KB","score":true}
      """
    let recipe = try recipe(text)
    #expect(recipe.operations.count == 13)
    #expect(recipe.format == .jpeg && recipe.quality == 90 && recipe.maximumBytes == 500_000 && recipe.score)
    #expect(try PictureRecipe(json: recipe.json) == recipe)
  }

  @Test func emptyCellsSwitchOperationsOff() throws {
    let text = """
      {"operations":[{"watermark":""},{"watermark":{"text":null,"opacity":0.5}},{"pad":{"size":" "}},{"upscale":""},
       {"flatten":false},{"extend":0},{"crop":null}],"background":"","format":null,"quality":""}
      """
    #expect(try recipe(text) == PictureRecipe())
  }

  @Test(arguments: [
    (#"{"colour":"red"}"#, "colour: is not known here."),
    (#"{"quality":101}"#, "quality: must be a whole number from 1 to 100."),
    (#"{"format":"bmp"}"#, "format: “bmp” is not a format that can be written. Use jpeg, png, webp, tiff or avif."),
    (#"{"format":"heic"}"#, "format: “heic” is not a format that can be written."),
    (#"{"background":"whitish"}"#, "background: “whitish” is not a colour."),
    (#"{"maximumBytes":"12 pounds"}"#, "maximumBytes: “12 pounds” is not a size from 1 KB to 1000 MB."),
    (#"{"operations":{}}"#, "operations: must be a list."),
    (#"{"operations":["fit"]}"#, "operations[0]: must be an object with one member"),
    (#"{"operations":[{"blur":3}]}"#, "operations[0].blur: is not an operation."),
    (#"{"operations":[{"pad":{"width":10}}]}"#, "operations[0].pad.height: is missing."),
    (#"{"operations":[{"fit":"20001"}]}"#, "operations[0].fit.size: each side must be from 1 to 20000 pixels."),
    (#"{"operations":[{"fit":"wide"}]}"#, "operations[0].fit.size: “wide” is not a size."),
    (#"{"operations":[{"fit":{"size":"10","mode":"x"}}]}"#, "operations[0].fit.mode: is not known here."),
    (#"{"operations":[{"upscale":17}]}"#, "operations[0].upscale.factor: must be from 1 to 16."),
    (#"{"operations":[{"watermark":{"text":"a","opacity":"150%"}}]}"#, "watermark.opacity: must be from 0% to 100%."),
  ])
  func saysWhichKeyIsWrong(text: String, sentence: String) throws {
    let problem = try #require(throws: PictureRecipe.Problem.self) { try recipe(text) }
    #expect(problem.description.contains(sentence))
  }

  @Test func limitsItsLength() {
    let many = (0...20).map { _ in #"{"flatten":true}"# }.joined(separator: ",")
    #expect(throws: PictureRecipe.Problem.self) { try recipe(#"{"operations":[\#(many)]}"#) }
    let long = String(repeating: "图", count: 201)
    #expect(throws: PictureRecipe.Problem.self) { try recipe(#"{"operations":[{"watermark":"\#(long)"}]}"#) }
  }
}

@Suite struct PictureColourTests {
  @Test(arguments: [
    ("white", "#ffffff"), ("白色", "#ffffff"), (" 白 ", "#ffffff"), ("Light Grey", "#d9d9d9"), ("浅蓝", "#cfe6fb"),
    ("#0aF", "#00aaff"), ("102030", "#102030"), ("#102030", "#102030"), ("透明", "transparent"), ("红", "#e02020"),
  ])
  func readsNamesAndNumbers(text: String, colour: String) {
    #expect(PictureColour(text)?.text == colour)
  }

  @Test(arguments: ["", "#", "#12", "#12345g", "１２３", "#1234567", "nice"])
  func refusesOtherWords(text: String) {
    #expect(PictureColour(text) == nil)
  }
}

@Suite struct PictureMessagesTests {
  @Test func requestsAndRepliesSurviveJSON() throws {
    var recipe = PictureRecipe(operations: [.upscale(.factor(1.5))], format: .avif)
    recipe.maximumBytes = 10_000
    let requests = [
      PictureRequest(.probe, input: "/a/b.jpg"),
      PictureRequest(.apply(recipe, output: "/o"), input: "/a", name: "红.jpg"),
      PictureRequest(.thumbnail(output: "/t", box: 96), input: "/a"),
    ]
    for request in requests { #expect(try PictureRequest(json: request.json) == request) }
    var made = MadePicture(format: .webp, size: PixelSize(width: 3, height: 4), bytes: 5)
    made.score = PictureScore(resolution: 1, sharpness: 2.5, exposure: 3, contrast: 4)
    made.notes = [PictureNote(code: "a", message: "b")]
    let replies: [PictureReply] = [
      .probed(
        PictureFacts(format: .heic, size: PixelSize(width: 1, height: 2), pages: 3, hasAlpha: true, orientation: 6)),
      .made(made), .failed(Failure(.invalid, code: "picture-format", message: "m", detail: "d")),
    ]
    for reply in replies { #expect(PictureReply(json: reply.json) == reply) }
  }

  @Test(arguments: [
    #"{}"#, #"{"work":"dance","input":"/a"}"#, #"{"work":"probe"}"#,
    #"{"work":"thumbnail","input":"/a","output":"/b","box":0}"#,
    #"{"work":"apply","input":"/a"}"#,
  ])
  func refusesOtherRequests(text: String) throws {
    let object = try #require(try JSONReader.read(text).object)
    #expect(throws: PictureRecipe.Problem.self) { try PictureRequest(json: object) }
  }
}
