import Glibc
import JobModel
import Spool
import Synchronization
import SystemPackage

/// Tries in a folder what the server does there, below a dot name that nobody takes for a drop, and leaves nothing.
///
/// Blocks on the disk, or on the network, as long as that takes.
struct FolderTrial {
  /// Whether this process hears of a file that it makes itself.
  private(set) var hasEvents = false
  /// Whether a file under whose name another is renamed was there, whole, at every look.
  private(set) var isRenameWhole = false
  /// Whether a file can be replaced while somebody has it open; else the `errno`.
  private(set) var replacingOpen: Int32?
  private(set) var ignoresCase = false
  /// How far the clock of whoever keeps the files is ahead of this machine's, in milliseconds.
  private(set) var clockLead = 0
  /// What became of the modes and the group that were wanted.
  private(set) var fileMode: UInt32 = 0
  private(set) var folderMode: UInt32 = 0
  private(set) var group: UInt32 = 0
  /// How long it takes to list the folder itself and to look at each entry.
  private(set) var listing: Duration = .zero
  private(set) var entries = 0

  private static let prefix = ".rowspool-doctor-"
  private static let rounds = 50

  /// - Throws: the call that failed: then the server could not work there either.
  init(in path: FilePath, access: ShareAccess) throws(SpoolError) {
    let folder = try Folder.open(path, access: access)
    let name = "\(Self.prefix)\(UInt64.random(in: 0 ... .max))"
    try folder.createFolder(name)
    do {
      let place = try folder.folder(name)
      folderMode = try folder.status(of: name)?.st_mode ?? 0
      try tryEvents(place)
      try tryFile(place)
      try tryReplacing(place)
      try tryRenames(place)
      try list(folder)
    } catch {
      // The first failure is the one to tell.
      try? folder.removeTree(name)
      throw error
    }
    try folder.removeTree(name)
  }

  /// The corresponding C functions are `inotify_add_watch` and `poll`.
  private mutating func tryEvents(_ place: Folder) throws(SpoolError) {
    let events = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    defer { close(events) }
    let isWatched = place.path.withPlatformString { inotify_add_watch(events, $0, UInt32(IN_CREATE)) } >= 0
    try place.open("event", for: .creating).close()
    guard isWatched else { return }
    var input = pollfd(fd: events, events: Int16(POLLIN), revents: 0)
    hasEvents = poll(&input, 1, 1000) > 0
  }

  private mutating func tryFile(_ place: Folder) throws(SpoolError) {
    let file = try place.open("Case", for: .creating)
    try file.write(Array("rowspool\n".utf8))
    try file.sync()
    let now = Timestamp.now
    try file.close()
    guard let status = try place.status(of: "Case") else { return }
    clockLead = Int(Timestamp(status.st_mtim).milliseconds - now.milliseconds)
    (fileMode, group) = (status.st_mode, status.st_gid)
    ignoresCase = try place.has("CASE")
  }

  private mutating func tryReplacing(_ place: Folder) throws(SpoolError) {
    try Self.make("old", in: place)
    let held = try place.open("old", for: .appending)
    try Self.make("new", in: place)
    do {
      try place.rename("new", to: place, as: "old")
    } catch {
      guard let code = error.errno else { throw error }
      replacingOpen = code
    }
    try held.close()
  }

  /// Another thread looks all the while.
  private mutating func tryRenames(_ place: Folder) throws(SpoolError) {
    try Self.make("target", in: place)
    let watch = Watch()
    FileThreads(count: 1).submit { watch.run(place) }
    defer { isRenameWhole = watch.end() }
    for _ in 0..<Self.rounds {
      try Self.make("draft", in: place)
      try place.rename("draft", to: place, as: "target")
    }
  }

  private mutating func list(_ folder: Folder) throws(SpoolError) {
    let start = ContinuousClock.now
    let found = try folder.entries()
    for entry in found { _ = try folder.status(of: entry.name) }
    (listing, entries) = (start.duration(to: .now), found.count)
  }

  /// Looks at a file again and again.
  private final class Watch: Sendable {
    private let isOver = Mutex(false)
    private let sawGap = Mutex(false)
    private let done = Semaphore()

    func run(_ place: Folder) {
      while !isOver.withLock({ $0 }) {
        if (try? place.contents(of: "target")) != FolderTrial.content { sawGap.withLock { $0 = true } }
      }
      done.signal()
    }

    /// - Returns: whether the file was there, whole, each time.
    func end() -> Bool {
      isOver.withLock { $0 = true }
      done.wait()
      return !sawGap.withLock { $0 }
    }
  }

  private static let content = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)

  private static func make(_ name: String, in place: Folder) throws(SpoolError) {
    let file = try place.open(name, for: .creating)
    try file.write(content)
    try file.close()
  }
}
