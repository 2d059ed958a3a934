import Glibc
import JobModel
import SystemPackage

/// Waits for something to happen in folders. Its events only wake and hint: the listing is the truth.
///
/// For one thread; `WakePipe` ends a wait from others.
final class Watcher {
  /// What a wait ended with.
  struct Wake {
    /// Names to look at; `true` for those renamed in whole, from outside or from an ignored name.
    var hints: [EntryID: Bool] = [:]
    /// Dropped folders in whose trees something happened.
    var trees: Set<EntryID> = []
    /// Whether events were lost, or a watched folder went: everything must be listed.
    var isOverflowed = false
  }

  /// What a watch is for.
  struct Target {
    var folder: DropFolder.ID
    /// The dropped folder it belongs to; `nil` for the drop folder itself.
    var dropped: EntryName?
    var path: FilePath
  }

  let ignored: IgnoredNames
  /// Why there are no events at all; `nil` where there are.
  let problem: IntakeProblem?
  private let inotify: Int32
  private let pipe: WakePipe
  var targets: [Int32: Target] = [:]
  var watches: [FilePath: Int32] = [:]
  /// Files that were written to and not closed since, by watch and name.
  var unclosed: [EntryID: Set<WatchedName>] = [:]
  /// The latest renames away from ordinary names, by their cookies.
  var ordinaryRenames: [UInt32] = []

  struct WatchedName: Hashable {
    var watch: Int32
    var name: EntryName
  }

  init(pipe: WakePipe, ignored: IgnoredNames) {
    self.pipe = pipe
    self.ignored = ignored
    inotify = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    problem = inotify < 0 ? .noEvents(errno) : nil
  }

  deinit {
    if inotify >= 0 { close(inotify) }
  }

  // MARK: - What is watched

  /// Watches a folder. The corresponding C function is `inotify_add_watch`.
  ///
  /// - Returns: whether there are events of it. Without them the caller lists it again and again.
  func follow(_ target: Target) -> Bool {
    guard inotify >= 0 else { return false }
    if let watch = watches[target.path], targets[watch]?.path == target.path { return true }
    let link = target.dropped == nil ? 0 : IN_DONT_FOLLOW
    let watch = target.path.withPlatformString {
      inotify_add_watch(inotify, $0, Self.mask | UInt32(IN_ONLYDIR) | UInt32(link))
    }
    guard watch >= 0 else { return false }
    targets[watch] = target
    watches[target.path] = watch
    return true
  }

  /// Stops watching what `isWanted` refuses.
  func forget(where isUnwanted: (Target) -> Bool) {
    for (watch, target) in targets where isUnwanted(target) {
      targets[watch] = nil
      watches[target.path] = nil
      inotify_rm_watch(inotify, watch)
    }
  }

  private static let mask = UInt32(
    IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_MODIFY | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF
      | IN_MOVE_SELF)

  // MARK: - Waiting

  /// Waits for events, for `WakePipe.wake`, or for a time.
  func wait(for timeout: Duration) -> Wake {
    var wake = Wake()
    var remaining = timeout
    while true {
      let start = ContinuousClock.now
      waitForInput(remaining)
      let isWoken = pipe.drain()
      let isOnlyWriting = readEvents(into: &wake)
      remaining -= start.duration(to: .now)
      guard isOnlyWriting, !isWoken, remaining > .zero else { return wake }
      // A copy under way raises an event for every write: they are let gather, or they would keep us busy.
      _ = poll(nil, 0, 5)
    }
  }

  private func waitForInput(_ timeout: Duration) {
    var inputs = [
      pollfd(fd: pipe.reader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: inotify, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = timeout.inSeconds * 1000
    // A signal ends the wait early, which does no harm.
    _ = poll(&inputs, 2, Int32(min(max(milliseconds.rounded(.up), 0), 3_600_000)))
  }

  /// Reads all events there are.
  ///
  /// - Returns: whether there were some and all told of writing only.
  private func readEvents(into wake: inout Wake) -> Bool {
    guard inotify >= 0 else { return false }
    var isOnlyWriting: Bool?
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
      while true {
        let count = read(inotify, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var offset = 0
        while offset + 16 <= count {
          let event = WatchEvent(UnsafeRawBufferPointer(buffer), at: offset)
          offset += event.length
          let isWriting = event.mask & UInt32(IN_MODIFY) != 0
          isOnlyWriting = (isOnlyWriting ?? true) && isWriting
          take(event, into: &wake)
        }
      }
    }
    if wake.isOverflowed {
      // The name it was renamed from may be among the lost events.
      for id in wake.hints.keys { wake.hints[id] = false }
      unclosed = [:]
    }
    return isOnlyWriting ?? false
  }
}
