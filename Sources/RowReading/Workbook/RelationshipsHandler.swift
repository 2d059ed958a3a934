/// One relationship of a part.
struct Relationship {
  var id: String
  /// The last word of its type, which transitional and strict files share: `worksheet`, `styles`.
  var kind: Substring
  var target: String
}

/// Reads the list of a part's relationships (ECMA-376 part 2, 9.3); those that lead out of the file are left out.
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
