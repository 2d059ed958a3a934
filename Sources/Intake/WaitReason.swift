import Glibc
package import JobModel

/// Why something that lies in a drop folder is not taken yet.
package enum WaitReason: Hashable, Sendable {
  /// It has not been still for the settle time since it was first seen.
  case settling
  /// It changed since it was first seen.
  case growing
  case empty
  /// A program on this machine has it open for writing.
  case heldOpen
  /// A lock file stands beside it.
  case locked(LockFile)
  /// Its end is not there.
  case incomplete(Structure.Missing)
  /// A text that may go on: it waits longer.
  case mayGoOn
  /// `errno` of a call that failed.
  case unreadable(Int32)
  /// It is whole and could not be moved away: `errno` of the move.
  case immovable(Int32)
  /// A picture that waits for others that may come with it.
  case companions
}

/// An entry that is not whole.
package struct WaitingEntry: Hashable, Sendable {
  package var entry: EntryID
  package var reason: WaitReason
  /// The file that keeps it waiting, where the entry is a folder.
  package var part: String?
  /// Its first sight.
  package var since: ContinuousClock.Instant

  package init(entry: EntryID, reason: WaitReason, part: String? = nil, since: ContinuousClock.Instant) {
    self.entry = entry
    self.reason = reason
    self.part = part
    self.since = since
  }

  /// A stable word for the reason, in the message catalogue and in tests.
  package var code: String {
    switch reason {
    case .settling: "waiting-settling"
    case .growing: "waiting-growing"
    case .empty: "waiting-empty"
    case .heldOpen: "waiting-held-open"
    case .locked: "waiting-locked"
    case .incomplete: "waiting-incomplete"
    case .mayGoOn: "waiting-may-go-on"
    case .unreadable: "waiting-unreadable"
    case .immovable: "waiting-immovable"
    case .companions: "waiting-companions"
    }
  }

  /// One or two sentences for an office worker.
  package var message: Message {
    let name: Message = part.map { "“\($0)” in “\(entry.name.displayed)”" } ?? "“\(entry.name.displayed)”"
    switch reason {
    case .settling: return "\(name) has just arrived. It is taken when it has been still for a moment."
    case .growing: return "\(name) is still being copied. It is taken when the copy has ended."
    case .empty:
      return "\(name) is empty (0 bytes). If the copy is not still going on, copy it here again, or delete it."
    case .heldOpen: return "A program still has \(name) open for writing. It is taken when that program closes it."
    case .locked(let lock): return lock.message(about: name)
    case .incomplete(let missing): return "\(name) is not complete yet: \(missing.phrase). \(Self.copyAgain)"
    case .mayGoOn:
      return "\(name) does not end with a whole line, so more may be coming. It is taken when it has been still longer."
    case .unreadable(let code):
      return "\(name) cannot be read yet: \(systemMessage(code)). It is tried again by itself."
    case .immovable(let code): return Self.immovable(name, code)
    case .companions: return "\(name) is ready. It waits a moment for other pictures that may belong to it."
    }
  }

  private static func immovable(_ name: Message, _ code: Int32) -> Message {
    switch code {
    case EACCES, EPERM, EROFS:
      """
      \(name) cannot be taken: rowspool has no right to move it out of this folder. It stays here and is tried again; \
      ask the administrator to give rowspool that right.
      """
    default:
      "\(name) cannot be taken yet: \(systemMessage(code)). It stays here and is tried again by itself."
    }
  }

  private static let copyAgain: Message = "If the copy is not still going on, copy it here again."
}
