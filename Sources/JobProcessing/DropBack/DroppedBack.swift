import FoundationEssentials
import JobModel
import Results
import RowReading
import SystemPackage
import Workflows

/// A results workbook that was dropped back, as the reading child sees it: the operator's columns among ours, and the
/// keys and marks of its rows.
final class DroppedBack {
  private let columns: ResultsColumns
  private let keyColumn: Int?
  private let statusColumn: Int?
  private let output: FileDescriptor
  private var unwritten: [UInt8] = []
  /// Titles with ours blanked out: no input column is looked for among them.
  let titles: [String]
  private(set) var keyedRows = 0

  /// - Parameters:
  ///   - titles: of the sheet's columns.
  ///   - workshop: takes the list of keys.
  /// - Returns: `nil` for a table that is no results workbook.
  init?(_ table: DropTable, titles: [String], workflow: WorkflowDefinition, workshop: FilePath) throws {
    let hasKeys = titles.contains { $0.lowercased() == ResultsText.keyHeader }
    if let layout = try table.resultsLayout() {
      columns = ResultsColumns(titles: titles, layout: layout)
    } else if try hasKeys || table.resultsJob() != nil {
      columns = ResultsColumns(titles: titles, usual: Language.allCases.map { workflow.usualResults(in: $0) })
    } else {
      return nil
    }
    keyColumn = columns.first(.key)
    statusColumn = columns.first(.status)
    self.titles = titles.indices.map { [columns] in columns.isInput($0) ? titles[$0] : "" }
    output = try FileDescriptor.open(
      workshop.appending(KeyedRow.file), .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: FilePermissions(rawValue: 0o664))
  }

  /// The operator's cells of a row, or the titles of his columns.
  func inputs<Cell>(of cells: [Cell]) -> [Cell] {
    cells.indices.filter { columns.isInput($0) }.map { cells[$0] }
  }

  func hasKey(_ cells: [CellValue]) -> Bool { key(of: cells) != nil }

  private func key(of cells: [CellValue]) -> String? {
    guard let keyColumn, keyColumn < cells.count else { return nil }
    let text = cells[keyColumn].displayed
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }

  /// Notes the key of a row, and whether it is marked to run again. One without a key is noted too: a value that
  /// Settings give may name a file of the earlier job.
  func note(_ cells: [CellValue], row: Int) throws {
    let key = key(of: cells)
    let mark = statusColumn.flatMap { $0 < cells.count ? cells[$0].displayed : nil } ?? ""
    var writer = JSONWriter()
    writer.write(KeyedRow(row: row, key: key ?? "", isMarked: AgainMark.isMark(mark)).json)
    writer.endLine()
    unwritten += writer.bytes
    if key != nil { keyedRows += 1 }
    if unwritten.count > 1 << 16 { try flush() }
  }

  private func flush() throws {
    try output.writeAll(unwritten)
    unwritten.removeAll(keepingCapacity: true)
  }

  func close() throws {
    try output.closeAfter { try flush() }
  }
}

extension WorkflowDefinition {
  /// What results workbooks of this workflow look like.
  func usualResults(in language: Language) -> ResultsLayout {
    let outputs = results.map { column in
      Results.ResultColumn(
        name: column.name, title: column.titles.text(language) ?? column.name,
        kind: ResultsMaker.kind(of: column.type))
    }
    return ResultsLayout(
      usualFor: outputs, inputs: columns.flatMap(\.headers), currency: estimate?.currency, in: language)
  }
}
