import Foundation
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

@Suite struct WorkflowRunnerTests {
  private let definition: WorkflowDefinition

  init() throws {
    definition = try Samples.workflow(
      """
      columns: [{name: photo, type: image}, {name: note}, {name: extra, type: boolean}]
      steps:
        - name: first
          command: {run: [a, "{{photo}}", "{{note}}"], outputs: {word: {}, file: {file: "*"}}}
        - name: second
          when: extra
          command: {run: [b], outputs: {more: {}}}
        - name: third
          command: {run: [c, "{{first.word}}", "{{first.file}}", "{{second.more}}"], outputs: {total: {type: integer}}}
      results:
        - {name: result, from: first.file}
        - {name: total}
        - {name: original, from: "{{note}}"}
      """)
  }

  private func write(_ text: String, _ context: StepContext) -> StepFile {
    let path = context.folder.appending("out.txt")
    _ = FileManager.default.createFile(atPath: path.string, contents: Data(text.utf8))
    var file = StepFile(column: "file", path: path)
    file.fileExtension = "txt"
    return file
  }

  @Test func aWorkflowWithoutStepsPassesTheRowThrough() async throws {
    let ending = try await Bench(["a": 1]).run(try Samples.workflow("columns: [{name: a}]"))
    #expect(ending == Ending(.done))
  }

