import Foundation
import JobModel
import JobProcessing
import Spool
import SystemPackage

/// What the built program answered to its arguments.
struct CommandRun {
  var status: Int32
  var output: String
  var errors: String

  /// Runs `rowspool` with no variables of ours in its environment but those given.
  init(
    _ arguments: [String], environment: [String: String] = [:], in folder: FilePath? = nil
  ) throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "TZ": "UTC"].merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.string) }
    // Files, not pipes: nobody has to read them while the program runs.
    let files = try Files()
    process.standardOutput = files.output
    process.standardError = files.errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    (output, errors) = try files.read()
  }

  /// The program beside the test bundle.
  private static var program: URL {
    let runner = MachineFacts.current.executable ?? ""
    return URL(fileURLWithPath: runner.removingLastComponent().appending("rowspool").string)
  }

  private final class Files {
    let output: FileHandle
    let errors: FileHandle
    private let folder: URL

    init() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("command-\(UUID().uuidString)")
      self.folder = folder
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      func file(_ name: String) throws -> FileHandle {
        let url = folder.appendingPathComponent(name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
      }
      output = try file("output")
      errors = try file("errors")
    }

    func read() throws -> (String, String) {
      try output.close()
      try errors.close()
      return (
        try String(contentsOf: folder.appendingPathComponent("output"), encoding: .utf8),
        try String(contentsOf: folder.appendingPathComponent("errors"), encoding: .utf8)
      )
    }

    deinit {
      try? FileManager.default.removeItem(at: folder)
    }
  }
}

/// A spool made by `rowspool init`; gone with this value.
final class CommandedSpool {
  /// Its folder, with the spool and files beside it.
  let folder: FilePath
  var path: FilePath { folder.appending("spool") }

  init(made: Bool = true) throws {
    folder = FilePath(NSTemporaryDirectory()).appending("commands-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    if made { _ = try run("init") }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
    try CommandRun(arguments + ["--spool", path.string], environment: environment, in: folder)
  }

  func open() throws -> Spool { try Spool(opening: SpoolLayout(root: path)) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.appending(name).string))
  }

  func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path.appending(name).string).sorted()
  }

  /// A committed job of `cups.csv`.
  func addJob(of workflow: String = "w", preset: String? = nil, rows: ClosedRange<Int> = 2...4) throws -> JobID {
    try write("a\n1\n2\n3\n", to: "cups.csv")
    let text = try run("submit", "cups.csv").output
    guard let job = JobID(String(text.dropLast())) else { throw NoJob(text: text) }
    let spool = try open()
    let workshop = try spool.makeWorkshop(job)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows { try writer.write(TaskRecord(job: job, row: row), ending: nil, at: .now) }
    try writer.finish()
    var manifest = JobManifest(
      id: job, name: "cups.csv", workflow: workflow, submitter: Submitter(name: "li", from: "submit"),
      committedAt: .now,
      columns: ["a"], rows: RowRanges(rows))
    manifest.preset = preset
    try spool.commit(manifest, workflow: "steps: []\n")
    return job
  }

  struct NoJob: Error { var text: String }
}
