import Foundation
import JobModel
package import SystemPackage

/// A workbook that somebody opened, changed and saved.
package enum EditedWorkbook {
  private static let frame = """
    import copy, json, sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    sheet = book.worksheets[0]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = table[0]
    def column(title):
        return head.index(title)
    def find(title, value):
        return next(row for row in table[1:] if row[column(title)] == value)

    """

  private static let end = """

    sheet.delete_rows(1, sheet.max_row)
    for row in table:
        sheet.append(row)
    book.save(sys.argv[2])
    """

  /// Changes the first sheet with openpyxl.
  ///
  /// - Parameter script: Python that changes `table`, a list of rows, of which `head` is the first. `column(title)`
  ///   gives a position, `find(title, value)` the first row with that value.
  package static func openpyxl(_ path: FilePath, _ script: String = "") throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let output = folder.path.appending("edited.xlsx")
    try Python.run(frame + script + end, [path.string, output.string])
    return [UInt8](try output.bytes())
  }

  /// Opens and saves a workbook with LibreOffice.
  ///
  /// - Parameter ending: `xlsx`, or `csv` for the first sheet.
  package static func libreOffice(_ bytes: [UInt8], as ending: String = "xlsx") throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let (input, output) = (folder.path.appending("saved.xlsx"), folder.path.appending("out"))
    try input.write(bytes)
    let filter = ending == "csv" ? "csv:Text - txt - csv (StarCalc):44,34,76,1" : ending
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", filter,
      "--outdir", output.string, input.string,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Python.Failure(description: "soffice ended with \(process.terminationStatus)")
    }
    return [UInt8](try output.appending("saved.\(ending)").bytes())
  }
}
