import ArgumentParser
import Glibc
import JobModel
import JobProcessing
import SystemPackage

/// Reads and validates a drop without running it.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read and validate a drop without running it, and print every problem with its sheet and cell.",
    discussion: "Exits with 0 where all rows can be used, with 65 where anything is wrong.")

  @OptionGroup var options: SpoolOptions

  @Argument(help: "A workbook, a CSV file, a ZIP, a picture or a folder.", completion: .file())
  var file: String

  @Option(name: .long, help: "The workflow; where the file does not say, the configured default.")
  var workflow: String?

  @Option(name: .long, help: "A preset of the workflow.")
  var preset: String?

  func run() async throws {
    guard access(file, R_OK) == 0 else {
      throw CommandFailure(EX_NOINPUT, "The file \(file) cannot be read: \(String(cString: strerror(errno))).")
    }
    let check = DropCheck(try options.configuration(), program: try Programs.own())
    let reply = try await check.run(FilePath(file), workflow: workflow, preset: preset)
    for reason in reply.reasons { Terminal.output.line(reason) }
    if reply.reasons.isEmpty {
      for problem in reply.problems { Terminal.output.line(problem) }
      for note in reply.notes { Terminal.output.line("Note: \(note)") }
      let bad = reply.badRows == 0 ? "all of them can be used" : "\(reply.badRows) of them cannot be used"
      Terminal.output.line("\(reply.rows) rows for the workflow '\(reply.workflow ?? "")', \(bad).")
    }
    guard reply.reasons.isEmpty, reply.badRows == 0 else { throw CommandFailure(EX_DATAERR, "") }
  }
}
