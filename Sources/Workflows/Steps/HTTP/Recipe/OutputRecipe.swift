import JobModel

/// One output of the step.
struct OutputRecipe: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case pointers([JSONPointer])
    case status
    case url
    case seconds
    case mediaType
    case header(String)
    case title
    case text
    case remote
    case events(String)
  }

  /// Where files come from.
  enum FileSource: Hashable, Sendable {
    case base64([JSONPointer])
    case link([JSONPointer])
    case request(RequestRecipe, each: [JSONPointer]?)
    case text([JSONPointer])
    case body
  }

  enum Take: String, Hashable, Sendable, CaseIterable {
    case all, first, last
  }

  /// What a file must be.
  enum Family: String, Hashable, Sendable, CaseIterable {
    case image, video, audio, file
  }

  enum Content: Hashable, Sendable {
    case value([Source], ColumnType)
    case files([FileSource], Family)
  }

  var name: String
  var content: Content
  var take: Take
  var join = "\n"
  var isOptional: Bool
  /// Characters, or files.
  var most: Int?

  var sources: [FileSource] { if case .files(let sources, _) = content { sources } else { [] } }

  var definition: StepOutputDefinition {
    switch content {
    case .value(_, let type): StepOutputDefinition(name, type)
    case .files(_, .image): StepOutputDefinition(name, .image)
    case .files: StepOutputDefinition(name, .file)
    }
  }

  var pointers: [JSONPointer] {
    switch content {
    case .value(let sources, _):
      sources.flatMap { source in if case .pointers(let pointers) = source { pointers } else { [JSONPointer]() } }
    case .files(let sources, _): sources.flatMap(\.pointers)
    }
  }

  /// Whether it can come from nothing but a JSON answer.
  var readsOnlyJSON: Bool {
    switch content {
    case .value(let sources, _):
      sources.allSatisfy { if case .pointers = $0 { true } else { false } }
    case .files(let sources, _): sources.allSatisfy { !$0.pointers.isEmpty }
    }
  }
}

extension OutputRecipe.FileSource {
  var pointers: [JSONPointer] {
    switch self {
    case .base64(let pointers), .link(let pointers), .text(let pointers): pointers
    case .request(_, let each): each ?? []
    case .body: []
    }
  }
}
