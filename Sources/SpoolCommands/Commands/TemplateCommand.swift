import ArgumentParser
import Glibc
import JobProcessing

/// Writes the workbooks to fill in.
struct TemplateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Write the workbooks to fill in into the drop folders of their workflows.",
    discussion: """
      `serve` does the same by itself. A workbook that somebody has open or has changed is left as it is. Exits with \
      65 where a workflow cannot be used.
      """)

  @OptionGroup var options: SpoolOptions

  @Argument(help: "Workflows; all of them unless some are named.")
  var workflows: [String] = []

  func run() async throws {
    let (_, configuration) = try options.open()
    var failed = false
    for (workflow, outcome) in FillInFolders(configuration).update(workflows.isEmpty ? nil : workflows) {
      switch outcome {
      case .written: Terminal.output.line("\(workflow): written.")
      case .upToDate: Terminal.output.line("\(workflow): up to date.")
      case .changed:
        Terminal.output.line("\(workflow): the workbook was changed by somebody; it is left as it is.")
      case .leftAlone(let reason): Terminal.output.line("\(workflow): \(reason)")
      case .failed(let reason):
        failed = true
        Terminal.output.line("\(workflow): \(reason)")
      }
    }
    if failed { throw CommandFailure(EX_DATAERR, "") }
  }
}
