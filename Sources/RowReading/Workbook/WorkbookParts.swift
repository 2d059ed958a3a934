/// `[Content_Types]`-independent readers of the small parts: relationships, the workbook, properties.

/// One relationship of a part.
struct Relationship {
  var id: String
  /// The last word of its type, which transitional and strict files share: `worksheet`, `styles`.
  var kind: Substring
  var target: String
}

final class RelationshipsHandler: XMLHandler {
  private(set) var relationships: [Relationship] = []

  init() { super.init(.any) }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard "Relationship" ~= name, attributes.text("TargetMode") != "External",
      let type = attributes.text("Type"), let target = attributes.text("Target")
    else { return }
    relationships.append(
      Relationship(
        id: attributes.text("Id") ?? "", kind: type.split(separator: "/").last ?? "", target: target))
  }
}

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

/// `docProps/custom.xml`: each property's text, whatever its type.
final class CustomPropertiesHandler: XMLHandler {
  private(set) var properties: [String: String] = [:]
  private var name: String?
  private var value: [UInt8] = []

  init() { super.init(.any) }

  override func start(_ element: XMLName, _ attributes: XMLAttributes) {
    guard "property" ~= element else { return }
    name = attributes.text("name")
    value = []
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if name != nil { value.append(contentsOf: bytes) }
  }

  override func end(_ element: XMLName) {
    guard "property" ~= element, let name else { return }
    let text = String(decoding: value, as: UTF8.self)
    properties[name] = String(text.drop(while: \.isWhitespace))
    self.name = nil
  }
}
