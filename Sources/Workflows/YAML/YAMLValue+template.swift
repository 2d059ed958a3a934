import JobModel
import Yams

extension YAMLValue {
  /// A step's settings: as `template()`, and the elements of some lists may have a `when:`.
  ///
  /// - Parameter conditionalLists: the keys of these lists.
  func template(conditionalLists: Set<String>) -> Template {
    guard case .object(var members) = template(), !conditionalLists.isEmpty else { return template() }
    for index in members.indices where conditionalLists.contains(members[index].name) {
      guard case .sequence(let elements)? = node[members[index].name] else { continue }
      members[index].value = .array(elements.map { with($0).conditionalElement() })
    }
    return .object(members)
  }

  private func conditionalElement() -> Template {
    guard case .object(let members) = template(), let when = node["when"] else { return template() }
    let place = YAMLValue(node: when, name: "\(name), when", problems: problems)
    guard let condition = Condition(place) else { return .literal(.null) }
    return .conditional(condition, .object(members.filter { $0.name != "when" }))
  }

  /// The tree with its `{{…}}` found; each mistake is reported with its own line.
  func template() -> Template {
    switch node {
    case .scalar: scalarTemplate()
    case .sequence(let sequence): .array(sequence.map { with($0).template() })
    case .mapping(let mapping):
      .object(
        mapping.compactMap { key, value in
          guard let name = key.string else {
            with(key).report(
              "wrong-kind", "A key must be a text. Put {{…}} between quotation marks: \"{{column}}\".")
            return nil
          }
          return Template.Member(name: name, value: with(value).template())
        })
    case .alias: .literal(.null)
    }
  }

  private func with(_ node: Node) -> YAMLValue {
    YAMLValue(node: node, name: name, problems: problems)
  }

  private func scalarTemplate() -> Template {
    let value = json()
    guard let text = value.string else { return .literal(value) }
    do throws(Template.Mistake) {
      return try Template(text: text)
    } catch {
      report("template", error.sentence)
    }
    return .literal(.null)
  }
}
