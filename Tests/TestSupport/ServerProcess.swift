import Foundation
import Glibc
package import SystemPackage

/// A `rowspool serve` that runs, possibly below another program such as `strace`.
package final class ServerProcess: @unchecked Sendable {
  /// The programs under test, built beside the bundle of tests.
  package static let programs: FilePath = {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink("/proc/self/exe", &bytes, bytes.count - 1) > 0 else { preconditionFailure("/proc is mounted") }
    return FilePath(platformString: bytes).removingLastComponent()
  }()

  private let process = Process()

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - launcher: a program with its arguments that starts the server, if any.
  ///   - log: the file that takes the server's log; it grows over restarts.
  package init(
    spool: FilePath, environment: [String: String], launcher: [String] = [], log: FilePath
  ) throws {
    let words = launcher + [Self.programs.appending("rowspool").string, "serve", "--spool", spool.string]
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    if !log.exists { try log.write("") }
    let output = try FileHandle(forUpdating: URL(fileURLWithPath: log.string))
    try output.seekToEnd()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try output.close()
  }

  deinit {
    signal(SIGKILL)
  }

  package var isRunning: Bool { process.isRunning }

  /// The exit status, or minus the number of the signal that ended it; `nil` while it runs.
  package var status: Int32? {
    guard !process.isRunning else { return nil }
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  package func signal(_ number: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
  }

  package var processID: Int32 { process.processIdentifier }

  /// Bytes of memory that the server holds.
  package var residentBytes: Int? {
    guard let text = try? FilePath("/proc/\(process.processIdentifier)/statm").text(),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return pages * Int(getpagesize())
  }

  /// Bytes of memory that the server has for itself; files that it reads by mapping them are left out.
  package var privateBytes: Int? {
    guard let text = try? FilePath("/proc/\(process.processIdentifier)/status").text(),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") })
    else { return nil }
    return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first.map { $0 * 1024 }
  }
}
