package import ArgumentParser
import Glibc
import JobProcessing
import Spool

/// `rowspool <command> [--spool DIR]`.
package struct RowspoolCommand: AsyncParsableCommand {
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "rowspool",
    abstract: "Drop a spreadsheet in a folder. Every row becomes a task. A workbook and a ZIP come back.",
    discussion: """
      Every command works on the spool of --spool, else of $ROWSPOOL_SPOOL, else on ./spool. Commands need no \
      connection to the server: they read the spool, and leave orders in it that the server does.

      Exit statuses: 0 done; 1 some rows of the job failed; 64 wrong usage; 65 the input is wrong or the order does \
      not fit the job; 66 no such file, job or spool; 69 a share is away; 70 a fault in rowspool; 73 cannot be \
      created; 74 input or output failed; 75 try again later, or a server runs already; 77 no permission; 78 wrong \
      configuration.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "The spool", subcommands: spoolCommands),
      CommandGroup(name: "Jobs", subcommands: jobCommands),
      CommandGroup(name: "Orders", subcommands: orderCommands),
      CommandGroup(name: "Workflows", subcommands: workflowCommands),
    ])

  private static var spoolCommands: [any ParsableCommand.Type] {
    [InitCommand.self, ServeCommand.self, DoctorCommand.self, TokenCommand.self]
  }

  private static var jobCommands: [any ParsableCommand.Type] {
    [
      SubmitCommand.self, StatusCommand.self, LogCommand.self, CheckCommand.self, RowsCommand.self,
      TemplateCommand.self,
    ]
  }

  private static var orderCommands: [any ParsableCommand.Type] {
    [
      PauseCommand.self, ResumeCommand.self, CancelCommand.self, RetryCommand.self, ResultsCommand.self,
      ClearCommand.self, SetCommand.self,
    ]
  }

  private static var workflowCommands: [any ParsableCommand.Type] {
    [PresetCommand.self, ImportCommand.self]
  }

  package init() {}

  /// Runs the command that the arguments name, and ends the process with its status.
  ///
  /// On the main thread: commands block on the disk, which must not be done on the cooperative ones.
  @MainActor package static func start() async -> Never {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      Glibc.exit(EX_OK)
    } catch {
      guard let failure = CommandFailure(error) else { exit(withError: error) }
      if !failure.sentence.isEmpty { Terminal.errors.line("rowspool: \(failure.sentence)") }
      Glibc.exit(failure.status)
    }
  }
}
