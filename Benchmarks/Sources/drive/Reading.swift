import JobModel
import RowReading
import SystemPackage

/// Reads a table: every cell of every row.
enum Reading {
  /// - Parameter asValues: as the reading child does, which writes the values into row files; else the displayed texts'
  ///   bytes, as `rowspool rows` does.
  static func run(_ path: FilePath, asValues: Bool) throws {
    let source: any RowSource
    if path.extension == "xlsx" {
      let workbook = try Workbook(path: path)
      source = try workbook.rows(of: workbook.sheets[0])
    } else {
      source = try CSVFile(path: path)
    }
    var (rows, cells, bytes) = (0, 0, [UInt8]())
    try source.readRows { row in
      bytes.removeAll(keepingCapacity: true)
      if asValues {
        cells += (0..<row.count).map { row.value(at: $0) }.count
      } else {
        for column in 0..<row.count { row.appendText(at: column, as: .displayed, to: &bytes) }
        cells += row.count
      }
      rows += 1
      return .next
    }
    try Drive.say("rows \(rows) cells \(cells)")
  }
}
