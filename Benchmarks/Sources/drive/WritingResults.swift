import JobModel
import Results
import SystemPackage

/// Writes the results workbook whose cells `Floors/xlsxwriter_floor.c` writes too.
enum WritingResults {
  static func run(_ path: FilePath, rows: Int, temporary: FilePath) throws {
    let table = ResultsTable(
      jobName: "bench", workflowTitle: "Nothing", headers: ["a", "b", "c", "d", "e", "f", "g", "h"],
      resultColumns: [])
    var writer = try ResultsWorkbookWriter(path, table, ResultsOptions(temporary: temporary)) { _, _ in }
    for index in 0..<rows { try writer.append(row(index)) }
    try writer.finish()
  }

  private static func row(_ index: Int) -> ResultRow {
    let price = Double(index) * 0.25
    return ResultRow(
      number: index + 2,
      cells: [
        .number(Double(index), displayed: String(index)), .text("Product \(index)"), .text("商品 \(index % 1000)"),
        .number(price, displayed: price.description), .text("files/picture-\(index).jpg"), .text("white"),
        .boolean(index % 2 == 0), .date("2026-11-21", displayed: "2026-11-21"),
      ],
      state: ResultState(folder: .done, outcome: .done), attempts: 1, seconds: 1.5,
      key: "20261121-093512-bench-abcd:\(index):0123456789abcdef")
  }
}
