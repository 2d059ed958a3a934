import Glibc
import JobModel
package import RowReading
package import SystemPackage

/// Prints a table's rows as one JSON list of lists of texts, without any validation.
package struct TableExport {
  let path: FilePath
  let sheet: String?
  let form: ValueForm
  private static let flushAt = 1 << 18
  private static let mostColumns = 1 << 20

  /// - Parameters:
  ///   - path: a workbook or a CSV file.
  ///   - sheet: the sheet's name; the first worksheet unless given.
  package init(path: FilePath, sheet: String?, form: ValueForm) {
    self.path = path
    self.sheet = sheet
    self.form = form
  }

  /// Writes `[["A1", "B1"], …]` to standard output: rows and cells from A1, empty ones included up to the last used one.
  ///
  /// - Throws: `ReadingError` where the file cannot be read, `Errno` where nobody reads.
  package func run() throws {
    let source = try source()
    var output: [UInt8] = [UInt8(ascii: "[")]
    var text: [UInt8] = []
    var last = 0
    try source.readRows { row in
      var cells: [UInt8] = []
      var used = 0
      var written = 0
      for column in 0..<row.count {
        text.removeAll(keepingCapacity: true)
        row.appendText(at: column, as: form, to: &text)
        if text.isEmpty { continue }
        while written < column {
          cells.append(contentsOf: #""","#.utf8)
          written += 1
        }
        JSONText.append(text, to: &cells)
        cells.append(UInt8(ascii: ","))
        written += 1
        used = written
      }
      guard used > 0 else { return .next }
      while last + 1 < row.number {
        output.append(contentsOf: last == 0 ? "[]".utf8 : ",\n[]".utf8)
        last += 1
      }
      output.append(contentsOf: last == 0 ? "[".utf8 : ",\n[".utf8)
      output.append(contentsOf: cells.dropLast())
      output.append(UInt8(ascii: "]"))
      last = row.number
      if output.count > Self.flushAt { try Self.write(&output) }
      return .next
    }
    output.append(contentsOf: "]\n".utf8)
    try Self.write(&output)
  }

  private func source() throws -> any RowSource {
    if ["csv", "tsv", "txt"].contains((path.extension ?? "").lowercased()) {
      var options = CSVOptions()
      // A job's columns are a worksheet's; here nothing is counted.
      options.mostColumns = Self.mostColumns
      return try CSVFile(path: path, options: options)
    }
    let workbook = try Workbook(path: path)
    if let sheet { return try workbook.rows(ofSheet: sheet) }
    guard let first = workbook.sheets.first(where: { $0.kind == .worksheet }) else {
      throw ReadingError("no-sheet", "The workbook has no worksheet.")
    }
    return try workbook.rows(of: first)
  }

  private static func write(_ bytes: inout [UInt8]) throws {
    try FileDescriptor.standardOutput.writeAll(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// Texts of a table as JSON strings (RFC 8259), straight from bytes.
private enum JSONText {
  static func append(_ text: [UInt8], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        output.append(contentsOf: "\\u00".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
