import JobModel
package import SystemPackage
import ZipArchive

/// Writes the results workbook of a job, row by row, in memory that does not grow with the rows.
///
/// Calls block and write files: keep them off Swift's cooperative threads. The locale must be one of UTF-8
/// (`setlocale(LC_ALL, "C.UTF-8")`). The workbook is neither synced nor renamed: that is the caller's. One that is
/// given up leaves nothing but what may lie at its path.
package struct ResultsWorkbookWriter: ~Copyable {
  private let table: ResultsTable
  private let options: ResultsOptions
  private let path: FilePath
  private let text: ResultsText
  private let file: WorkbookFile
  private let sideFile: (_ name: String, _ text: String) throws -> Void
  private var sheet: DataSheet
  private var tally = ResultsTally()
  private var sheetNames: Set<String>
  private var thumbnailRows = 0
  private var links = 0
  private var hasPlainFiles = false

  /// - Parameters:
  ///   - path: where the workbook is written when it is finished; a temporary name.
  ///   - sideFile: takes a text that is too long for a cell, and the name it shall have in `files/`.
  /// - Throws: `ResultsError`.
  package init(
    _ path: FilePath, _ table: ResultsTable, _ options: ResultsOptions,
    sideFile: @escaping (_ name: String, _ text: String) throws -> Void
  ) throws(ResultsError) {
    let text = ResultsText(options.language)
    let file = try WorkbookFile(path, temporary: options.temporary)
    try file.setProperties(
      title: text.summaryTitle(table.jobName), subject: table.workflowTitle,
      custom: [
        (ResultsLayout.jobProperty, table.facts.jobID ?? ""),
        (FillInForm.workflowProperty, table.layout.workflow ?? ""),
        (ResultsLayout.presetProperty, table.layout.preset ?? ""),
      ].filter { !$0.1.isEmpty })
    let name = Self.sheetName(of: table, text, number: 1)
    sheet = try DataSheet(table, named: name, in: file, text)
    sheetNames = [name.lowercased()]
    self.table = table
    self.options = options
    self.path = path
    self.text = text
    self.file = file
    self.sideFile = sideFile
  }

  private static func sheetName(of table: ResultsTable, _ text: ResultsText, number: Int) -> String {
    let name = SheetName.make(table.sheetName ?? "", number: number)
    return name.isEmpty ? SheetName.make(text.defaultSheet, number: number) : name
  }

  /// Writes a row below the last one. Rows come in the order of the operator's sheet.
  ///
  /// - Throws: `ResultsError`, after which the writer is of no use; and what `sideFile` throws.
  package mutating func append(_ row: ResultRow) throws {
    if sheet.nextRow > options.maximumSheetRows { try beginFurtherSheet() }
    let hasFiles = !row.files.isEmpty
    let allowance = DataSheet.Allowance(
      links: hasFiles && links + table.resultColumns.count <= options.maximumLinks,
      thumbnails: thumbnailRows < options.maximumThumbnailRows)
    try sheet.append(row, allowance, sideFile: sideFile)
    tally.add(row)
    if allowance.links { links += Set(row.files.map(\.column)).count }
    if hasFiles && !allowance.links { hasPlainFiles = true }
    if !row.thumbnails.isEmpty { thumbnailRows += 1 }
  }

  private mutating func beginFurtherSheet() throws(ResultsError) {
    try sheet.finish()
    let name = Self.sheetName(of: table, text, number: file.sheets.count + 1)
    sheetNames.insert(name.lowercased())
    sheet = try DataSheet(table, named: name, in: file, text)
    links = 0
  }

  /// Writes the Summary sheet and the workbook.
  ///
  /// - Throws: `ResultsError`: `full` where there is no room, `damaged` where the workbook does not read back whole. What
  ///   lies at the path is then of no use.
  package consuming func finish() throws(ResultsError) {
    try sheet.finish()
    var name = text.summarySheet
    while sheetNames.contains(name.lowercased()) { name += " (2)" }
    var summary = try SummarySheet(named: name, in: file, text)
    try summary.write(table, tally, notes: notes)
    var layout = table.layout
    layout.columns = SheetColumn.all(of: table).map { $0.layout(in: table, text) }
    try LayoutSheet.write(layout, in: file, taken: sheetNames.union([name.lowercased()]))
    let bytes = try file.rowBytes()
    // The sheets once more in full, and all of it compressed, which is an eighth at most.
    try SpaceReservation.check(bytes + bytes / 4 + links * 512 + 65_536, in: options.temporary, for: file.name)
    try file.close()
    if options.readsBack { try checkWorkbook(rowBytes: bytes) }
  }

  private var notes: [String] {
    var notes = table.facts.notes.map(text.of)
    let leftOut = table.headers.count - sheet.columns.count { !$0.isOurs }
    if leftOut > 0 { notes.append(text.columnsLeftOut(leftOut)) }
    if hasPlainFiles { notes.append(text.linksLimited(links)) }
    return notes
  }

  /// The library does not notice when a part is cut short by a full disk; then the part lacks its end.
  private func checkWorkbook(rowBytes: Int) throws(ResultsError) {
    var sheetBytes = 0
    do {
      try ZipWriterCheck.readBack(path) { entry in
        if entry.name.hasPrefix("xl/worksheets/sheet") { sheetBytes += entry.bytes }
        let isText = entry.name.hasSuffix(".xml") || entry.name.hasSuffix(".rels")
        if isText && !Self.isWhole(entry) {
          throw ResultsError(.damaged, workbook: file.name, detail: "\(entry.name) is cut short")
        }
      }
    } catch let error as ResultsError {
      throw error
    } catch {
      throw ResultsError(.damaged, workbook: file.name, detail: String(describing: error))
    }
    if sheetBytes < rowBytes { throw ResultsError(.damaged, workbook: file.name, detail: "rows are missing") }
  }

  /// Whether an XML text ends with the end of its first element.
  private static func isWhole(_ entry: ZipWriterCheck.Entry) -> Bool {
    let head = String(decoding: entry.head, as: UTF8.self)
    if entry.tail.isEmpty { return false }
    let end = entry.tail.lastIndex { !" \r\n\t".utf8.contains($0) } ?? entry.tail.startIndex
    let tail = String(decoding: entry.tail[...end], as: UTF8.self)
    let start = head.firstRange(of: "?>")?.upperBound ?? head.startIndex
    guard let open = head[start...].firstIndex(of: "<") else { return false }
    let name = head[head.index(after: open)...].prefix { $0 != " " && $0 != ">" && $0 != "/" }
    return tail.hasSuffix("</\(name)>") || (entry.bytes <= 512 && tail.hasSuffix("/>"))
  }
}
