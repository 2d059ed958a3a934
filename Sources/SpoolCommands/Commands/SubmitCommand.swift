package import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import Spool
import SystemPackage

/// Hands files in as a job, whether or not a server runs.
package struct SubmitCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Hand files in as one job; prints the job's name.",
    discussion: """
      The files are copied and stay where they are: a workbook, a CSV, a ZIP, a folder, or several pictures. Without \
      --wait the command ends at once; the job is read when a server runs. With --wait the exit status is 0 when all \
      rows are done, 1 when some failed or the job was cancelled, 65 when the drop was rejected.
      """)

  @OptionGroup var options: SpoolOptions

  @Argument(help: "Files or folders.")
  var files: [String]

  @Option(help: "The workflow; else the drop names it, or the default is taken.")
  var workflow: String?

  @Option(help: "A preset of the workflow.")
  var preset: String?

  @Option(help: "1 (first) to 9; 5 unless given.")
  var priority: Int?

  @Option(help: "'now', 'ask' (waits for 'rowspool resume'), or a time: 22:00, 2026-11-21T22:00.")
  var start: String?

  @Option(help: "Who hands it in; the login name unless given.")
  var name: String?

  @Flag(help: "Wait until the job is finished, and show how it goes.")
  var wait = false

  package init() {}

  package func validate() throws {
    if files.isEmpty { throw ValidationError("Name a file to hand in.") }
    try Priority.check(priority)
    if preset != nil, workflow == nil { throw ValidationError("A preset is a workflow's: give --workflow too.") }
    if let start, StartTime(start, now: .now) == nil {
      throw ValidationError(
        "--start must be 'now', 'ask' or a time such as 22:00 or 2026-11-21T22:00, not '\(start)'.")
    }
  }

  package func run() throws {
    let (spool, configuration) = try options.open()
    let paths = try files.map(Self.existing)
    if let workflow, let problem = WorkflowNames(configuration.templates).problem(workflow: workflow, preset: preset) {
      throw CommandFailure(EX_DATAERR, problem)
    }
    let claim = claim(paths, at: .now)
    do {
      try spool.submit(claim, files: paths)
    } catch let error as SpoolError where error.isNoSpace {
      throw CommandFailure(EX_CANTCREAT, "The disk of the spool is full, so the job was not handed in. \(error)")
    }
    Terminal.output.line(claim.job.text)
    guard wait else {
      if try !ServerPresence.look(at: spool).isRunning {
        Terminal.errors.line("No server runs on this spool; the job waits until one does.")
      }
      return
    }
    try JobWait(spool: spool, job: claim.job).run()
  }

  /// - Throws: `CommandFailure` where there is nothing of that name, or nothing that may be read.
  private static func existing(_ file: String) throws -> FilePath {
    let path = SpoolOptions.workingFolder.pushing(FilePath(file)).lexicallyNormalized()
    guard access(path.string, F_OK) == 0 else {
      throw CommandFailure(EX_NOINPUT, "There is no file '\(file)'.")
    }
    guard access(path.string, R_OK) == 0 else {
      throw CommandFailure(EX_NOPERM, "The file '\(file)' cannot be read: \(String(cString: strerror(errno))).")
    }
    return path
  }

  private func claim(_ paths: [FilePath], at now: Timestamp) -> DropClaim {
    let drop = paths[0].lastComponent?.string ?? "job"
    var generator = SystemRandomNumberGenerator()
    let job = JobID(drop: drop, time: now, using: &generator)
    var claim = DropClaim(
      job: job, name: drop, origins: paths, workflow: workflow, preset: preset,
      submitter: Submitter(name: name ?? Login.name, from: "submit"), at: now)
    var settings = JobSettings()
    settings.priority = priority
    switch start.flatMap({ StartTime($0, now: now) }) {
    case .asked: settings.startsPaused = true
    case .at(let time): settings.startAt = time
    case .now, nil: break
    }
    if settings != JobSettings() { claim.settings = settings }
    return claim
  }
}
