import SystemPackage

@testable import Intake

/// Plays looks to a tracker by a clock of its own: a settle time of 2 s, or 10 s where polled.
struct TrackerScript {
  static let folder = "in"

  private(set) var tracker: DropTracker
  private var now = ContinuousClock.now
  /// What lies in the folder.
  var entries: [String: Entry] = [:]
  /// What opening would show; whole and written by nobody without a word here.
  var inspections: [String: Inspection] = [:]
  private(set) var drops: [Drop] = []
  private(set) var refused: [RefusedEntry] = []
  private(set) var inspected: [String] = []

  init(options: IntakeOptions = IntakeOptions()) {
    tracker = DropTracker(folders: [DropFolder(id: Self.folder, path: "/spool/incoming")], options: options)
  }

  /// Puts a file there, or changes it.
  mutating func put(
    _ name: String, size: Int64 = 100, modified: Int64 = 0, inode: UInt64 = 1, kind: EntryKind = .file,
    isPolled: Bool = false, isMovedIn: Bool = false, lock: LockFile? = nil
  ) {
    entries[name] = Entry(
      kind, Signature(inode: inode, size: size, modified: modified), isPolled: isPolled, isMovedIn: isMovedIn,
      lock: lock)
  }

  mutating func remove(_ name: String) {
    entries[name] = nil
  }

  mutating func set(
    _ name: String, writer: Inspection.Writer = .none, structure: Structure = .complete, problem: Int32? = nil
  ) {
    inspections[name] = Inspection(
      entries[name]?.signature ?? Signature(inode: 0, size: 0, modified: 0), writer: writer, structure: structure,
      problem: problem)
  }

  /// Lets time pass and looks at the whole folder.
  mutating func look(after time: Duration = .zero) {
    now = now + time
    take(FolderLook(folder: Self.folder, entries: Dictionary(entries.map { (EntryName($0), $1) }) { $1 }))
  }

  /// Lets time pass, looking whenever the tracker wants to.
  mutating func run(for time: Duration) {
    let end = now + time
    while let next = tracker.nextLook, next <= end {
      now = max(now, next)
      let due = tracker.due(at: now).map(\.name)
      precondition(!due.isEmpty, "a tracker that wants a look has something due")
      var look = FolderLook(folder: Self.folder, isComplete: false)
      for name in due {
        if let entry = entries[name.displayed] { look.entries[name] = entry } else { look.absent.append(name) }
      }
      take(look)
    }
    now = end
  }

  mutating func finish(_ drop: Drop) {
    tracker.finished(drop)
  }

  mutating func postpone(_ drop: Drop, _ code: Int32) {
    tracker.postpone(drop, code, at: now)
  }

  private mutating func take(_ look: FolderLook) {
    tracker.note(look, at: now)
    for name in entries.keys { entries[name]?.isMovedIn = false }
    for id in tracker.wanted {
      guard let entry = tracker.entry(id) else { continue }
      inspected.append(id.name.displayed)
      var inspection =
        inspections[id.name.displayed] ?? Inspection(entry.signature, writer: entry.isPolled ? .unknown : .none)
      inspection.signature = entry.signature
      tracker.note(inspection, of: id, at: now)
    }
    let decisions = tracker.decisions(at: now)
    drops += decisions.drops
    refused += decisions.refused
  }

  /// The names of each drop so far.
  var given: [[String]] { drops.map { $0.items.map(\.name.displayed) } }
  /// Why what waits does.
  var waiting: [String: WaitReason] {
    Dictionary(tracker.waiting.map { ($0.entry.name.displayed, $0.reason) }) { $1 }
  }
}
