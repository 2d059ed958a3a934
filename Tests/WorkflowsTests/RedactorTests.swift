import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct RedactorTests {
  @Test(arguments: [
    ("nothing here", "nothing here"), ("", ""), ("sk-12345678", "•••"), ("a sk-12345678 b", "a ••• b"),
    ("sk-12345678sk-12345678", "••••••"), ("sk-1234567", "sk-1234567"), ("sk-sk-12345678", "sk-•••"),
    ("中文sk-12345678中文", "中文•••中文"), ("sk-12345678-long", "•••"), ("\u{0}sk-12345678\u{0}", "\u{0}•••\u{0}"),
  ])
  func takesKeysOutOfTexts(text: String, result: String) {
    #expect(Redactor(["sk-12345678", "sk-12345678-long"])(text) == result)
  }

  @Test func takesKeysOutOfValuesAndTheirNames() {
    let value: JSONValue = ["a": ["k12345678", 1, true, .null], "k12345678": ["x": "Bearer k12345678"]]
    #expect(Redactor(["k12345678"])(value) == ["a": ["•••", 1, true, .null], "•••": ["x": "Bearer •••"]])
  }

  @Test func anEmptyTextIsNoKey() {
    #expect(Redactor([""])("abc") == "abc")
    #expect(Redactor([""]).isEmpty)
  }

  @Test func knowsTheFormsOfAKey() {
    #expect(Secret.forms(of: "ab/cd+efgh") == ["ab/cd+efgh", "ab%2Fcd%2Befgh", "ab\\/cd+efgh"])
    #expect(Secret.forms(of: "abcdefgh") == ["abcdefgh"])
    #expect(Secret.forms(of: "EMPTY") == [])
  }

  /// A service that answers with the key wherever it can.
  private struct Echo: ServiceResolver {
    let secrets: Set<String> = ["sk-12345678"]

    func service(_ name: String?, of definition: WorkflowDefinition) throws(Failure) -> ServiceAccess {
      throw Failure(.auth, code: "none", message: "")
    }
  }

  private let definition: WorkflowDefinition
  private let bench: Bench

  init() throws {
    definition = try Samples.workflow("steps: [{name: call, command: {run: [x], outputs: {said: {}}}}]")
    bench = try Bench()
  }

  private func run(
    _ work: @escaping @Sendable (FilledStep, StepContext) async throws(Failure) -> StepOutput
  ) async throws -> Ending {
    let runner = WorkflowRunner(
      definition, executors: ["command": FakeStep(work: work)], services: Echo(), options: bench.options)
    return await runner.run(try bench.attempt(), journal: bench.journal)
  }

  @Test func nothingThatAGoodRowGivesHoldsAKey() async throws {
    let ending = try await run { _, context throws(Failure) in
      do { try await context.journal.remote(step: 1, id: "run sk-12345678") } catch {
        throw Failure(.transient, code: "x", message: "")
      }
      let warning = Failure(.transient, code: "x", message: "w sk-12345678", detail: "d sk-12345678")
      return StepOutput(values: ["said": ["key": "Bearer sk-12345678"]], warning: warning)
    }
    #expect(ending.outcome == .warning)
    #expect(ending.outputs == ["said": ["key": "Bearer •••"]])
    #expect(ending.failure?.message == "w •••")
    #expect(ending.failure?.detail == "d •••")
    #expect(bench.journal.events == ["remote 1 run •••", "step 1"])
    #expect(bench.journal.results.map(\.outputs) == [["said": ["key": "Bearer •••"]]])
  }

  @Test func noFailureHoldsAKey() async throws {
    let ending = try await run { _, _ throws(Failure) in
      throw Failure(
        .auth, code: "refused", message: "The key sk-12345678 is wrong.", detail: "{\"key\":\"sk-12345678\"}")
    }
    #expect(ending.failure?.message == "The key ••• is wrong.")
    #expect(ending.failure?.detail == "{\"key\":\"•••\"}")
  }
}
