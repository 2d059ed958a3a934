import JobModel
import Testing

@testable import Workflows

@Suite struct PersistentCommandTests {
  /// Runs a row with a worker that answers each line by a Python expression over `r`, the request.
  private func run(_ answer: String, before: String = "pass", outputs: String = "a: {}") async throws -> Ending {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import json, os, sys
      for line in sys.stdin:
          r = json.loads(line)
          os.chdir(r["folder"])
          \(before)
          print(json.dumps(\(answer)), flush=True)
      """, to: "worker.py")
    let definition = try Samples.workflow(
      """
      columns: [{name: note}]
      steps:
        - name: work
          timeout: 10m
          command:
            run: [python3, "\(folder.path)/worker.py"]
            persistent: true
            workers: 2
            outputs: {\(outputs)}
      """, folder: folder.path)
    return try await Bench(["note": "杯"]).run(definition)
  }

  private func message(_ answer: String, before: String = "pass", outputs: String = "a: {}") async throws -> String {
    let ending = try await run(answer, before: before, outputs: outputs)
    return "\(ending.outcome) \(ending.failure?.code ?? ""): \(ending.failure?.message ?? "")"
  }

  private let file = "f: {file: \"*\"}"

  @Test func answersWithValuesAndFiles() async throws {
    let ending = try await run(
      #"{"id": r["id"], "ok": True, "outputs": {"a": r["values"]["note"], "b": r["row"]}, "files": {"f": "x.PNG"}}"#,
      before: #"open("x.PNG", "w").write("x")"#, outputs: "a: {}, \(file)")
    #expect(ending.outputs == ["a": "杯"])
    #expect(ending.files.map(\.name) == ["1-0-f.png"])
  }

  @Test func saysWhyARowCannotBeDone() async throws {
    #expect(
      try await message(#"{"ok": False, "class": "invalid", "message": " Too dark. "}"#)
        == "failed command-invalid: Too dark.")
    #expect(
      try await message(#"{"ok": False, "class": "odd"}"#)
        == "retry command-transient: The program 'python3' of the step 'work' could not do this row.")
    #expect(
      try await message(#"{"outputs": {}}"#)
        == "retry command-bad-output: The program 'python3' of the step 'work' gave an answer without a usable 'ok'.")
  }

  @Test(arguments: ["../x", "/etc/passwd", "a/../../x", "sub/x", "..", ""])
  func filesMustLieInTheRowsFolder(_ name: String) async throws {
    let message = try await message(#"{"ok": True, "files": {"f": "\#(name)"}}"#, outputs: file)
    #expect(
      message
        == """
        failed file-outside: The step 'work' named the file '\(name)' for 'f'. A program may only give files that \
        lie in its own folder.
        """)
  }

  @Test func aFileMustBeThere() async throws {
    #expect(
      try await message(#"{"ok": True}"#, outputs: file)
        == "failed no-file: The step 'work' gave no 'f': its program left no file for it.")
    #expect(
      try await message(#"{"ok": True, "files": {"f": "x"}}"#, outputs: file)
        == "failed no-file: The step 'work' gave no 'f': its program left no file 'x'.")
    #expect(
      try await message(
        #"{"ok": True, "files": {"f": "x"}}"#, before: #"os.symlink("/etc/passwd", "x")"#, outputs: file)
        == "failed not-a-file: The step 'work' gave 'x' for 'f', which is a link. Only ordinary files are taken.")
  }

  @Test(arguments: [
    "sys.exit(3)", "os.kill(os.getpid(), 11)", "print('[]', flush=True)", "print('{}\\n{}', flush=True)",
  ])
  func aWorkerThatBreaksTheRulesIsAskedAgainLater(_ before: String) async throws {
    let ending = try await run(#"{"ok": True}"#, before: before)
    #expect(ending.outcome == .retry)
    #expect(
      ending.failure?.message.english.hasPrefix("The step 'work' could not work on the row: the program ") == true)
  }
}
