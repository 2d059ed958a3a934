package import JobModel

/// Why files that were handed in are not taken. Nothing of them is kept.
package struct SubmissionRefusal: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// What was asked for cannot be done.
    case invalid
    /// More bytes than may be handed in at once.
    case tooLarge
    /// The disk has no room.
    case noRoom
    /// There is no such thing.
    case notFound
  }

  package var kind: Kind
  /// A word for programs: `no-such-workflow`.
  package var code: String
  package var message: Message
  /// What is wrong, field by field.
  package var fields: [Field] = []

  /// A field of the form that cannot be used as it is.
  package struct Field: Hashable, Sendable {
    package var name: String
    package var message: Message

    package init(name: String, message: Message) {
      self.name = name
      self.message = message
    }
  }

  package init(_ kind: Kind, _ code: String, _ message: Message) {
    self.kind = kind
    self.code = code
    self.message = message
  }

  init(field name: String, _ message: Message) {
    self.init(.invalid, "bad-value", message)
    fields = [Field(name: name, message: message)]
  }

  package static func noResult(_ origin: PictureOrigin) -> SubmissionRefusal {
    SubmissionRefusal(.notFound, "no-such-file", "The job \(origin.job) has no result “\(origin.file)” any more.")
  }

  static func noRoom(at floor: Int) -> SubmissionRefusal {
    SubmissionRefusal(
      .noRoom, "no-room",
      """
      The server's disk is nearly full: \(ByteCountText.rounded(floor)) must stay free. Nothing was kept of what you \
      sent. Tell the administrator, and try again later.
      """)
  }

  static func tooLarge(_ limit: Int) -> SubmissionRefusal {
    SubmissionRefusal(
      .tooLarge, "too-large",
      """
      That is more than may be sent at once (\(ByteCountText.rounded(limit))). Split it, or copy it into the drop \
      folder.
      """)
  }
}
