import JobModel

/// Whether a file's contents have their end.
package enum Structure: Hashable, Sendable {
  case complete
  case incomplete(Missing)
  /// A text that stops in the middle of a line: complete or not, nobody can tell.
  case uncertain

  /// What an unfinished copy lacks.
  package enum Missing: Hashable, Sendable {
    /// Space was set aside, and the contents have not come.
    case contents
    case zipEnd
    case pictureEnd

    var phrase: Message {
      switch self {
      case .contents: "its contents have not arrived"
      case .zipEnd: "the end of the file is missing"
      case .pictureEnd: "the end of the picture is missing"
      }
    }
  }
}
