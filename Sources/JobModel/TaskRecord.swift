/// The first line of a row file: the task itself. It never changes.
package struct TaskRecord: Hashable, Sendable {
  /// The version of the line format, `"rowspool": 1`.
  package static let format: Int64 = 1

  package var job: JobID
  /// The physical row in the sheet, from 1; or the position of the picture in natural name order.
  package var row: Int
  /// The sheet's name; `nil` for CSV files and picture folders.
  package var sheet: String?
  /// The row's cells as the operator sees them, one for each column of `JobManifest.columns`; trailing empty cells
  /// are left off.
  package var cells: [CellValue]
  /// The input values the workflow runs with, by column name, checked, typed and completed from Settings, preset and
  /// defaults. Files are paths relative to the job's folder (`source/cup.jpg`, `input/cup.jpg`).
  package var values: JSONObject

  package init(job: JobID, row: Int, sheet: String? = nil, cells: [CellValue] = [], values: JSONObject = [:]) {
    self.job = job
    self.row = row
    self.sheet = sheet
    self.cells = cells
    self.values = values
  }

  package var json: JSONObject {
    var object: JSONObject = [
      "rowspool": .integer(Self.format), "job": .string(job.text), "row": .integer(Int64(row)),
    ]
    object["sheet"] = sheet.map(JSONValue.string)
    object["cells"] = .array(cells.map(\.json))
    object["values"] = .object(values)
    return object
  }

  package init?(json: JSONObject) {
    guard json["rowspool"]?.integer == Int(Self.format), let job = json["job"]?.string.flatMap(JobID.init),
      let row = json["row"]?.integer, row > 0, let cells = json["cells"]?.array, let values = json["values"]?.object
    else { return nil }
    self.init(
      job: job, row: row, sheet: json["sheet"]?.string, cells: cells.map { CellValue(json: $0) ?? .empty },
      values: values)
  }
}

/// Row file names: `%08d.jsonl`.
package enum RowFileName {
  package static func name(ofRow row: Int) -> String {
    let digits = String(row)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits + ending
  }

  private static let ending = ".jsonl"

  /// The row of a file name; `nil` for a name that is no row file's.
  package static func row(of name: some StringProtocol) -> Int? {
    // By bytes: folders hold hundreds of thousands of them.
    let bytes = name.utf8
    let count = bytes.count - ending.utf8.count
    guard count >= 8, count <= 18, bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return nil }
    var row = 0
    for byte in bytes.prefix(count) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      row = row * 10 + Int(byte - 0x30)
    }
    return row > 0 && (count == 8 || bytes.first != 0x30) ? row : nil
  }
}
