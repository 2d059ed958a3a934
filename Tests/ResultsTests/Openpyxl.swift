import Foundation
import SystemPackage

/// The counterpart that reads the workbooks written here.
enum Openpyxl {
  /// What a program prints that sees the workbook as `wb` and its first sheet as `ws`; its complaints, too.
  static func says(of path: FilePath, _ program: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let script = "import sys, openpyxl\nwb = openpyxl.load_workbook(sys.argv[1])\nws = wb.worksheets[0]\n" + program
    process.arguments = ["python3", "-c", script, path.string]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}
