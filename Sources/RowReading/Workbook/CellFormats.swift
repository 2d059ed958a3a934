/// The number formats of a workbook, by cell style.
final class CellFormats {
  /// Bytes; Excel allows 255 characters.
  private static let longestCode = 1020

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
    var code = codes[id] ?? BuiltInFormats.code(of: id) ?? "General"
    if code.utf8.count > Self.longestCode { code = "General" }
    let format = byID[id] ?? NumberFormat(code: code)
    byID[id] = format
    byStyle[style] = format
    return format
  }
}
