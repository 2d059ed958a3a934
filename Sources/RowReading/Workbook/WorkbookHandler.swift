/// Reads `workbook.xml`: the sheets and how days are counted.
final class WorkbookHandler: XMLHandler {
  struct Sheet {
    var name: String
    var state: String?
    var relationship: String?
  }

  private(set) var sheets: [Sheet] = []
  private(set) var dateSystem = DateSystem.from1900
  private(set) var isWorkbook = false

  init() { super.init(.spreadsheet) }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "workbook": isWorkbook = true
    case "workbookPr":
      if ["1", "true", "on"].contains(attributes.text("date1904")?.lowercased()) { dateSystem = .from1904 }
    case "sheet":
      sheets.append(
        Sheet(
          name: attributes.text("name") ?? "", state: attributes.text("state"),
          relationship: attributes.text("id", qualified: true) ?? attributes.text("id")))
    default: break
    }
  }
}
