import Foundation
import SystemPackage
import TestSupport

/// `rowspool doctor`, run for a test.
enum Doctor {
  /// - Parameter launcher: a program with its arguments that starts it.
  /// - Returns: the findings, a line each; the settings below them are left out.
  static func report(on server: TemporarySpoolServer, launcher: [String] = []) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      launcher + [ServerProcess.programs.appending("rowspool").string, "doctor", "--spool", server.root.string]
    process.environment = server.environment
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (text.split(separator: "\n\n").first.map(String.init) ?? text) + "\nstatus \(process.terminationStatus)"
  }
}
