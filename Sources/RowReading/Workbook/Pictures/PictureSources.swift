/// Where the pictures lie that a part names by its relationships.
struct PictureSources {
  private let relationships: [String: Relationship]
  private let parts: PackageParts

  init(_ workbook: Workbook, of part: String) throws {
    parts = workbook.parts
    relationships = Dictionary(
      try workbook.relationships(of: part, keepsExternal: true).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  func source(of id: String) -> CellPicture.Source {
    guard let relationship = relationships[id] else { return .missing }
    if relationship.isExternal { return .link }
    return parts.has(relationship.target) ? .part(relationship.target) : .missing
  }

  /// Of a picture that is both embedded and linked, what is embedded.
  func source(of picture: DrawnPicture) -> CellPicture.Source {
    let embedded = picture.embedded.map(source) ?? .missing
    return embedded == .missing && picture.linked != nil ? .link : embedded
  }
}
