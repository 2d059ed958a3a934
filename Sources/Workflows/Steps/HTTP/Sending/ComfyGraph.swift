import Foundation
import JobModel
import SystemPackage

/// A ComfyUI workflow in its "API" form: nodes by number, each with `class_type`, `inputs` and perhaps a title in
/// `_meta`.
struct ComfyGraph {
  /// Bytes of the largest file.
  static let sizeLimit = 8 << 20

  private(set) var nodes: JSONObject
  private let file: String
  private let step: String

  var json: JSONValue { .object(nodes) }

  /// Reads the file; it blocks.
  ///
  /// - Throws: `invalid` where the file is not there or is not such a workflow, with what to do.
  init(file: String, in folder: FilePath?, step: String) throws(Failure) {
    self.file = file
    self.step = step
    let path = folder?.appending(FilePath(file).components) ?? FilePath(file)
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path.string)), data.count <= Self.sizeLimit else {
      throw Self.problem("The file '\(file)' of the step '\(step)' is not there, or is larger than 8 MB.")
    }
    guard let value = try? JSONReader.read(data), let object = value.object else {
      throw Self.problem("The file '\(file)' of the step '\(step)' is not JSON.")
    }
    if object["nodes"]?.array != nil || object["links"]?.array != nil {
      throw Self.problem(
        """
        The file '\(file)' of the step '\(step)' was saved in the form for ComfyUI's own page. \
        In ComfyUI, use Workflow > Export (API), and put that file here.
        """)
    }
    let isGraph = object.members.allSatisfy { $0.value.object?["class_type"]?.string != nil }
    guard isGraph, !object.isEmpty else {
      throw Self.problem(
        """
        The file '\(file)' of the step '\(step)' is not a ComfyUI workflow. \
        In ComfyUI, use Workflow > Export (API), and put that file here.
        """)
    }
    nodes = object
  }

  /// - Parameter node: the node's number, or its title.
  /// - Throws: `invalid` where there is no such node or input, or two nodes have the title.
  mutating func put(_ value: JSONValue, into input: String, of node: String) throws(Failure) {
    let key = try find(node)
    guard var members = nodes[key]?.object, var inputs = members["inputs"]?.object else { return }
    guard inputs[input] != nil else {
      let known = inputs.names
      let hint: Message =
        Spelling.nearest(to: input, in: known).map { "Did you mean '\($0)'?" } ?? "It has \(Message.list(known))."
      throw Self.problem(
        .sentences(["The node '\(node)' in '\(file)' has no input '\(input)'.", hint]))
    }
    inputs[input] = value
    members["inputs"] = .object(inputs)
    nodes[key] = .object(members)
  }

  private func find(_ node: String) throws(Failure) -> String {
    if nodes[node] != nil { return node }
    let wanted = FoldedText.fold(node)
    let titled = nodes.members.filter { Self.title($0.value).map(FoldedText.fold) == wanted }.map(\.name)
    if let only = titled.first, titled.count == 1 { return only }
    if !titled.isEmpty {
      throw Self.problem(
        "'\(file)' has \(titled.count) nodes titled '\(node)'. Use the number: \(Message.list(titled)).")
    }
    let titles = nodes.members.compactMap { Self.title($0.value) }
    let hint: Message? = Spelling.nearest(to: node, in: titles).map { "Did you mean '\($0)'?" }
    throw Self.problem(
      .sentences(["'\(file)' has no node with the number or title '\(node)'.", hint].compactMap(\.self)))
  }

  private static func title(_ node: JSONValue) -> String? {
    node.object?["_meta"]?.object?["title"]?.string
  }

  private static func problem(_ message: Message) -> Failure {
    Failure(.invalid, code: "graph", message: message)
  }
}
