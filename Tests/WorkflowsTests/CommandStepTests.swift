import Foundation
import Glibc
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct CommandStepTests {
  /// Runs a shell script as a row's only step.
  private func run(
    _ script: String, _ settings: String = "outputs: {}", values: JSONObject = [:]
  ) async throws -> Ending {
    let quoted = String(decoding: JSONWriter.bytes(of: .string(script)), as: UTF8.self)
    let definition = try Samples.workflow(
      """
      columns: [{name: note}, {name: sizeList, type: list}, {name: photo, type: image}]
      steps:
        - name: work
          timeout: 10m
          command:
            run: [sh, -c, \(quoted), "script", "{{note}}"]
            \(settings)
      """)
    return try await Bench(values).run(definition)
  }

  private func message(_ script: String, _ settings: String = "outputs: {}") async throws -> String {
    let ending = try await run(script, settings)
    return "\(ending.outcome) \(ending.failure?.code ?? ""): \(ending.failure?.message ?? "")"
  }

  @Test func aProgramFindsTheRowInArgumentsEnvironmentAndInput() async throws {
    let ending = try await run(
      #"cat > in.json; printf '{"a":"%s","b":"%s","c":"%s"}' "$1" "$ROW_NOTE" "$ROW_SIZELIST""#,
      "outputs: {a: {}, b: {}, c: {}, input: {file: in.json}}", values: ["note": "x; $(id) 杯", "sizeList": [1]])
    #expect(ending.failure == nil)
    #expect(ending.outcome == .done)
    #expect(ending.outputs == ["a": "x; $(id) 杯", "b": "x; $(id) 杯", "c": "[1]"])
    #expect(ending.files.map(\.column) == ["input"])
  }

  @Test func standardOutputMayBeTheOneOutput() async throws {
    #expect(
      try await run("printf ' hi\\n \\033 \\377'", "output: text\n      outputs: {a: {}}").outputs == [
        "a": "hi\n  \u{FFFD}"
      ])
    #expect(try await run("echo no JSON", "outputs: {}").outcome == .done)
  }

  @Test(arguments: [
    ("echo reason >&2; echo 'The photo is blurred.' >&2; exit 65", "failed command-invalid: The photo is blurred."),
    ("exit 65", "failed command-invalid: The program 'sh' of the step 'work' cannot use this row's values."),
    ("exit 75", "retry command-try-again: The program 'sh' of the step 'work' asks to try the row again."),
    ("exit 3", "retry command-failed: The program 'sh' of the step 'work' failed (exit status 3)."),
    ("kill -SEGV $$", "retry command-signal: The program 'sh' of the step 'work' was ended by a signal (11)."),
    (
      "head -c 20000000 /dev/zero",
      """
      failed command-output-too-large: The program 'sh' of the step 'work' wrote more than 10 MB to its output. \
      Let it write to a file instead.
      """
    ),
  ])
  func saysHowAProgramEnded(_ script: String, _ wanted: String) async throws {
    #expect(try await message(script) == wanted)
  }

  @Test func theWorkflowMaySayWhatAFailureMeans() async throws {
    #expect(try await message("exit 3", "onFailure: invalid").hasPrefix("failed command-failed: "))
  }

  @Test func saysWhatCannotBeReadAsJSON() async throws {
    #expect(
      try await message("echo '[1]'", "outputs: {a: {}}")
        == """
        retry command-bad-output: The program of the step 'work' gave an output that cannot be read as JSON: \
        it is not a JSON object.
        """)
    #expect(
      try await message("printf '{\"a\": \"\\377\"}'", "outputs: {a: {}}")
        == """
        retry command-bad-output: The program of the step 'work' gave an output that cannot be read as JSON: \
        the text is not UTF-8 at byte 9.
        """)
  }

  @Test func stopsAProgramThatNeverEnds() async throws {
    let definition = try Samples.workflow(
      "steps: [{name: work, timeout: 100ms, command: {run: [sh, -c, 'sleep 1000 & exec >&-; sleep 1000']}}]")
    let ending = try await Bench().run(definition)
    #expect(ending.failure?.code == "step-timeout")
    #expect(ending.outcome == .retry)
  }

  @Test func saysThatAProgramIsMissingOrNoProgram() async throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n", to: "plain")
    func message(_ program: String) async throws -> Message? {
      let yaml = "steps: [{name: work, command: {run: [\(program)]}}]"
      return try await Bench().run(try Samples.workflow(yaml, folder: folder.path)).failure?.message
    }
    #expect(
      try await message("no-such-program")
        == "The program 'no-such-program' of the step 'work' was not found. An administrator has to install it.")
    #expect(
      try await message("./plain")
        == """
        The program '\(folder.path)/plain' of the step 'work' may not be executed. \
        An administrator has to make it executable.
        """)
  }

  @Test func refusesAnArgumentThatNoProgramCanTake() async throws {
    let ending = try await run("exit 0", values: ["note": .string(String(repeating: "x", count: 200_000))])
    #expect(
      ending.failure?.message
        == "A value for the program of the step 'work' is 200 KB long; 128 KB are possible.")
  }

  @Test func longValuesStayOutOfTheEnvironment() async throws {
    let definition = try Samples.workflow(
      """
      columns: [{name: note}]
      steps:
        - name: work
          command: {run: [sh, -c, 'printf "%s" "${ROW_NOTE-none} "; wc -c'], output: text, outputs: {a: {}}}
      """)
    let ending = try await Bench(["note": .string(String(repeating: "x", count: 2_000_000))]).run(definition)
    #expect(ending.outputs["a"]?.string?.hasPrefix("none 20000") == true)
  }

  // MARK: Files

  @Test func keepsEveryFileThatMatches() async throws {
    let ending = try await run("echo b > out-b.PNG; echo a > out-a.png; echo x > other", "outputs: {p: {file: 'out*'}}")
    #expect(ending.files.map(\.name) == ["1-0-p.png", "1-1-p.png"])
  }

  @Test(arguments: [
    ("true", "failed no-file: The step 'work' gave no 'p': its program left no file named 'out*'."),
    ("touch out", "failed empty-file: The step 'work' gave an empty file (0 bytes) for 'p'."),
    (
      "ln -s /etc/passwd out",
      "failed not-a-file: The step 'work' gave 'out' for 'p', which is a link. Only ordinary files are taken."
    ),
    (
      "mkfifo out",
      "failed not-a-file: The step 'work' gave 'out' for 'p', which is a pipe. Only ordinary files are taken."
    ),
    (
      "mkdir out",
      "failed not-a-file: The step 'work' gave 'out' for 'p', which is a folder. Only ordinary files are taken."
    ),
    (
      "echo a > a; ln a out",
      """
      failed not-a-file: The step 'work' gave 'out' for 'p', which has a second name elsewhere. \
      Only files of the row's own are taken.
      """
    ),
    (
      "for i in $(seq 150); do echo x > out$i; done",
      "failed too-many-files: The step 'work' made 150 files for 'p'; 100 are possible."
    ),
  ])
  func refusesWhatIsNoFileOfTheRow(_ script: String, _ wanted: String) async throws {
    #expect(try await message(script, "outputs: {p: {file: 'out*'}}") == wanted)
  }

  @Test func aFileMayBeOptional() async throws {
    #expect(try await run("true", "outputs: {p: {file: x, optional: true}}") == Ending(.done))
  }

  @Test func namesOfFilesMayBeAnything() async throws {
    let script = #"n=$(printf '%0240d' 7); echo x > "out$n.txt"; printf x > "$(printf 'out\nb\033.a b')""#
    let ending = try await run(script, "outputs: {p: {file: 'out*'}}")
    #expect(ending.outcome == .done)
    #expect(ending.files.map(\.name) == ["1-0-p.bin", "1-1-p.txt"])
  }

  // MARK: Definition

  @Test func reportsWhatACommandCannotBe() {
    func problems(_ command: String) -> [String] {
      Samples.problems("columns: [{name: a}]\nsteps: [{name: s, command: \(command)}]").map {
        String($0.dropFirst("workflow.yaml, line 2: ".count))
      }
    }
    #expect(problems("{run: []}") == ["'steps, s, command, run' must name the program first."])
    #expect(problems("{}") == ["The key 'run' is missing in 'steps, s, command'."])
    #expect(
      problems("{run: [x], outputs: {p: {file: ../x}}}") == [
        "'steps, s, command, outputs, p, file' must be a plain file name or a pattern such as \"out.*\"."
      ])
    #expect(
      problems("{run: [x], output: text}") == [
        "'output: text' needs exactly one output that is no file, and no 'persistent: true'."
      ])
    #expect(problems("{run: [x], workers: 2}") == ["'workers' needs 'persistent: true'."])
    #expect(
      problems("{run: [x], environment: {'A=B': 1}}") == ["'A=B' cannot be the name of an environment variable."])
  }

  // MARK: Our own example

  @Test(arguments: [("two words, two", "en", 3, "words"), ("杯子 好看", "zh", 4, "杯")])
  func theExampleCountsWords(_ text: String, _ language: String, _ count: Int64, _ longest: String) async throws {
    let definition = try #require(try WorkflowLibrary(searchPath: [Samples.templates]).load("local-command"))
    let ending = try await Bench(["text": .string(text), "language": .string(language)]).run(definition)
    #expect(ending.outputs == ["words": .integer(count), "longest": .string(longest)])
    #expect(ending.files.map(\.column) == ["list"])
  }

  @Test func theExampleRefusesATextWithoutWords() async throws {
    let definition = try #require(try WorkflowLibrary(searchPath: [Samples.templates]).load("local-command"))
    let ending = try await Bench(["text": "...", "language": "en"]).run(definition)
    #expect(ending.failure?.message == "The text has no words. Write at least one.")
    #expect(ending.outcome == .failed)
  }
}
