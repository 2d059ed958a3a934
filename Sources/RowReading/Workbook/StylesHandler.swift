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

/// The number formats of a workbook, by cell style.
final class CellFormats {
  private let formatIDs: [Int]
  private let codes: [Int: String]
  private var byID: [Int: NumberFormat] = [:]
  private var byStyle: [NumberFormat?]

  init(_ styles: StylesHandler? = nil) {
    formatIDs = styles?.formatIDs ?? []
    codes = styles?.codes ?? [:]
    byStyle = Array(repeating: nil, count: formatIDs.count)
  }

  /// - Parameter style: the index in the cell; styles that do not exist are `General`.
  func format(ofStyle style: Int) -> NumberFormat {
    guard byStyle.indices.contains(style) else { return .general }
    if let format = byStyle[style] { return format }
    let id = formatIDs[style]
    let format = byID[id] ?? NumberFormat(code: codes[id] ?? BuiltInFormats.code(of: id) ?? "General")
    byID[id] = format
    byStyle[style] = format
    return format
  }
}
