/// Reads from `styles.xml` which number format each cell style has.
final class StylesHandler: XMLHandler {
  /// The number format of each cell style, by the style's index.
  private(set) var formatIDs: [Int] = []
  /// Codes of the workbook's own formats.
  private(set) var codes: [Int: String] = [:]
  private var isInStyles = false
  private var isInFormats = false

  init() { super.init(.spreadsheet) }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "cellXfs": isInStyles = true
    case "numFmts": isInFormats = true
    // Differential formats hold elements of the same names; those do not count.
    case "xf" where isInStyles: formatIDs.append(attributes.text("numFmtId").flatMap { Int($0) } ?? 0)
    case "numFmt" where isInFormats:
      if let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode") {
        codes[id] = code
      }
    default: break
    }
  }

  override func end(_ name: XMLName) {
    switch name {
    case "cellXfs": isInStyles = false
    case "numFmts": isInFormats = false
    default: break
    }
  }
}
