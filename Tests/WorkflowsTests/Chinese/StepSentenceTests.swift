import Containment
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// What programs and pictures make of a row, as a Chinese office reads it.
@Suite struct StepSentenceTests {
  private func failure(_ yaml: String, _ values: JSONObject = [:], isFull: Bool = false) async throws -> Failure? {
    try await Bench(values, isFull: isFull).run(try Samples.workflow(yaml)).failure
  }

  @Test(arguments: [
    "exit 65", "exit 75", "exit 3", "kill -SEGV $$", "head -c 20000000 /dev/zero", "echo '[1]'", "echo none",
    "echo '{}'", "mkdir out; echo '{}'", "mkfifo out; echo '{}'", "ln -s x out; echo '{}'", "touch out; echo '{}'",
    "echo x > a; ln a out; echo '{}'",
    #"echo '{"en": "No words.", "zh": "没有词。"}' >&2; exit 65"#,
  ])
  func programs(_ script: String) async throws {
    let quoted = String(decoding: JSONWriter.bytes(of: .string(script)), as: UTF8.self)
    let failure = try await failure(
      """
      steps: [{name: work, command: {run: [sh, -c, \(quoted)], outputs: {a: {}, picture: {file: out}}}}]
      """)
    #expect(ChineseText.problem(failure?.message) == nil)
  }

  @Test(arguments: [
    "steps: [{name: work, command: {run: [no-such-program]}}]",
    "steps: [{name: work, timeout: 100ms, command: {run: [sleep, '1000']}}]",
    "columns: [{name: photo, type: image}]\nsteps: [{name: work, image: {input: '{{photo}}'}}]",
    "columns: [{name: x, type: file}]\nsteps: [{name: work, http: {url: 'http://a.example/', multipart: [{name: f, file: '{{x}}'}]}}]",
  ])
  func rowsThatCannotBeDone(_ yaml: String) async throws {
    #expect(ChineseText.problem(try await failure(yaml)?.message) == nil)
  }

  @Test func aResultThatCouldNotBeWrittenDown() async throws {
    let failure = try await failure("steps: [{name: work, command: {run: [sh, -c, exit 0]}}]", isFull: true)
    #expect(failure?.message.chinese == "步骤“work”的结果没能记录下来。这一行稍后会重新运行。")
  }

  @Test(arguments: [
    ContainmentError.Code.programNotFound, .programNotExecutable, .startFailed, .limitReached(.memory),
    .limitReached(.cpuTime), .crashed(signal: 11), .endedEarly(status: 1), .deadlinePassed, .badReply, .badRequest,
  ])
  func childrenThatFail(_ code: ContainmentError.Code) {
    let error = ContainmentError(code, operation: "start the program", subject: "python3")
    let failure = Failure(error, step: "work", subject: "the picture '\("杯.jpg")'")
    #expect(ChineseText.problem(failure.message) == nil)
  }

  @Test func aStandingProgramSaysBothLanguages() throws {
    let message = ProgramSentence.read(["en": "Too dark. ", "zh": "太暗。"])
    #expect(message?.english == "Too dark.")
    #expect(message?.chinese == "太暗。")
    #expect(ProgramSentence.read(line: #"{"zh": "太暗。"}"#)?.english == "太暗。")
    #expect(ProgramSentence.read(line: "{not JSON")?.english == "{not JSON")
    #expect(ProgramSentence.read(line: #"{"code": 1}"#)?.english == #"{"code": 1}"#)
    #expect(ProgramSentence.read(.string(" ")) == nil)
  }

  @Test(
    arguments: [
      ["operations": [["fit": ["size": "big"]]]], ["operations": [["fit": ["size": "99999"]]]],
      ["operations": [["turn": [:]]]], ["background": "blau"],
      ["quality": 101], ["format": "bmp"], ["maximumBytes": "1"], ["score": "perhaps"], ["colour": "red"],
      ["operations": [["watermark": ["text": "x", "position": "above"]]]], ["operations": 5],
    ] as [JSONObject])
  func picturesThatCannotBeMadeSo(_ recipe: JSONObject) throws {
    #expect {
      _ = try PictureRecipe(json: recipe)
    } throws: { error in
      let problem = try #require(error as? PictureRecipe.Problem)
      return ChineseText.problem(problem.message, names: [problem.key] + Self.words) == nil
    }
  }

  /// Words of a recipe, which are the same in every language.
  private static let words =
    PicturePosition.allCases.map(\.rawValue) + [
      "operations", "background", "format", "quality", "stripMetadata", "maximumBytes", "score", "crop", "fit", "fill",
      "pad", "stretch", "upscale", "extend", "flatten", "watermark", "jpeg", "png", "webp", "tiff", "avif", "white",
      "rrggbb", "transparent", "1600x1200",
    ]
}
