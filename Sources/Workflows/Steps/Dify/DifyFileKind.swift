import JobModel

/// What Dify calls a file's kind; it goes by the name's ending.
package enum DifyFileKind: String, CaseIterable, Sendable {
  case image
  case audio
  case video
  case document
  /// Anything else; each input that takes it lists its endings.
  case custom

  var title: Message {
    switch self {
    case .image: "image"
    case .audio: "audio"
    case .video: "video"
    case .document: "document"
    case .custom: "custom"
    }
  }

  private static let endings: [String: DifyFileKind] = {
    let groups: [(DifyFileKind, String)] = [
      (.image, "jpg jpeg png webp gif svg"), (.audio, "mp3 m4a wav amr mpga"), (.video, "mp4 mov mpeg webm"),
      (.document, "txt md mdx markdown pdf html htm xlsx xls docx doc csv eml msg pptx ppt xml epub"),
    ]
    var endings: [String: DifyFileKind] = [:]
    for (kind, names) in groups {
      for name in names.split(separator: " ") { endings[String(name)] = kind }
    }
    return endings
  }()

  /// - Parameters:
  ///   - ending: without a dot, in any case.
  ///   - allowed: the kinds that an input takes; none given: all.
  /// - Returns: `nil` where the input takes no such file.
  static func kind(ofEnding ending: String, allowed: [DifyFileKind] = []) -> DifyFileKind? {
    let kind = endings[ending.lowercased()] ?? .custom
    if allowed.isEmpty || allowed.contains(kind) { return kind }
    // Which endings an input of own kinds takes is the server's to say.
    return allowed.contains(.custom) ? .custom : nil
  }
}
