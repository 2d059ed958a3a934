import Glibc

extension DropTracker {
  /// Takes in what a look showed. Nothing is inferred about folders and names that it does not speak of.
  package mutating func note(_ look: FolderLook, at now: Instant) {
    folders[look.folder]?.note(look, at: now, options: options)
  }

  /// Takes in what opening a wanted entry showed.
  package mutating func note(_ inspection: Inspection, of id: EntryID, at now: Instant) {
    let isPicture = options.groupsPictures && PictureNames.contains(id.name)
    folders[id.folder]?.entries[id.name]?.judge(inspection, isPicture: isPicture, at: now, options: options)
    if isPicture { folders[id.folder]?.hasReady = true }
  }
}

extension DropTracker.TrackedFolder {
  fileprivate mutating func note(_ look: FolderLook, at now: ContinuousClock.Instant, options: IntakeOptions) {
    for (name, entry) in look.entries {
      // Changed in place: a copy of the table for every look would cost more than all the rest.
      entries[name, default: TrackedEntry(entry, at: now)].take(
        entry, isHinted: !look.isComplete, at: now, options: options)
      touched.insert(name)
    }
    let missing = look.isComplete ? entries.keys.filter { look.entries[$0] == nil } : look.absent
    for name in missing { miss(name, at: now, options: options) }
  }

  /// An entry is forgotten only when two looks miss it: a listing over NFS may be old.
  private mutating func miss(_ name: EntryName, at now: ContinuousClock.Instant, options: IntakeOptions) {
    guard var tracked = entries[name] else { return }
    tracked.missingLooks += 1
    if tracked.missingLooks > 1 {
      entries[name] = nil
      return
    }
    if tracked.phase == .inspecting || tracked.phase == .whole { tracked.phase = .settling }
    tracked.due = now + options.settleTime(isPolled: tracked.entry.isPolled)
    entries[name] = tracked
  }
}

extension TrackedEntry {
  fileprivate mutating func take(
    _ entry: Entry, isHinted: Bool, at now: ContinuousClock.Instant, options: IntakeOptions
  ) {
    update(to: entry, at: now)
    evaluate(at: now, isHinted: isHinted, options: options)
  }

  /// Compares with the look before.
  private mutating func update(to new: Entry, at now: ContinuousClock.Instant) {
    let old = entry
    if case .given = phase {
      // Another thing has the name now. What only changed stays the caller's: it has been told of it.
      let isOther = !new.signature.isSameFile(as: old.signature) || missingLooks > 0 && new.signature != old.signature
      if isOther { self = TrackedEntry(new, at: now) }
      missingLooks = 0
      due = nil
      return
    }
    missingLooks = 0
    if new.kind != old.kind || !new.signature.isSameFile(as: old.signature) {
      self = TrackedEntry(new, at: now)
    } else if new.signature != old.signature {
      changedAt = now
      hasChanged = true
      isMovedIn = new.isMovedIn
      phase = .settling
    } else if new.isMovedIn {
      isMovedIn = true
    }
    entry = new
  }

  /// Goes as far as a look alone allows.
  ///
  /// - Parameter isHinted: whether something happened to it, so that a check made before says nothing any more.
  private mutating func evaluate(at now: ContinuousClock.Instant, isHinted: Bool, options: IntakeOptions) {
    switch phase {
    case .given, .ready, .whole, .refused:
      due = nil
      return
    case .settling, .inspecting, .blocked: break
    }
    if let refusal = refusal(options: options) {
      phase = .refused(refusal, isReported: false)
      due = nil
      return
    }
    if let lock = entry.lock { return block(.locked(lock), at: now, options: options) }
    if let problem = entry.problem { return block(.unreadable(problem), at: now, options: options) }
    let isImmediate = isMovedIn && entry.kind == .file
    if entry.kind == .file, entry.signature.size == 0, !options.acceptsEmptyFiles, !isImmediate {
      return block(.empty, at: now, options: options)
    }
    let quietAt = changedAt + (isImmediate ? .zero : options.settleTime(isPolled: entry.isPolled))
    if now < quietAt { return settle(until: quietAt) }
    if case .blocked(let reason, _) = phase, reason.needsInspection, !isHinted, let due, now < due { return }
    if case .blocked = phase {
      // Its reason is kept until the inspection, so that one that lasts is checked less and less often.
      pendingReason = phase
    }
    phase = .inspecting
    due = nil
  }

  private func refusal(options: IntakeOptions) -> Refusal? {
    switch entry.kind {
    case .link: .link
    case .special: .special
    case .folder: options.acceptsFolders ? nil : .folder
    case .file: nil
    }
  }

  /// Decides by what opening it showed.
  fileprivate mutating func judge(
    _ inspection: Inspection, isPicture: Bool, at now: ContinuousClock.Instant, options: IntakeOptions
  ) {
    guard phase == .inspecting else { return }
    if let before = pendingReason { phase = before }
    pendingReason = nil
    let settleTime = options.settleTime(isPolled: entry.isPolled)
    if inspection.problem == ENOENT || inspection.problem == ELOOP { return settle(until: now + settleTime) }
    if let problem = inspection.problem {
      return block(.unreadable(problem), part: inspection.part, at: now, options: options)
    }
    if inspection.signature != entry.signature {
      (changedAt, hasChanged, isMovedIn) = (now, true, false)
      entry.signature = inspection.signature
      return settle(until: now + settleTime)
    }
    if inspection.writer == .open || inspection.writer == .unknown && entry.isUnclosed {
      return block(.heldOpen, part: inspection.part, at: now, options: options)
    }
    if !(isMovedIn && entry.kind == .file) {
      if case .incomplete(let missing) = inspection.structure {
        return block(.incomplete(missing), part: inspection.part, at: now, options: options)
      }
      let longAfter = changedAt + settleTime * options.unendedFactor
      if inspection.structure == .uncertain, entry.isPolled || inspection.writer == .unknown, now < longAfter {
        return block(.mayGoOn, part: inspection.part, until: longAfter, at: now, options: options)
      }
    }
    phase = isPicture && entry.kind == .file ? .ready : .whole
    due = nil
  }
}

extension WaitReason {
  /// Whether only opening the file can tell that it holds no more.
  fileprivate var needsInspection: Bool {
    switch self {
    case .heldOpen, .incomplete, .mayGoOn, .unreadable, .immovable: true
    case .settling, .growing, .empty, .locked, .companions: false
    }
  }
}
