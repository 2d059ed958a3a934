package import JobModel

/// Why something that lies in a drop folder can never be taken.
package enum Refusal: Hashable, Sendable {
  case link
  case special
  case folder
}

/// An entry that is no drop. It is left where it lies.
package struct RefusedEntry: Hashable, Sendable {
  package var entry: EntryID
  package var refusal: Refusal

  package init(entry: EntryID, refusal: Refusal) {
    self.entry = entry
    self.refusal = refusal
  }

  /// A stable word for the reason, in the message catalogue and in tests.
  package var code: String {
    switch refusal {
    case .link: "refused-link"
    case .special: "refused-special"
    case .folder: "refused-folder"
    }
  }

  /// One or two sentences for an office worker.
  package var message: Message {
    let name = "“\(entry.name.displayed)”"
    switch refusal {
    case .link: return "\(name) is a link to another place, and links are not followed. Copy the file itself here."
    case .special: return "\(name) is neither a file nor a folder, so there is nothing in it to read. Delete it here."
    case .folder: return "\(name) is a folder. Only files are taken here: move it away."
    }
  }
}
