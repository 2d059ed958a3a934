import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import SystemPackage

/// Reads and validates a drop without running it, or looks whether a workflow could run.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a drop, or a workflow, without running it, and print every problem.",
    discussion: """
      A drop is read and validated; problems come with their sheet and cell. A workflow, given by its name or its \
      folder, is loaded with its presets and samples, and every service and program that it needs is looked for. \
      Exits with 0 where all is well, with 65 where anything is wrong.
      """)

  @OptionGroup var options: SpoolOptions

  @Argument(
    help: "A workbook, a CSV file, a ZIP, a picture or a folder; or a workflow's name or folder.",
    completion: .file())
  var file: String?

  @Flag(name: .long, help: "Check all workflows.")
  var all = false

  @Flag(name: .long, help: "Also call the base address of each service that a workflow needs, with its key.")
  var connect = false

  @Option(name: .long, help: "The workflow of a drop; where the file does not say, the configured default.")
  var workflow: String?

  @Option(name: .long, help: "A preset of the workflow.")
  var preset: String?

  func validate() throws {
    if all == (file != nil) {
      throw ValidationError(all ? "Give either a file or --all." : "Say what to check: a file, a workflow, or --all.")
    }
  }

  func run() async throws {
    var configuration = try options.configuration()
    guard let file else { return try await WorkflowReport(configuration, connecting: connect).runAll() }
    let path = SpoolOptions.workingFolder.pushing(FilePath(file)).lexicallyNormalized()
    if access(path.appending("workflow.yaml").string, F_OK) == 0, let name = path.lastComponent?.string {
      // What lies beside the folder comes first: `services.yaml` above all.
      let parent = path.removingLastComponent()
      configuration.templates = [parent] + configuration.templates.filter { $0 != parent }
      return try await WorkflowReport(configuration, connecting: connect).run(name)
    }
    if access(file, F_OK) != 0, try WorkflowReport(configuration).knows(file) {
      return try await WorkflowReport(configuration, connecting: connect).run(file)
    }
    try await check(file, configuration)
  }

  private func check(_ file: String, _ configuration: Configuration) async throws {
    guard access(file, R_OK) == 0 else {
      throw CommandFailure(EX_NOINPUT, "The file \(file) cannot be read: \(String(cString: strerror(errno))).")
    }
    let check = DropCheck(configuration, program: try Programs.own())
    let reply = try await check.run(FilePath(file), workflow: workflow, preset: preset)
    for reason in reply.reasons { Terminal.output.line(reason.english) }
    for problem in reply.problems.problems { Terminal.output.line(problem.sentence.english) }
    if reply.reasons.isEmpty {
      for note in reply.notes { Terminal.output.line("Note: \(note)") }
      let bad = reply.badRows == 0 ? "all of them can be used" : "\(reply.badRows) of them cannot be used"
      Terminal.output.line("\(reply.rows) rows for the workflow '\(reply.workflow ?? "")', \(bad).")
    }
    guard reply.reasons.isEmpty, reply.badRows == 0 else { throw CommandFailure(EX_DATAERR, "") }
  }
}
