import JobModel
package import SystemPackage

/// A workbook of Excel 2007 and later (.xlsx, .xlsm; ECMA-376, transitional or strict), read as a stream.
///
/// Opening reads the list of sheets only; shared texts and number formats are read with the first row. All calls block
/// on the file; keep them off Swift's cooperative threads.
package final class Workbook {
  /// In the order of their tabs.
  package private(set) var sheets: [WorkbookSheet] = []

  let parts: PackageParts
  private let options: WorkbookOptions
  private var dateSystem = DateSystem.from1900
  /// The part that lists the sheets.
  private(set) var main = "xl/workbook.xml"
  private var stringsPart: String?
  private var stylesPart: String?
  private var propertiesPart: String?
  private var shared: (strings: SharedStrings, formats: CellFormats)?

  /// - Throws: where the file is no workbook, what it is instead and what to do; where it is damaged or dangerous, that.
  package init(path: FilePath, options: WorkbookOptions = WorkbookOptions()) throws(ReadingError) {
    parts = try PackageParts(path: path, limits: options.zip)
    self.options = options
    do {
      try findParts()
      try listSheets()
    } catch let error as ReadingError {
      throw error
    } catch {
      throw ReadingError("damaged", "“\(parts.fileName)” cannot be read.", detail: "\(error)")
    }
  }

  /// The workbook's own properties (File, Info, Properties, Advanced), by name; empty where there are none.
  package var customProperties: [String: String] {
    get throws(ReadingError) {
      guard let part = propertiesPart, parts.has(part) else { return [:] }
      let handler = CustomPropertiesHandler()
      do {
        try parts.parse(part, as: "the document properties", into: handler)
      } catch let error as ReadingError {
        throw error
      } catch {
        throw ReadingError("damaged", "“\(parts.fileName)” cannot be read.", detail: "\(error)")
      }
      return handler.properties
    }
  }

  /// The rows of a sheet.
  ///
  /// - Throws: where the sheet has no cells, or its part is missing.
  package func rows(of sheet: WorkbookSheet) throws(ReadingError) -> SheetRows {
    guard sheet.kind == .worksheet else { throw .noCells(parts.fileName, sheet: sheet.name) }
    guard let part = sheet.part, parts.has(part) else {
      throw .missingPart(parts.fileName, place: "the sheet “\(sheet.name)”", part: sheet.part ?? "no relationship")
    }
    return SheetRows(self, sheet, part: part)
  }

  /// The rows of the sheet with this name, in any case.
  package func rows(ofSheet name: String) throws(ReadingError) -> SheetRows {
    let named = sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == name.lowercased() }
    guard let named else { throw .noSuchSheet(parts.fileName, sheet: name, sheets: sheets.map(\.name)) }
    return try rows(of: named)
  }

  // MARK: - Parts

  /// The relationships of a part, with their targets as names of parts.
  ///
  /// - Parameter keepsExternal: whether those that lead out of the file are wanted too; their targets stay as they are.
  func relationships(of part: String, keepsExternal: Bool = false) throws -> [Relationship] {
    let name = PackagePath.relationships(of: part)
    guard parts.has(name) else { return [] }
    let handler = RelationshipsHandler(keepsExternal: keepsExternal)
    try parts.parse(name, as: "the list of its parts", into: handler)
    return handler.relationships.map { relationship in
      var relationship = relationship
      if !relationship.isExternal { relationship.target = PackagePath.resolve(relationship.target, from: part) }
      return relationship
    }
  }

  private func findParts() throws {
    for relationship in try relationships(of: "") {
      switch relationship.kind {
      case "officeDocument": main = relationship.target
      case "custom-properties", "customProperties": propertiesPart = relationship.target
      default: break
      }
    }
    if !parts.has(main) { main = "xl/workbook.xml" }
    propertiesPart = propertiesPart ?? "docProps/custom.xml"
    if !parts.has(main) || main.hasSuffix(".bin") || !main.lowercased().hasSuffix(".xml") {
      throw ForeignFile.reason(parts: parts) ?? ForeignFile.notAWorkbook(parts.fileName, "a ZIP archive")
    }
  }

  private func listSheets() throws {
    let handler = WorkbookHandler()
    try parts.parse(main, as: "the list of sheets", into: handler)
    guard handler.isWorkbook else {
      throw ForeignFile.reason(parts: parts) ?? ForeignFile.notAWorkbook(parts.fileName, "something else")
    }
    dateSystem = handler.dateSystem
    let relationships = try relationships(of: main)
    let byID = Dictionary(relationships.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    stringsPart = relationships.first { $0.kind == "sharedStrings" }?.target ?? sibling("sharedStrings.xml")
    stylesPart = relationships.first { $0.kind == "styles" }?.target ?? sibling("styles.xml")
    sheets = handler.sheets.enumerated().map { index, sheet in
      let relationship = sheet.relationship.flatMap { byID[$0] }
      // Without relationships the usual names are tried.
      return WorkbookSheet(
        name: sheet.name, state: sheet.state.flatMap(WorkbookSheet.State.init) ?? .visible,
        kind: Self.kind(of: relationship),
        part: relationship?.target ?? sibling("worksheets/sheet\(index + 1).xml"))
    }
  }

  /// A part in the workbook's own folder.
  func sibling(_ name: String) -> String {
    PackagePath.resolve(name, from: main)
  }

  private static func kind(of relationship: Relationship?) -> WorkbookSheet.Kind {
    switch relationship?.kind {
    case nil, "worksheet": .worksheet
    case "chartsheet": .chart
    default: .other
    }
  }

  // MARK: - Rows

  func readRows(of sheet: WorkbookSheet, part: String, _ body: (any SheetRow) throws -> ReadingStep) throws {
    let shared = try sharedParts()
    let row = WorkbookRow(strings: shared.strings, formats: shared.formats, dateSystem: dateSystem)
    try withoutActuallyEscaping(body) { body in
      let handler = SheetHandler(
        SheetPlace(file: parts.fileName, sheet: sheet.name), row: row, options: options,
        holdsRows: parts.size(of: part) <= options.sortedSheetSize, deliver: { try body($0) })
      try parts.parse(part, as: "the sheet “\(sheet.name)”", into: handler)
    }
  }

  private func sharedParts() throws -> (strings: SharedStrings, formats: CellFormats) {
    if let shared { return shared }
    let strings = SharedStrings(
      memory: options.sharedTextMemory, tooLarge: .sharedTextTooLarge(parts.fileName))
    if let part = stringsPart, parts.has(part) { try parts.parse(part, as: "the list of texts", into: strings) }
    var styles: StylesHandler?
    if let part = stylesPart, parts.has(part) {
      let handler = StylesHandler()
      try parts.parse(part, as: "the list of formats", into: handler)
      styles = handler
    }
    let read = (strings: strings, formats: CellFormats(styles))
    shared = read
    return read
  }
}
