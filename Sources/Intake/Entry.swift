/// What a name in a folder stands for.
package enum EntryKind: Hashable, Sendable {
  case file
  case folder
  case link
  /// A FIFO, a socket or a device node.
  case special
}

/// What changes when somebody writes. Only its changes mean anything: copies keep old times, and clocks are wrong.
package struct Signature: Hashable, Sendable {
  /// `st_dev` and `st_ino`.
  package var device: UInt64
  package var inode: UInt64
  /// Bytes; for a folder the sum over its tree.
  package var size: Int64
  /// `st_mtim` in nanoseconds.
  package var modified: Int64
  /// For a folder, a digest of every name, size and time in its tree, the same only within this process.
  package var tree: Int

  package init(device: UInt64 = 0, inode: UInt64, size: Int64, modified: Int64, tree: Int = 0) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.tree = tree
  }

  /// Whether both are one file, whatever was written to it in between.
  package func isSameFile(as other: Signature) -> Bool {
    inode == other.inode && device == other.device
  }
}

/// One name of a listing.
package struct Entry: Hashable, Sendable {
  package var kind: EntryKind
  package var signature: Signature
  /// Whether another machine can change it without this one's kernel noticing.
  package var isPolled: Bool
  /// Whether it was renamed in from outside or from an ignored name since the look before.
  package var isMovedIn: Bool
  /// Whether it was written to and not closed since, as far as inotify told.
  package var isUnclosed: Bool
  /// The lock file beside it, or inside it for a folder.
  package var lock: LockFile?
  /// Why it could not be looked at: an `errno`.
  package var problem: Int32?

  package init(
    _ kind: EntryKind, _ signature: Signature, isPolled: Bool = false, isMovedIn: Bool = false, lock: LockFile? = nil
  ) {
    self.kind = kind
    self.signature = signature
    self.isPolled = isPolled
    self.isMovedIn = isMovedIn
    self.lock = lock
    isUnclosed = false
    problem = nil
  }
}

/// What was seen of one drop folder.
package struct FolderLook: Hashable, Sendable {
  package var folder: DropFolder.ID
  /// Whether this is a whole listing: a name that is not in it is not there.
  package var isComplete: Bool
  package var entries: [EntryName: Entry]
  /// Names looked for that are not there; for a look at some names only.
  package var absent: [EntryName]

  package init(
    folder: DropFolder.ID, isComplete: Bool = true, entries: [EntryName: Entry] = [:], absent: [EntryName] = []
  ) {
    self.folder = folder
    self.isComplete = isComplete
    self.entries = entries
    self.absent = absent
  }
}

/// What opening an entry showed.
package struct Inspection: Hashable, Sendable {
  /// Whether some process of this machine has it open for writing.
  package enum Writer: Hashable, Sendable {
    case none
    case open
    /// The file system or the rights do not let us know.
    case unknown
  }

  /// Taken after the contents were read: what differs from the look has changed meanwhile. For a folder, the look's.
  package var signature: Signature
  package var writer: Writer
  package var structure: Structure
  /// Why it could not be opened or read: an `errno`.
  package var problem: Int32?
  /// The file the finding is about, where the entry is a folder.
  package var part: String?

  package init(
    _ signature: Signature, writer: Writer = .none, structure: Structure = .complete, problem: Int32? = nil,
    part: String? = nil
  ) {
    self.signature = signature
    self.writer = writer
    self.structure = structure
    self.problem = problem
    self.part = part
  }
}
