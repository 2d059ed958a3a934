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
