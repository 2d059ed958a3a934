/// One relationship of a part.
struct Relationship {
  var id: String
  /// The last word of its type, which transitional and strict files share: `worksheet`, `styles`.
  var kind: Substring
  var target: String
  /// Whether it leads out of the file.
  var isExternal = false
}

/// Reads the list of a part's relationships (ECMA-376 part 2, 9.3).
final class RelationshipsHandler: XMLHandler {
  private(set) var relationships: [Relationship] = []
  private let keepsExternal: Bool

  /// - Parameter keepsExternal: whether those that lead out of the file are wanted.
  init(keepsExternal: Bool = false) {
    self.keepsExternal = keepsExternal
    super.init(.any)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    let isExternal = attributes.text("TargetMode") == "External"
    guard "Relationship" ~= name, keepsExternal || !isExternal,
      let type = attributes.text("Type"), let target = attributes.text("Target")
    else { return }
    relationships.append(
      Relationship(
        id: attributes.text("Id") ?? "", kind: type.split(separator: "/").last ?? "", target: target,
        isExternal: isExternal))
  }
}
