import Containment
import Foundation
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

/// Keeps what an attempt writes down, and moves files as a spool would.
final class RecordingJournal: AttemptJournal {
  struct Full: Error {}

  private let files: FilePath
  private let isFull: Bool
  private let lines = Mutex<[String]>([])
  private let stored = Mutex<[StepResult]>([])

  init(files: FilePath, isFull: Bool = false) {
    self.files = files
    self.isFull = isFull
  }

  var events: [String] { lines.withLock { $0 } }
  var results: [StepResult] { stored.withLock { $0 } }

  func sent(step: Int) async throws { lines.withLock { $0.append("sent \(step)") } }

  func remote(step: Int, id: String?) async throws { lines.withLock { $0.append("remote \(step) \(id ?? "none")") } }

  func step(_ result: StepResult, files made: [StepFile]) async throws -> StepResult {
    if isFull { throw Full() }
    var result = result
    try FileManager.default.createDirectory(atPath: files.string, withIntermediateDirectories: true)
    for (index, file) in made.enumerated() {
      let name = "\(result.number)-\(index)-\(file.column).\(file.fileExtension ?? "bin")"
      let data = try Data(contentsOf: URL(fileURLWithPath: file.path.string))
      try FileManager.default.moveItem(atPath: file.path.string, toPath: files.appending(name).string)
      result.files.append(
        ProducedFile(
          column: file.column, name: name, mediaType: file.mediaType ?? "application/octet-stream", bytes: data.count,
          sha256: "", width: file.width, height: file.height))
    }
    lines.withLock { $0.append("step \(result.number)") }
    stored.withLock { $0.append(result) }
    return result
  }
}

/// Answers requests by a closure.
struct FakeService: RequestService {
  var answer: @Sendable (JSONObject) throws(ContainmentError) -> JSONObject

  func call(_ request: JSONObject, deadline: Duration) async throws(ContainmentError) -> JSONObject {
    try answer(request)
  }
}

/// Does a step by a closure.
struct FakeStep: StepExecutor {
  var work: @Sendable (FilledStep, StepContext) async throws(Failure) -> StepOutput

  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput {
    try await work(step, context)
  }
}

/// A job's folder and a row to run in it.
struct Bench {
  let folder: TemporaryFolder
  var history: RowHistory
  var journal: RecordingJournal
  let containment = ContainmentOptions(launcher: ["/usr/bin/env"], grace: .milliseconds(200))

  init(_ values: JSONObject = [:], isFull: Bool = false) throws {
    folder = try TemporaryFolder()
    history = RowHistory(values: values)
    journal = RecordingJournal(files: folder.path.appending("job/files"), isFull: isFull)
    try FileManager.default.createDirectory(atPath: working.string, withIntermediateDirectories: true)
  }

  var job: FilePath { folder.path.appending("job") }
  var working: FilePath { folder.path.appending("working") }

  func attempt() throws -> RowAttempt {
    let id = try #require(JobID("20261121-093512-cups-abcd"))
    return RowAttempt(
      record: TaskRecord(job: id, row: 7, values: history.values), history: history, jobFolder: job,
      workingFolder: working)
  }

  /// The clock stands at 0, and nothing is spread.
  var options: WorkflowRunner.Options {
    var options = WorkflowRunner.Options()
    options.now = { Timestamp(milliseconds: 0) }
    options.random = { 0.5 }
    return options
  }

  func resources(pictures: any RequestService) -> StepResources {
    StepResources(
      pictures: pictures, commands: CommandRunner(containment), workers: PersistentWorkers(containment))
  }

  /// Runs the row with real programs.
  func run(
    _ definition: WorkflowDefinition, pictures: any RequestService = FakeService { _ in [:] }
  ) async throws -> Ending {
    let resources = resources(pictures: pictures)
    let ending = await WorkflowRunner(definition, resources: resources, options: options)
      .run(try attempt(), journal: journal)
    await resources.workers.shutDown()
    return ending
  }

  /// Runs the row with a closure for every `command` step.
  func run(
    _ definition: WorkflowDefinition,
    steps: @escaping @Sendable (FilledStep, StepContext) async throws(Failure) -> StepOutput
  ) async throws -> Ending {
    await WorkflowRunner(definition, executors: ["command": FakeStep(work: steps)], options: options)
      .run(try attempt(), journal: journal)
  }
}
