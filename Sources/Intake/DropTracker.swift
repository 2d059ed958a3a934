import SystemPackage

/// Decides what is whole, from looks alone. It does no input or output and asks no clock.
///
/// After each look: `note` it, inspect what is `wanted`, `note` the inspections, then act on the `decisions`.
package struct DropTracker: Sendable {
  package typealias Instant = ContinuousClock.Instant

  struct TrackedFolder: Sendable {
    var path: FilePath
    var entries: [EntryName: TrackedEntry] = [:]
    /// Names whose phase may ask for something since the last decisions: there may be thousands that do not.
    var touched: Set<EntryName> = []
    /// Whether there may be ready pictures.
    var hasReady = false
    /// When its ready pictures must be looked at again.
    var picturesDue: Instant?
  }

  /// What follows from the looks so far.
  package struct Decisions: Sendable {
    /// Whole things. Each is given once, until `finished` or until it has gone.
    package var drops: [Drop] = []
    package var refused: [RefusedEntry] = []
  }

  let options: IntakeOptions
  var folders: [DropFolder.ID: TrackedFolder] = [:]
  private var nextDrop: UInt64 = 1

  package init(folders: [DropFolder], options: IntakeOptions = IntakeOptions()) {
    self.options = options
    setFolders(folders)
  }

  /// Follows other folders from now on; what is known of those that stay is kept.
  package mutating func setFolders(_ list: [DropFolder]) {
    let known = folders
    folders = [:]
    for folder in list {
      folders[folder.id] =
        known[folder.id].flatMap { $0.path == folder.path ? $0 : nil }
        ?? TrackedFolder(path: folder.path)
    }
  }

  /// The caller is through with a drop: what still lies there is a new thing from now on.
  package mutating func finished(_ drop: Drop) {
    for item in drop.items where folders[drop.folder]?.entries[item.name]?.phase == .given(drop: drop.id) {
      folders[drop.folder]?.entries[item.name] = nil
    }
  }

  /// The caller could not move a drop away. It waits with that reason, and is given again after a while, less and less
  /// often.
  ///
  /// - Parameter code: the `errno` of the move.
  package mutating func postpone(_ drop: Drop, _ code: Int32, at now: Instant) {
    for item in drop.items where folders[drop.folder]?.entries[item.name]?.phase == .given(drop: drop.id) {
      folders[drop.folder]?.entries[item.name]?.postpone(code, at: now, options: options)
    }
  }
}

// MARK: - What to do next

extension DropTracker {
  /// When something must be looked at again; `nil` if only an event or the next listing can bring news.
  package var nextLook: Instant? {
    var next: Instant?
    for folder in folders.values {
      for due in [folder.picturesDue] + folder.entries.values.lazy.map(\.due) {
        guard let due else { continue }
        next = min(next ?? due, due)
      }
    }
    return next
  }

  /// What must be looked at by name now.
  package func due(at now: Instant) -> [EntryID] {
    folders.flatMap { id, folder in
      let arePicturesDue = folder.picturesDue.map { $0 <= now } ?? false
      return folder.entries.compactMap { name, tracked in
        let isDue = tracked.due.map { $0 <= now } ?? false
        return isDue || arePicturesDue && tracked.phase == .ready ? EntryID(folder: id, name: name) : nil
      }
    }
  }

  /// What must be opened before anything can be decided about it.
  package var wanted: [EntryID] {
    folders.flatMap { id, folder in
      folder.touched.filter { folder.entries[$0]?.phase == .inspecting }.map { EntryID(folder: id, name: $0) }
    }
  }

  /// What the last look showed of an entry.
  package func entry(_ id: EntryID) -> Entry? {
    folders[id.folder]?.entries[id.name]?.entry
  }

  /// Everything that is not whole yet, the oldest first.
  package var waiting: [WaitingEntry] {
    let list = folders.flatMap { id, folder in
      folder.entries.compactMap { name, tracked in
        tracked.waitReason.map {
          WaitingEntry(
            entry: EntryID(folder: id, name: name), reason: $0, part: tracked.waitingPart, since: tracked.firstSeen)
        }
      }
    }
    return list.sorted {
      ($0.since, $0.entry.folder, $0.entry.name) < ($1.since, $1.entry.folder, $1.entry.name)
    }
  }

  /// What can be said now. Everything in it counts as given out.
  package mutating func decisions(at now: Instant) -> Decisions {
    var decisions = Decisions()
    for id in folders.keys.sorted() {
      for (name, phase) in folders[id]?.takeTouched() ?? [] {
        if case .refused(let refusal, isReported: false) = phase {
          folders[id]?.entries[name]?.phase = .refused(refusal, isReported: true)
          decisions.refused.append(RefusedEntry(entry: EntryID(folder: id, name: name), refusal: refusal))
        } else if phase == .whole {
          let isFolder = folders[id]?.entries[name]?.entry.kind == .folder
          decisions.drops.append(give([name], as: isFolder ? .folder : .file, in: id))
        }
      }
      let pictures = folders[id]?.releasedPictures(at: now, options: options) ?? []
      if !pictures.isEmpty { decisions.drops.append(give(pictures.sorted(), as: .pictures, in: id)) }
    }
    return decisions
  }

  private mutating func give(_ names: [EntryName], as kind: Drop.Kind, in id: DropFolder.ID) -> Drop {
    var drop = Drop(id: nextDrop, folder: id, kind: kind, items: [], firstSeen: .now)
    nextDrop += 1
    for (index, name) in names.enumerated() {
      guard let folder = folders[id], let tracked = folder.entries[name] else { continue }
      drop.items.append(Drop.Item(name: name, path: name.path(in: folder.path), signature: tracked.entry.signature))
      drop.firstSeen = index == 0 ? tracked.firstSeen : min(drop.firstSeen, tracked.firstSeen)
    }
    for name in names {
      folders[id]?.entries[name]?.phase = .given(drop: drop.id)
      folders[id]?.entries[name]?.due = nil
    }
    return drop
  }
}

extension DropTracker.TrackedFolder {
  /// The names touched since the last call and their phases, in the order of their bytes.
  fileprivate mutating func takeTouched() -> [(EntryName, TrackedEntry.Phase)] {
    defer { touched = [] }
    return touched.sorted().compactMap { name in entries[name].map { (name, $0.phase) } }
  }
}
