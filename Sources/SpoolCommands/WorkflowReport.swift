import Glibc
import HTTPTransfer
import JobProcessing

/// Prints what a look at workflows finds.
struct WorkflowReport {
  private let checkup: WorkflowCheckup

  /// - Parameter connecting: whether services are called.
  init(_ configuration: Configuration, connecting: Bool = false) throws {
    checkup = WorkflowCheckup(
      configuration, program: try Programs.own(), connection: connecting ? HTTPClient() : nil)
  }

  func knows(_ name: String) -> Bool { checkup.knows(name) }

  /// - Throws: `CommandFailure` where anything is wrong.
  func run(_ name: String) async throws {
    if try await !isClean(name) { throw CommandFailure(EX_DATAERR, "") }
  }

  /// - Throws: `CommandFailure` where anything is wrong with any workflow, or there is none.
  func runAll() async throws {
    guard !checkup.names.isEmpty else {
      throw CommandFailure(EX_NOINPUT, "There are no workflows in the folders of 'templates'.")
    }
    var faulty: [String] = []
    for name in checkup.names where try await !isClean(name) { faulty.append(name) }
    guard !faulty.isEmpty else { return }
    throw CommandFailure(EX_DATAERR, "Something is wrong with \(faulty.joined(separator: ", ")).")
  }

  private func isClean(_ name: String) async throws -> Bool {
    let terminal = Terminal.output
    terminal.line(terminal.painted(name, .bold))
    let findings = try await checkup.run(name)
    for finding in findings { terminal.line("  \(Self.mark(finding.level, terminal))\(finding.sentence)") }
    return !findings.contains { $0.level == .fault }
  }

  private static func mark(_ level: WorkflowCheckup.Finding.Level, _ terminal: Terminal) -> String {
    switch level {
    case .good: terminal.painted("ok     ", .green)
    case .remark: terminal.painted("note   ", .yellow)
    case .fault: terminal.painted("fault  ", .red)
    }
  }
}
