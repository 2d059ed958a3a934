import Glibc
import SystemPackage

extension IntakeLoop {
  /// What one round of looks found, before anything of it is believed.
  struct Round {
    var looks: [FolderLook] = []
    /// Folders that could not be listed while the others could.
    var unreadable: [(DropFolder.ID, IntakeProblem)] = []
    /// Why nothing can be believed.
    var problem: IntakeProblem?
  }

  /// Lists the folders that are due and looks at names in the others.
  ///
  /// - Parameter names: `true` for those renamed in whole.
  func look(names: [EntryID: Bool], at now: Instant) -> Round {
    var round = Round()
    for (id, folder) in looker.folders.sorted(by: { $0.key < $1.key }) {
      let hints = names.filter { $0.key.folder == id }
      let isListed = listings[id].map { $0 <= now } ?? true
      guard isListed || !hints.isEmpty else { continue }
      do {
        if isListed { try startWatching(folder, at: now) }
        var found = isListed ? try looker.lookAtAll(in: id) : try looker.look(at: hints.map(\.key.name), in: id)
        for name in found.look.entries.keys { addHints(to: &found.look, name, isMovedIn: hints) }
        followTrees(of: found)
        round.looks.append(found.look)
      } catch  where Self.awayCodes.contains(error.code) {
        round.problem = .shareAway(folder.path, systemMessage(error.code))
        return round
      } catch {
        round.unreadable.append((id, .folderUnreadable(folder.path, error.code)))
      }
    }
    return round
  }

  /// Watches a local folder before it is listed, so that nothing falls between, and sets its next listing.
  private func startWatching(_ folder: DropFolder, at now: Instant) throws(SystemFailure) {
    let isPolled = try looker.mountKind(of: folder.id).isPolled
    let target = Watcher.Target(folder: folder.id, dropped: nil, path: folder.path)
    let hasEvents = !isPolled && watcher.follow(target)
    if !isPolled, !hasEvents, watcher.problem == nil { notice(.watchLimit) }
    listings[folder.id] = now + (hasEvents ? options.rescanInterval : options.pollInterval)
    watcher.forget { target in
      guard target.folder == folder.id, let name = target.dropped else { return isPolled && target.folder == folder.id }
      return tracker.entry(EntryID(folder: folder.id, name: name)) == nil
    }
  }

  private func followTrees(of found: Looker.Found) {
    for (name, paths) in found.trees where !(found.look.entries[name]?.isPolled ?? true) {
      guard let root = looker.folders[found.look.folder].map({ name.path(in: $0.path) }) else { continue }
      for path in paths {
        let place = path.split(separator: UInt8(ascii: "/")).reduce(root) { EntryName(bytes: Array($1)).path(in: $0) }
        let target = Watcher.Target(folder: found.look.folder, dropped: name, path: place)
        // A folder that was removed in this moment fails as well: the limit shows at the next one.
        if !watcher.follow(target), errno == ENOSPC { return notice(.watchLimit) }
      }
    }
  }

  /// Adds what only events tell; over a network they tell nothing.
  private func addHints(to look: inout FolderLook, _ name: EntryName, isMovedIn hints: [EntryID: Bool]) {
    guard look.entries[name]?.isPolled == false else { return }
    let id = EntryID(folder: look.folder, name: name)
    look.entries[name]?.isMovedIn = hints[id] ?? false
    look.entries[name]?.isUnclosed = watcher.isUnclosed(id)
  }

  /// What a share says that is not there.
  private static let awayCodes: Set<Int32> = [
    ESTALE, EIO, ENOTCONN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, ENETDOWN, ETIMEDOUT, ECONNREFUSED, ECONNABORTED,
    ENODEV, ENXIO, EREMOTEIO, ESHUTDOWN,
  ]
}
