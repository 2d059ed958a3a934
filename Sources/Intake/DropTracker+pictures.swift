extension DropTracker.TrackedFolder {
  /// The ready pictures, once no other picture can belong to them any more; else none, and `picturesDue` says when to
  /// ask again.
  ///
  /// Pictures belong together when each arrives or ends within one settle time of the one before. One that is not
  /// whole keeps the others for at most six settle times after its last change, and ten minutes after its first
  /// sight: one that never ends must not keep them for ever.
  mutating func releasedPictures(at now: ContinuousClock.Instant, options: IntakeOptions) -> [EntryName] {
    guard hasReady else { return [] }
    picturesDue = nil
    let ready = entries.filter { $0.value.phase == .ready && $0.value.missingLooks == 0 }
    hasReady = !ready.isEmpty
    guard hasReady else { return [] }
    let keepers = entries.filter { PictureNames.contains($0.key) && $0.value.isArriving }
      .map { $0.value.keepsCompanions(options: options) }
    let quiet = ready.values.map { $0.changedAt + options.settleTime(isPolled: $0.entry.isPolled) }
    guard let due = (keepers + quiet).filter({ $0 > now }).max() else { return Array(ready.keys) }
    picturesDue = due
    return []
  }
}

extension TrackedEntry {
  fileprivate var isArriving: Bool {
    switch phase {
    case .settling, .inspecting, .blocked: entry.kind == .file && missingLooks == 0
    case .ready, .whole, .given, .refused: false
    }
  }

  /// Until when pictures beside it wait for it.
  fileprivate func keepsCompanions(options: IntakeOptions) -> ContinuousClock.Instant {
    min(
      changedAt + options.settleTime(isPolled: entry.isPolled) * options.unendedFactor, firstSeen + .seconds(600))
  }
}
