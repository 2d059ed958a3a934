import Glibc
import HTTPTransfer
import JobModel
import SystemPackage

/// The `inputs:` of a step with a row's values in them: finds the files, and puts in their place what the service
/// wants to be told.
///
/// `{$file: "{{photo}}"}` stands for one file, `{$file: "{{photo}}", allow: [image, custom]}` for one of these kinds.
/// Members and elements without a value are left out: a blank cell is an input that was not given.
struct DifyInputs {
  /// A file of the row, or a link that the service is to fetch.
  struct File: Hashable {
    enum Source: Hashable {
      case path(FilePath)
      case link(String)
    }

    var source: Source
    var kind: DifyFileKind
  }

  private let step: String
  private let tree: Template
  private let values: JSONObject
  /// Paths that the row may send: those of its file columns and of earlier steps. A text that looks like a path is none.
  private let paths: Set<String>

  init(_ step: FilledStep, _ context: StepContext) {
    self.step = step.definition.name
    tree = step.definition.settings["inputs"] ?? .object([])
    values = context.values
    var paths: Set<String> = []
    for (name, value) in context.values.members where Self.isFile(name, context.workflow) {
      for element in value.array ?? [value] {
        if let path = element.string { paths.insert(path) }
      }
    }
    self.paths = paths
  }

  private static func isFile(_ name: String, _ workflow: WorkflowDefinition) -> Bool {
    switch Reference(name) {
    case .column(let name): workflow.column(named: name)?.type.isFile == true
    case .output(let step, let name):
      workflow.steps.first { $0.name == step }?.outputs.first { $0.name == name }?.type.isFile == true
    default: false
    }
  }

  // MARK: The tree

  /// - Parameter put: makes of each file what stands in its place.
  /// - Returns: the inputs as they are sent.
  func filled(_ put: (File) async throws(Failure) -> JSONValue) async throws(Failure) -> JSONObject {
    try await filled(tree, put)?.object ?? [:]
  }

  /// Walks the tree as the workflow has it: what a cell holds is a value and never read as a part of the tree.
  ///
  /// - Returns: `nil` for what is left out: a value that is empty.
  private func filled(
    _ tree: Template, _ put: (File) async throws(Failure) -> JSONValue
  ) async throws(Failure) -> JSONValue? {
    switch tree {
    case .object(let members):
      if let given = members.first(where: { $0.name == "$file" }) {
        let allowed = members.first { $0.name == "allow" }?.value.filled(value(of:))
        guard let file = try file(given.value.filled(value(of:)), allowed: allowed) else { return nil }
        return try await put(file)
      }
      var filledMembers: [(String, JSONValue)] = []
      for member in members {
        if let value = try await filled(member.value, put) { filledMembers.append((member.name, value)) }
      }
      return .object(JSONObject(filledMembers))
    case .array(let elements):
      var filledElements: [JSONValue] = []
      for element in elements {
        if let element = try await filled(element, put) { filledElements.append(element) }
      }
      return .array(filledElements)
    case .literal, .reference, .text, .conditional:
      let value = tree.filled(value(of:))
      // A `nil` here would be JSON's null, which is a value.
      return value == .null || value == "" ? .none : .some(value)
    }
  }

  private func value(of reference: Reference) -> JSONValue {
    values[reference.description] ?? .null
  }

  // MARK: Files

  private func file(_ value: JSONValue, allowed: JSONValue?) throws(Failure) -> File? {
    if case .null = value { return nil }
    guard let text = value.string else {
      throw invalid("not-a-file", "A file input of the step '\(step)' got a value that names no file.")
    }
    guard !text.isEmpty else { return nil }
    let kinds = (allowed?.array ?? []).compactMap { $0.string.flatMap(DifyFileKind.init) }
    let source: File.Source
    if paths.contains(text) {
      source = .path(FilePath(text))
    } else if Self.isLink(text) {
      source = .link(text)
    } else {
      throw invalid(
        "not-a-file",
        "\(ConversionProblem.quote(text)) is neither a file of this row nor a link that begins with https://.")
    }
    let ending = Self.ending(of: text, isLink: !paths.contains(text))
    guard let kind = DifyFileKind.kind(ofEnding: ending, allowed: kinds) else {
      let names = Message.list(kinds.map(\.title))
      throw invalid(
        "file-kind",
        """
        The file \(ConversionProblem.quote(Self.name(of: text))) is of a kind that the app does not take \
        here. It takes: \(names).
        """)
    }
    return File(source: source, kind: kind)
  }

  private static func isLink(_ text: String) -> Bool {
    let start = text.lowercased()
    return (start.hasPrefix("https://") || start.hasPrefix("http://"))
      && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  }

  private static func name(of text: String) -> String {
    String(text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? "")
  }

  /// A link without an ending is most often a picture: that is what such inputs are for.
  private static func ending(of text: String, isLink: Bool) -> String {
    let name = isLink ? name(of: text) : FilePath(text).lastComponent?.string ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return isLink ? "jpg" : "" }
    return String(name[name.index(after: dot)...])
  }

  private func invalid(_ code: String, _ message: Message) -> Failure {
    Failure(.invalid, code: "dify-\(code)", message: message)
  }
}

extension DifyServer {
  /// Hands a file in, for one end user.
  ///
  /// - Parameter step: its name, for messages.
  /// - Returns: the object that stands for it in `inputs`.
  func put(_ file: DifyInputs.File, user: String, step: String) async throws(Failure) -> JSONValue {
    switch file.source {
    case .link(let url):
      return ["type": .string(file.kind.rawValue), "transfer_method": "remote_url", "url": .string(url)]
    case .path(let path):
      let id = try await upload(path, user: user, step: step)
      return ["type": .string(file.kind.rawValue), "transfer_method": "local_file", "upload_file_id": .string(id)]
    }
  }

  private func upload(_ path: FilePath, user: String, step: String) async throws(Failure) -> String {
    var request = request("POST", "files/upload", isRepeatable: true)
    let format = try FileFormat(ofInput: path, step: step)
    // The service takes a name's slashes for a fault, and its ending for the kind.
    let name = PortableName.make(path.lastComponent?.string ?? "file", maximumBytes: 200)
    request.body = .multipart([
      MultipartPart(
        name: "file", content: .file(path), fileName: name, mediaType: format.mediaType),
      MultipartPart(name: "user", content: .text(user)),
    ])
    let reply = try await call(request)
    guard reply.isGood else { throw DifyRefusal(reply).failure(access.name) }
    guard let id = reply.object?["id"]?.string, !id.isEmpty else { throw unreadable(reply) }
    return id
  }
}

extension Template {
  /// A member of an object.
  fileprivate subscript(name: String) -> Template? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
