import JobModel
import RowReading
import SystemPackage
import ZipFixtures

/// A workbook of one sheet, written by hand, every part of which a test may spoil.
struct WorkbookFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

  var main = WorkbookFixture.main
  var office = WorkbookFixture.office
  var workbookProperties = ""
  /// As it stands in the XML.
  var sheetName = "One"
  var sheetPart = "xl/worksheets/sheet1.xml"
  var sheetTarget = "worksheets/sheet1.xml"
  /// The parts' XML; `nil` leaves the part out.
  var sheet: [UInt8]?
  var strings: String?
  var styles: String?
  var hasRelationships = true
  var others: [ZipFixture.Entry] = []

  init(rows: String, strings: String? = nil, formats: [String]? = nil) {
    sheet = Array("<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>".utf8)
    self.strings = strings.map { "<sst xmlns=\"\(main)\">\($0)</sst>" }
    styles = formats.map { Self.styles($0) }
  }

  /// Style 1 has the first format, and so on.
  static func styles(_ formats: [String]) -> String {
    var codes = ""
    var cells = "<xf numFmtId=\"0\"/>"
    for (index, format) in formats.enumerated() {
      if let id = Int(format) {
        cells += "<xf numFmtId=\"\(id)\"/>"
      } else {
        let code = format.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")
          .split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
        codes += "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
        cells += "<xf numFmtId=\"\(164 + index)\"/>"
      }
    }
    return "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes)</numFmts><cellXfs>\(cells)</cellXfs></styleSheet>"
  }

  var bytes: [UInt8] {
    func relationship(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
    }
    func list(_ items: String) -> String { "<Relationships xmlns=\"\(Self.package)\">\(items)</Relationships>" }
    var entries: [ZipFixture.Entry] = [
      .init("_rels/.rels", list(relationship("a", "officeDocument", "xl/workbook.xml"))),
      .init(
        "xl/workbook.xml",
        """
        <workbook xmlns="\(main)" xmlns:r="\(office)">\(workbookProperties)<sheets>\
        <sheet name="\(sheetName)" sheetId="1" r:id="rId1"/></sheets></workbook>
        """),
    ]
    if hasRelationships {
      entries.append(
        .init(
          "xl/_rels/workbook.xml.rels",
          list(
            relationship("rId1", "worksheet", sheetTarget) + relationship("rId2", "sharedStrings", "sharedStrings.xml")
              + relationship("rId3", "styles", "/xl/styles.xml"))))
    }
    if let sheet { entries.append(.init(sheetPart, sheet)) }
    if let strings { entries.append(.init("xl/sharedStrings.xml", strings)) }
    if let styles { entries.append(.init("xl/styles.xml", styles)) }
    return ZipFixture(entries + others).bytes
  }

  /// The first sheet's cells by reference (`B7`), empty ones left out.
  func read(as form: ValueForm = .stored, options: WorkbookOptions = WorkbookOptions()) throws -> [String: String] {
    try Self.read(bytes, as: form, options: options)
  }

  static func read(
    _ bytes: [UInt8], as form: ValueForm = .stored, options: WorkbookOptions = WorkbookOptions()
  ) throws -> [String: String] {
    let file = TemporaryFile(bytes)
    let workbook = try Workbook(path: FilePath(file.path), options: options)
    var cells: [String: String] = [:]
    var last = 0
    try workbook.rows(of: workbook.sheets[0]).readRows { row in
      precondition(row.number > last, "rows come in ascending order")
      last = row.number
      for column in 0..<row.count {
        var text: [UInt8] = []
        row.appendText(at: column, as: form, to: &text)
        let value = row.value(at: column)
        let expected = form == .stored ? value.stored : value.displayed
        precondition(String(decoding: text, as: UTF8.self) == expected, "both ways to a cell's text agree")
        if !value.isEmpty { cells[letter(column) + String(row.number)] = expected }
      }
      return .next
    }
    return cells
  }

  private static func letter(_ column: Int) -> String {
    column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : "#\(column)"
  }
}
