import JobModel

/// A workflow in API format, checked as ComfyUI's `validate_prompt` does (`execution.py`).
struct ComfyGraph: Sendable {
  let nodes: JSONObject

  /// What is wrong with one node.
  struct NodeFailure {
    var type: String
    var message: String
    var details: String
    var input: String?

    var json: JSONValue {
      [
        "type": .string(type), "message": .string(message), "details": .string(details),
        "extra_info": input.map { ["input_name": .string($0)] } ?? .object(JSONObject()),
      ]
    }
  }

  init(_ nodes: JSONObject) { self.nodes = nodes }

  func kind(_ id: String) -> ComfyNode? { nodes[id]?["class_type"]?.string.flatMap { ComfyNodes.all[$0] } }

  func inputs(_ id: String) -> JSONObject { nodes[id]?["inputs"]?.object ?? JSONObject() }

  /// The nodes that a workflow is run for.
  var outputs: [String] { nodes.names.filter { kind($0)?.isOutput == true } }

  /// The node and the number of its output that an input is linked to.
  static func link(_ value: JSONValue) -> (node: String, output: Int)? {
    guard let pair = value.array, pair.count == 2, let node = pair[0].string, let output = pair[1].integer else {
      return nil
    }
    return (node, output)
  }

  /// A node and every node before it, with a limit against circles.
  func upstream(of id: String) -> [String] {
    var found: [String] = []
    var open = [id]
    while let id = open.popLast() {
      guard !found.contains(id) else { continue }
      found.append(id)
      open += inputs(id).members.compactMap { Self.link($0.value)?.node }
    }
    return found
  }

  /// - Parameter isUploaded: whether a picture of that name can be loaded.
  func failures(of id: String, isUploaded: (String) -> Bool) -> [NodeFailure] {
    guard let kind = kind(id) else { return [] }
    let given = inputs(id)
    var failures: [NodeFailure] = []
    for (name, input) in kind.inputs + kind.optional {
      guard let value = given[name] else {
        guard kind.inputs.contains(where: { $0.name == name }) else { continue }
        failures.append(
          NodeFailure(type: "required_input_missing", message: "Required input is missing", details: name, input: name))
        continue
      }
      if let failure = failure(name, value, input, isUploaded: isUploaded) { failures.append(failure) }
    }
    return failures
  }

  private func failure(
    _ name: String, _ value: JSONValue, _ input: ComfyNode.Input, isUploaded: (String) -> Bool
  ) -> NodeFailure? {
    if let link = Self.link(value) { return failure(name, link, input) }
    let shown = "\(name), \(value.plainText)"
    switch input {
    case .link:
      return NodeFailure(
        type: "bad_linked_input", message: "Bad linked input, must be a length-2 list of [node_id, slot_index]",
        details: name, input: name)
    case .int(let range), .float(let range):
      guard let number = value.number ?? value.string.flatMap(Double.init) else {
        return NodeFailure(
          type: "invalid_input_type", message: "Failed to convert an input value to a number", details: shown,
          input: name)
      }
      guard number >= range.lowerBound else {
        return NodeFailure(
          type: "value_smaller_than_min", message: "Value \(value.plainText) smaller than min of \(range.lowerBound)",
          details: name, input: name)
      }
      guard number <= range.upperBound else {
        return NodeFailure(
          type: "value_bigger_than_max", message: "Value \(value.plainText) bigger than max of \(range.upperBound)",
          details: name, input: name)
      }
      return nil
    case .choice(let words):
      guard !words.contains(value.plainText) else { return nil }
      return NodeFailure(
        type: "value_not_in_list", message: "Value not in list",
        details: "\(name): '\(value.plainText)' not in \(words)",
        input: name)
    case .uploadedImage:
      guard !isUploaded(value.plainText) else { return nil }
      return NodeFailure(
        type: "custom_validation_failed", message: "Custom validation failed for node",
        details: "\(name) - Invalid image file: \(value.plainText)", input: name)
    case .string, .boolean, .colour: return nil
    }
  }

  private func failure(
    _ name: String, _ link: (node: String, output: Int), _ input: ComfyNode.Input
  ) -> NodeFailure? {
    guard let kind = kind(link.node) else {
      return NodeFailure(
        type: "exception_during_validation", message: "Exception when validating inner node", details: link.node,
        input: name)
    }
    guard kind.outputs.indices.contains(link.output) else {
      return NodeFailure(
        type: "exception_during_validation", message: "Exception when validating node", details: "tuple index",
        input: name)
    }
    guard case .link(let wanted) = input, wanted != "*", wanted != kind.outputs[link.output] else { return nil }
    return NodeFailure(
      type: "return_type_mismatch", message: "Return type mismatch between linked nodes",
      details: "\(name), received_type(\(kind.outputs[link.output])) mismatch input_type(\(wanted))", input: name)
  }
}
