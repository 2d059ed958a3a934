import SystemPackage

/// Decides what is whole, from looks alone. It does no input or output and asks no clock.
///
/// After each look: `note` it, inspect what is `wanted`, `note` the inspections, then act on the `decisions`.
package struct DropTracker: Sendable {
  package typealias Instant = ContinuousClock.Instant

  struct TrackedFolder: Sendable {
    var path: FilePath
    var entries: [EntryName: TrackedEntry] = [:]
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
      folder.entries.compactMap { name, tracked in
        tracked.phase == .inspecting ? EntryID(folder: id, name: name) : nil
      }
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
      guard var folder = folders[id] else { continue }
      for name in folder.entries.filter({ $0.value.phase == .whole }).keys.sorted() {
        let kind: Drop.Kind = folder.entries[name]?.entry.kind == .folder ? .folder : .file
        decisions.drops.append(give([name], as: kind, from: &folder, id: id))
      }
      let pictures = folder.releasedPictures(at: now, options: options)
      if !pictures.isEmpty {
        decisions.drops.append(give(pictures.sorted(), as: .pictures, from: &folder, id: id))
      }
      decisions.refused += folder.reportRefused().map {
        RefusedEntry(entry: EntryID(folder: id, name: $0), refusal: $1)
      }
      folders[id] = folder
    }
    return decisions
  }

  private mutating func give(
    _ names: [EntryName], as kind: Drop.Kind, from folder: inout TrackedFolder, id: DropFolder.ID
  ) -> Drop {
    var drop = Drop(id: nextDrop, folder: id, kind: kind, items: [], firstSeen: .now)
    nextDrop += 1
    for (index, name) in names.enumerated() {
      guard var tracked = folder.entries[name] else { continue }
      drop.items.append(
        Drop.Item(name: name, path: name.path(in: folder.path), signature: tracked.entry.signature))
      drop.firstSeen = index == 0 ? tracked.firstSeen : min(drop.firstSeen, tracked.firstSeen)
      tracked.phase = .given(drop: drop.id)
      tracked.due = nil
      folder.entries[name] = tracked
    }
    return drop
  }
}

extension DropTracker.TrackedFolder {
  /// Entries refused since the last call.
  fileprivate mutating func reportRefused() -> [(EntryName, Refusal)] {
    var list: [(EntryName, Refusal)] = []
    for (name, tracked) in entries {
      guard case .refused(let refusal, isReported: false) = tracked.phase else { continue }
      list.append((name, refusal))
      entries[name]?.phase = .refused(refusal, isReported: true)
    }
    return list
  }
}
