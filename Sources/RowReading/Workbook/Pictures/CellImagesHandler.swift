/// Reads the list in which WPS keeps the pictures of `DISPIMG` cells (`cellimages.xml`): each has a name (`ID_…`), by
/// which cells call it, and the relationship of its part.
final class CellImagesHandler: XMLHandler {
  /// Relationships by picture name; of two pictures with one name the first one counts.
  private(set) var relationships: [String: DrawnPicture] = [:]
  private let limit: Int
  private var name: String?
  private var picture = DrawnPicture(from: DrawingCorner())

  init(limit: Int) {
    self.limit = limit
    super.init(.any)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "cellImage":
      self.name = nil
      picture = DrawnPicture(from: DrawingCorner())
    case "cNvPr" where self.name == nil: self.name = attributes.text("name")
    case "blip" where picture.embedded == nil && picture.linked == nil:
      picture.embedded = attributes.text("embed", qualified: true).flatMap { $0.isEmpty ? nil : $0 }
      picture.linked = attributes.text("link", qualified: true).flatMap { $0.isEmpty ? nil : $0 }
    default: break
    }
  }

  override func end(_ name: XMLName) {
    guard "cellImage" ~= name, let id = self.name else { return }
    if relationships[id] == nil { relationships[id] = picture }
    if relationships.count > limit { fail(ReadingError.tooManyPictures(limit)) }
  }
}
