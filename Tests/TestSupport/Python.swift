import Foundation
package import JobModel
import SystemPackage

/// Runs small scripts with python3 and openpyxl, the counterpart that checks what rowspool reads and writes.
package enum Python {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// - Returns: what the script wrote to standard output.
  @discardableResult
  package static func run(_ script: String, _ arguments: [String] = []) throws -> [UInt8] {
    try output(of: ["-c", script] + arguments)
  }

  /// - Parameters:
  ///   - arguments: of python3 itself.
  ///   - python: another Python than the first in the path.
  static func output(of arguments: [String], python: String = "python3") throws -> [UInt8] {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "python3: \(String(decoding: complaints, as: UTF8.self))")
    }
    return [UInt8](bytes)
  }

  package static func json(_ script: String, _ arguments: [String] = []) throws -> JSONValue {
    try JSONReader.read(try run(script, arguments))
  }
}
