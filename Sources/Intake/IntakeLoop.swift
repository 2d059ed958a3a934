import Glibc
import JobModel
import SystemPackage

/// The thread of an intake: wait, look, inspect, decide, say.
final class IntakeLoop {
  typealias Instant = ContinuousClock.Instant

  private let sentinel: Sentinel?
  let options: IntakeOptions
  private let mailbox: IntakeMailbox
  private let say: (IntakeEvent) -> Void
  let watcher: Watcher
  var looker: Looker
  var tracker: DropTracker
  /// By folder: when it is listed next. Those without are listed now.
  var listings: [DropFolder.ID: Instant] = [:]
  /// When the trees in which something happened are walked. A big copy raises events without end, and a walk for each
  /// of them would take longer than the copy.
  private var trees: [EntryID: Instant] = [:]
  private var isStopped = false
  private var isAvailable = false
  private var unavailable: IntakeProblem?
  private var said = Set<IntakeProblem>()
  private var unreadable: [DropFolder.ID: IntakeProblem] = [:]
  private var saidWaiting: [WaitingEntry] = []
  private var waitingDue: Instant?
  private var lastWaiting: Instant?

  init(
    folders: [DropFolder], sentinel: Sentinel?, options: IntakeOptions, mailbox: IntakeMailbox,
    say: @escaping (IntakeEvent) -> Void
  ) {
    self.sentinel = sentinel
    self.options = options
    self.mailbox = mailbox
    self.say = say
    watcher = Watcher(pipe: mailbox.pipe, ignored: options.ignored)
    looker = Looker(folders: folders, options: options)
    tracker = DropTracker(folders: folders, options: options)
  }

  func run() {
    if let problem = watcher.problem { notice(problem) }
    var wake = Watcher.Wake()
    while true {
      var names = wake.hints
      for order in mailbox.take() { obey(order, names: &names) }
      if isStopped { return }
      if wake.isOverflowed { listings = [:] }
      for id in wake.trees where trees[id] == nil { trees[id] = ContinuousClock.now + options.settle / 2 }
      work(names: names)
      wake = watcher.wait(for: pause())
    }
  }

  private func obey(_ order: IntakeMailbox.Order, names: inout [EntryID: Bool]) {
    switch order {
    case .finished(let drop):
      tracker.finished(drop)
      for item in drop.items {
        let id = EntryID(folder: drop.folder, name: item.name)
        if names[id] == nil { names[id] = false }
      }
    case .postpone(let drop, let code): tracker.postpone(drop, code, at: ContinuousClock.now)
    case .setFolders(let folders):
      looker = Looker(folders: folders, options: options)
      tracker.setFolders(folders)
      watcher.forget { looker.folders[$0.folder] == nil }
      listings = [:]
    case .lookNow: listings = [:]
    case .stop: isStopped = true
    }
  }

  // MARK: - One round

  private func work(names: [EntryID: Bool]) {
    if let problem = checkSentinel() { return becomeUnavailable(problem) }
    // Watches hold on to what was there before.
    if unavailable != nil { watcher.forget { _ in true } }
    let now = ContinuousClock.now
    var wanted = names
    for id in tracker.due(at: now) where wanted[id] == nil { wanted[id] = false }
    for id in trees.filter({ $0.value <= now }).keys {
      trees[id] = nil
      if wanted[id] == nil { wanted[id] = false }
    }
    let round = look(names: wanted, at: now)
    // The share may have gone in the middle: then what was seen is worth nothing.
    if let problem = round.problem ?? checkSentinel() { return becomeUnavailable(problem) }
    for (id, problem) in round.unreadable { notice(problem, about: id) }
    for look in round.looks {
      unreadable[look.folder] = nil
      tracker.note(look, at: now)
    }
    becomeAvailable()
    for id in tracker.wanted {
      guard let entry = tracker.entry(id) else { continue }
      tracker.note(looker.inspect(id, as: entry), of: id, at: now)
    }
    report(tracker.decisions(at: now))
    reportWaiting()
  }

  private func report(_ decisions: DropTracker.Decisions) {
    for drop in decisions.drops {
      if drop.kind == .folder { watcher.forget { $0.folder == drop.folder && $0.dropped == drop.items.first?.name } }
      say(.whole(drop))
    }
    for refused in decisions.refused { say(.refused(refused)) }
  }

  /// Says what waits when it has changed, but not with every file of a big copy.
  private func reportWaiting() {
    let now = ContinuousClock.now
    if let lastWaiting, now < lastWaiting + options.waitingInterval {
      waitingDue = lastWaiting + options.waitingInterval
      return
    }
    waitingDue = nil
    let waiting = tracker.waiting
    guard waiting != saidWaiting else { return }
    (saidWaiting, lastWaiting) = (waiting, now)
    say(.waiting(waiting))
  }

  /// How long there is nothing to do.
  private func pause() -> Duration {
    let now = ContinuousClock.now
    if unavailable != nil { return options.pollInterval }
    // Entries that come due within a few milliseconds are looked at together.
    let names = tracker.nextLook.map { $0 + .milliseconds(10) }
    let next = ([names, waitingDue].compactMap(\.self) + listings.values + trees.values).min()
    return next.map { max(.zero, now.duration(to: $0)) } ?? options.rescanInterval
  }

  // MARK: - Whether the folders are there

  private func checkSentinel() -> IntakeProblem? {
    guard let sentinel else { return nil }
    let descriptor = sentinel.path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    let root = sentinel.path.removingLastComponent()
    guard descriptor >= 0 else {
      let code = errno
      return .shareAway(root, code == ENOENT ? "its mark is not there" : systemMessage(code))
    }
    defer { close(descriptor) }
    do {
      let bytes = try FileBytes(descriptor: descriptor, size: 0).read(at: 0, count: 1024)
      let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      return words.elementsEqual(sentinel.id.split(whereSeparator: \.isWhitespace)) ? nil : .otherSpool(root)
    } catch {
      return .shareAway(root, systemMessage(error.code))
    }
  }

  private func becomeUnavailable(_ problem: IntakeProblem) {
    listings = [:]
    guard unavailable != problem else { return }
    (isAvailable, unavailable) = (false, problem)
    say(.unavailable(problem))
  }

  private func becomeAvailable() {
    guard !isAvailable else { return }
    (isAvailable, unavailable) = (true, nil)
    say(.available)
  }

  /// Says a thing once.
  func notice(_ problem: IntakeProblem) {
    if said.insert(problem).inserted { say(.notice(problem)) }
  }

  private func notice(_ problem: IntakeProblem, about folder: DropFolder.ID) {
    listings[folder] = ContinuousClock.now + options.pollInterval
    if unreadable.updateValue(problem, forKey: folder) != problem { say(.notice(problem)) }
  }
}
