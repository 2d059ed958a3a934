package import ArgumentParser
import Glibc
import JobProcessing

/// Looks whether the spool and the machine are fit, and says what is not.
package struct DoctorCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the spool and this machine, and show the settings.",
    discussion: "Ends with status 69 where something does not work.")

  @OptionGroup var options: SpoolOptions

  package init() {}

  package func run() throws {
    let terminal = Terminal.output
    let configuration = try options.configuration()
    let findings = SpoolCheckup(configuration).run()
    for finding in findings { terminal.line("\(mark(finding.level, terminal))  \(finding.sentence)") }
    terminal.line()
    terminal.line("Settings, and where each comes from:")
    terminal.write(configuration.description)
    if findings.contains(where: { $0.level == .fault }) { throw CommandFailure(EX_UNAVAILABLE, "") }
  }

  private func mark(_ level: SpoolCheckup.Finding.Level, _ terminal: Terminal) -> String {
    switch level {
    case .good: terminal.painted("ok      ", .green)
    case .remark: terminal.painted("remark  ", .yellow)
    case .fault: terminal.painted("fault   ", .red)
    }
  }
}