  @Test func runsStepsInOrderEachSeeingWhatCameBefore() async throws {
    let bench = try Bench(["photo": "source/cup.jpg", "note": "hi"])
    let seen = Mutex<[String]>([])
    let ending = try await bench.run(definition) { (step, context) throws(Failure) in
      let words = (step.settings["run"]?.array ?? []).map(\.plainText)
      seen.withLock { $0.append(words.joined(separator: " ")) }
      if step.definition.name == "third" { return StepOutput(values: ["total": 3]) }
      return StepOutput(values: ["word": "a\u{0}b\u{1B}[1m"], files: [write("x", context)])
    }
    #expect(
      seen.withLock { $0 } == [
        "a \(bench.job)/source/cup.jpg hi", "c ab[1m \(bench.job)/files/1-0-result.txt ",
      ])
    #expect(bench.journal.events == ["step 1", "step 3"])
    #expect(ending.outcome == .done)
    #expect(ending.outputs == ["total": 3, "original": "hi"])
    #expect(ending.files.map(\.column) == ["result"])
    #expect(ending.files.map(\.name) == ["1-0-result.txt"])
  }

  @Test func runsAStepOnlyWhenItsConditionHolds() async throws {
    let ran = Mutex<[Int]>([])
    _ = try await Bench(["extra": true]).run(definition) { (step, _) throws(Failure) in
      ran.withLock { $0.append(step.definition.number) }
      return StepOutput()
    }
    #expect(ran.withLock { $0 } == [1, 2, 3])
  }

  @Test func beginsAtTheFirstStepThatIsNotKept() async throws {
    var bench = try Bench(["note": "hi"])
    let kept = ProducedFile(column: "result", name: "old.txt", mediaType: "text/plain", bytes: 1, sha256: "")
    bench.history.steps = [StepResult(number: 1, outputs: ["word": "old"], files: [kept])]
    let seen = Mutex<JSONValue>(nil)
    let ending = try await bench.run(definition) { (step, context) throws(Failure) in
      seen.withLock { $0 = step.settings["run"] ?? nil }
      return StepOutput(values: ["total": 1])
    }
    #expect(seen.withLock { $0 } == ["c", "old", .string("\(bench.job)/files/old.txt"), nil])
    #expect(bench.journal.events == ["step 3"])
    #expect(ending.files == [kept])
  }

  @Test func pathsOfARowNeverLeaveTheJobsFolder() async throws {
    let bench = try Bench(["photo": "/../../etc/passwd"])
    let seen = Mutex<JSONValue?>(nil)
    _ = try await bench.run(definition) { (step, context) throws(Failure) in
      seen.withLock { $0 = $0 ?? context.values["photo"] }
      return StepOutput()
    }
    #expect(seen.withLock { $0 } == .string("\(bench.job)/etc/passwd"))
  }

  @Test func waitsForTheNextAttemptByItsPolicy() async throws {
    var bench = try Bench()
    bench.history.attemptsSpent = 1
    let failure = Failure(.transient, code: "x", message: "Not now.")
    let ending = try await bench.run(definition) { (_, _) throws(Failure) in throw failure }
    #expect(ending == Ending(.retry, failure: failure, notBefore: Timestamp(milliseconds: 300_000)))
    bench.history.attemptsSpent = 3
    let last = try await bench.run(definition) { (_, _) throws(Failure) in throw failure }
    #expect(last == Ending(.failed, failure: failure))
  }

  @Test func keepsAWarning() async throws {
    let warning = Failure(.transient, code: "small", message: "The picture is small.")
    let ending = try await Bench().run(definition) { (step, _) throws(Failure) in
      StepOutput(warning: step.definition.number == 1 ? warning : nil)
    }
    #expect(ending == Ending(.warning, failure: warning))
  }

  @Test func stopsAStepThatTakesTooLong() async throws {
    let slow = try Samples.workflow("steps: [{name: slow, timeout: 20ms, command: {run: [x]}}]")
    let ending = try await Bench().run(slow) { (_, _) throws(Failure) in
      do { try await ContinuousClock().sleep(for: .seconds(1000)) } catch {
        throw Failure(.invalid, code: "x", message: "I was stopped.")
      }
      return StepOutput()
    }
    #expect(
      ending
        == Ending(
          .retry,
          failure: Failure(
            .transient, code: "step-timeout", message: "The step 'slow' took longer than 20 ms and was stopped."),
          notBefore: Timestamp(milliseconds: 60_000)))
  }

  @Test func theRowHasALimitToo() async throws {
    let slow = try Samples.workflow("steps: [{name: slow, command: {run: [x]}}]\nlimits: {timeout: 10ms}")
    let ending = try await Bench().run(slow) { (_, _) throws(Failure) in
      try? await ContinuousClock().sleep(for: .seconds(1000))
      throw Failure(.invalid, code: "x", message: "I was stopped.")
    }
    #expect(ending.failure?.code == "step-timeout")
  }

  @Test func keepsWhatWasFinishedInSpiteOfTheTime() async throws {
    let slow = try Samples.workflow("steps: [{name: slow, timeout: 5ms, command: {run: [x], outputs: {a: {}}}}]")
    let ending = try await Bench().run(slow) { (_, _) throws(Failure) in
      try? await ContinuousClock().sleep(for: .seconds(1000))
      return StepOutput(values: ["a": 1])
    }
    #expect(ending == Ending(.done, outputs: ["a": 1]))
  }

  @Test func cancellingEndsTheRowUnlessItWasFinished() async throws {
    let bench = try Bench()
    let definition = definition
    let (started, start) = AsyncStream<Void>.makeStream()
    let running = Task {
      try await bench.run(definition) { (_, _) throws(Failure) in
        start.finish()
        try? await ContinuousClock().sleep(for: .seconds(1000))
        throw Failure(.transient, code: "x", message: "I was stopped.")
      }
    }
    for await _ in started {}
    running.cancel()
    #expect(try await running.value == Ending(.cancelled))
    #expect(bench.journal.events.isEmpty)
  }

  @Test func aStopThatComesTooLateKeepsTheResult() async throws {
    let single = try Samples.workflow("steps: [{name: s, command: {run: [x], outputs: {a: {}}}}]")
    let bench = try Bench()
    let (started, start) = AsyncStream<Void>.makeStream()
    let running = Task {
      try await bench.run(single) { (_, _) throws(Failure) in
        start.finish()
        try? await ContinuousClock().sleep(for: .seconds(1000))
        return StepOutput(values: ["a": 1])
      }
    }
    for await _ in started {}
    running.cancel()
    #expect(try await running.value == Ending(.done, outputs: ["a": 1]))
  }

  @Test func aFullDiskSpendsNoAttempt() async throws {
    let ending = try await Bench(isFull: true).run(definition) { (_, _) throws(Failure) in StepOutput() }
    #expect(ending.outcome == .retry)
    #expect(
      ending.failure
        == Failure(
          .throttled, code: "not-recorded",
          message: "The result of the step 'first' could not be written down. The row is run again later.",
          detail: "Full()"))
  }

  @Test func refusesAValueThatCannotBeKept() async throws {
    let single = try Samples.workflow("steps: [{name: s, command: {run: [x], outputs: {a: {}}}}]")
    let fits = String(repeating: "x", count: 1 << 20)
    let ending = try await Bench().run(single) { (_, _) throws(Failure) in StepOutput(values: ["a": .string(fits)]) }
    #expect(ending.outputs["a"]?.string?.utf8.count == 1 << 20)
    let refused = try await Bench().run(single) { (_, _) throws(Failure) in
      StepOutput(values: ["a": .string(fits + fits)])
    }
    #expect(refused.outcome == .failed)
    #expect(
      refused.failure?.message
        == "The output 'a' of the step 's' is 2 MB long; 1 MB can be kept. Let the step write it to a file instead.")
  }
}
