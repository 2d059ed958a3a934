import JobModel

/// A value as a recipe says it: a tree with references in its leaves, in which an object with a `$…` key stands for
/// what it makes.
indirect enum ValueRecipe: Hashable, Sendable {
  /// A literal, a reference, or text with references in it.
  case plain(Template)
  case array([ValueRecipe])
  case object([Member])
  case made(Maker)

  struct Member: Hashable, Sendable {
    var name: String
    var value: ValueRecipe
  }

  enum Conversion: String, Hashable, Sendable {
    case text = "$text"
    case integer = "$integer"
    case number = "$number"
    case boolean = "$boolean"
    case json = "$json"
  }

  enum FileUse: String, Hashable, Sendable {
    case base64 = "$base64"
    case dataURL = "$dataURL"
    case mediaType = "$mediaType"
    case fileName = "$fileName"
  }

  /// What an object with a `$…` key does.
  enum Maker: Hashable, Sendable {
    case convert(ValueRecipe, Conversion)
    case file(ValueRecipe, FileUse)
    case join([ValueRecipe], with: String)
    case first([ValueRecipe])
    case map(ValueRecipe, to: [Member], otherwise: ValueRecipe?)
    case choose(ValueRecipe, among: [String]?, then: ValueRecipe, otherwise: ValueRecipe?)
    case graph(GraphRecipe)
  }

  /// Every reference in it.
  var references: [Reference] { leaves.flatMap(\.references) }

  /// Its literals, references and texts.
  var leaves: [Template] {
    switch self {
    case .plain(let template): [template]
    case .array(let elements): elements.flatMap(\.leaves)
    case .object(let members): members.flatMap(\.value.leaves)
    case .made(let maker): maker.parts.flatMap(\.leaves)
    }
  }

  /// What it names as files.
  var files: [ValueRecipe] {
    switch self {
    case .plain: []
    case .array(let elements): elements.flatMap(\.files)
    case .object(let members): members.flatMap(\.value.files)
    case .made(.file(let file, _)): [file]
    case .made(let maker): maker.parts.flatMap(\.files)
    }
  }

  var graphs: [GraphRecipe] {
    switch self {
    case .plain: []
    case .array(let elements): elements.flatMap(\.graphs)
    case .object(let members): members.flatMap(\.value.graphs)
    case .made(.graph(let graph)): [graph]
    case .made(let maker): maker.parts.flatMap(\.graphs)
    }
  }
}

extension ValueRecipe.Maker {
  var parts: [ValueRecipe] {
    switch self {
    case .convert(let value, _), .file(let value, _): [value]
    case .join(let values, _), .first(let values): values
    case .map(let value, let to, let otherwise): [value] + to.map(\.value) + (otherwise.map { [$0] } ?? [])
    case .choose(let value, _, let then, let otherwise): [value, then] + (otherwise.map { [$0] } ?? [])
    case .graph(let graph): graph.values.map(\.value)
    }
  }
}

/// A ComfyUI workflow in a file beside the recipe, and the values to put into it.
struct GraphRecipe: Hashable, Sendable {
  struct Value: Hashable, Sendable {
    /// The node's number, or its title.
    var node: String
    var input: String
    var value: ValueRecipe
  }

  var file: String
  var values: [Value]
}
