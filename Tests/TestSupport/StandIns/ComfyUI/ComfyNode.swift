import JobModel

/// A kind of node: what it takes, what it gives.
struct ComfyNode: Sendable {
  enum Input: Sendable {
    /// The output of another node, of that type.
    case link(String)
    case int(ClosedRange<Double>)
    case float(ClosedRange<Double>)
    case string
    case boolean
    case choice([String])
    /// A picture among those that were uploaded.
    case uploadedImage
    case colour

    /// The type as `/object_info` says it.
    var definition: JSONValue {
      switch self {
      case .link(let type): [.string(type)]
      case .int(let range):
        [
          "INT",
          ["default": .number(range.lowerBound), "min": .number(range.lowerBound), "max": .number(range.upperBound)],
        ]
      case .float(let range):
        [
          "FLOAT",
          ["default": .number(range.lowerBound), "min": .number(range.lowerBound), "max": .number(range.upperBound)],
        ]
      case .string: ["STRING", ["multiline": true]]
      case .boolean: ["BOOLEAN", ["default": false]]
      case .choice(let words): [.array(words.map { .string($0) })]
      case .uploadedImage: [[], ["image_upload": true]]
      case .colour: ["COLOR", ["default": "#222222"]]
      }
    }
  }

  var name: String
  var inputs: [(name: String, input: Input)]
  var optional: [(name: String, input: Input)] = []
  var outputs: [String]
  /// Whether it is what a workflow is run for.
  var isOutput = false

  /// The entry of `/object_info`.
  var json: JSONValue {
    func definitions(_ inputs: [(name: String, input: Input)]) -> JSONValue {
      .object(JSONObject(inputs.map { ($0.name, $0.input.definition) }))
    }
    let outputs = JSONValue.array(self.outputs.map { .string($0) })
    return [
      "input": ["required": definitions(inputs), "optional": definitions(optional)],
      "input_order": ["required": .array(inputs.map { .string($0.name) })], "output": outputs,
      "output_is_list": .array(self.outputs.map { _ in false }), "output_name": outputs, "name": .string(name),
      "display_name": .string(name), "description": "", "python_module": "nodes", "category": "stand-in",
      "output_node": .boolean(isOutput),
    ]
  }
}
