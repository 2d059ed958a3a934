import Foundation
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

@Suite struct PipelineTests {
  private static let yaml = """
    columns:
      - {name: photo, type: image}
      - {name: operations, type: list, choices: [cut, grow, read]}
    pipeline: {column: operations, from: photo}
    steps:
      - {name: before, command: {run: [a], outputs: {ready: {}}}}
      - name: cut
        operation: cut
        command: {run: [c, "{{pipeline}}"], outputs: {picture: {file: "*", type: image}}}
      - name: grow
        operation: grow
        command: {run: [g, "{{pipeline}}"], outputs: {picture: {file: "*", type: image}}}
      - {name: read, operation: read, command: {run: [r, "{{pipeline}}"], outputs: {words: {}}}}
      - {name: after, command: {run: [z, "{{pipeline}}"], outputs: {end: {}}}}
    results: [{name: result, from: pipeline}, {name: words}]
    """

  /// The steps that ran, each with the name of the file it was given.
  private func run(_ operations: [JSONValue]) async throws -> (ran: [String], ending: Ending) {
    let bench = try Bench(["photo": "source/cup.jpg", "operations": .array(operations)])
    let ran = Mutex<[String]>([])
    let ending = try await bench.run(try Samples.workflow(Self.yaml)) { (step, context) throws(Failure) in
      let given = (step.settings["run"]?.array ?? []).last?.plainText.split(separator: "/").last ?? ""
      ran.withLock { $0.append("\(step.definition.name) \(given)") }
      guard ["cut", "grow"].contains(step.definition.name) else { return StepOutput(values: ["words": "hello"]) }
      let path = context.folder.appending("out.png")
      _ = FileManager.default.createFile(atPath: path.string, contents: Data("x".utf8))
      return StepOutput(files: [StepFile(column: "picture", path: path)])
    }
    return (ran.withLock { $0 }, ending)
  }

  @Test func operationsRunInTheRowsOrderEachOnThePictureOfTheLast() async throws {
    let (ran, ending) = try await run(["grow", "read", "Cut", "grow"])
    #expect(
      ran == [
        "before a", "grow cup.jpg", "read 3-0-grow-picture.bin", "cut 3-0-grow-picture.bin",
        "after 2-0-cut-picture.bin",
      ])
    #expect(ending.files.map(\.column) == ["result"])
    #expect(ending.files.map(\.name) == ["2-0-cut-picture.bin"])
    #expect(ending.outputs == ["words": "hello"])
  }

  @Test func withoutOperationsOnlyTheOtherStepsRun() async throws {
    let (ran, ending) = try await run([])
    #expect(ran == ["before a", "after cup.jpg"])
    #expect(ending.files.isEmpty)
  }

  @Test func startsFromAnEarlierStepsPictureAndTellsProgramsOfIt() async throws {
    let definition = try Samples.workflow(
      """
      columns: [{name: photo, type: image}, {name: operations, type: list, choices: [cut]}]
      pipeline: {column: operations, from: ready.picture}
      steps:
        - {name: ready, command: {run: [a], outputs: {picture: {file: "*", type: image}}}}
        - {name: cut, operation: cut, command: {run: [c, "{{pipeline}}"], outputs: {words: {}}}}
      """)
    let bench = try Bench(["photo": "source/cup.jpg", "operations": ["cut"]])
    let given = Mutex<[String]>([])
    _ = try await bench.run(definition) { (step, context) throws(Failure) in
      if step.definition.name == "cut" {
        let argument = step.settings["run"]?.array?.last?.string ?? ""
        given.withLock { $0 = [argument, context.values["pipeline"]?.string ?? ""] }
        return StepOutput()
      }
      let path = context.folder.appending("out.png")
      _ = FileManager.default.createFile(atPath: path.string, contents: Data("x".utf8))
      return StepOutput(files: [StepFile(column: "picture", path: path)])
    }
    let paths = given.withLock { $0 }
    #expect(paths.first?.hasSuffix("picture.bin") == true)
    #expect(paths.first == paths.last)
  }

  @Test func aPipelineThatDoesNotFitIsReported() throws {
    let yaml = """
      columns: [{name: photo}, {name: operations, type: list, choices: [cut, fly]}]
      pipeline: {column: operations, from: photo}
      steps:
        - {name: cut, operation: cut, command: {run: [c]}}
        - {name: other, command: {run: [o]}}
        - {name: again, operation: cut, command: {run: [c]}}
      """
    let error = try #require(throws: WorkflowError.self) { try Samples.workflow(yaml) }
    #expect(
      error.problems.map(\.message) == [
        """
        'pipeline' starts from a column of type image or file, or from such an output of a step before the operations; \
        'photo' is none.
        """,
        "No step has the operation 'fly', which 'operations' offers.",
        "Steps with an 'operation' must stand one after the other.",
      ])
  }
}
