import Glibc
import JobModel
import SystemPackage
import Testing

@testable import Intake

@Suite struct WatcherTests {
  private let folder: TemporaryFolder
  private let watcher: Watcher

  init() throws {
    folder = try TemporaryFolder()
    watcher = Watcher(pipe: try WakePipe(), ignored: IgnoredNames())
    let target = Watcher.Target(folder: "in", dropped: nil, path: FilePath(folder.path + "/in"))
    try #require(watcher.follow(target))
  }

  private func hints() -> [String: Bool] {
    Dictionary(watcher.wait(for: .zero).hints.map { ($0.key.name.displayed, $0.value) }) { $1 }
  }

  @Test func onlyARenameFromOutsideOrFromAnIgnoredNameHintsAtAWholeFile() throws {
    try folder.write("a", to: "aside/a.csv")
    try folder.write("a", to: "in/.b.csv.Xy12Zz")
    try folder.write("a", to: "in/c.csv")
    try folder.move("aside/a.csv", to: "in/a.csv")
    try folder.move("in/.b.csv.Xy12Zz", to: "in/b.csv")
    try folder.move("in/c.csv", to: "in/d.csv")
    #expect(hints() == ["a.csv": true, "b.csv": true, "c.csv": false, "d.csv": false])
  }

  @Test func writingAfterTheRenameTakesTheHintBack() throws {
    try folder.write("a", to: "aside/a.csv")
    try folder.move("aside/a.csv", to: "in/a.csv")
    let file = try FileDescriptor.open(FilePath(folder.path + "/in/a.csv"), .writeOnly, options: .append)
    try file.writeAll("more".utf8)
    #expect(hints() == ["a.csv": false])
    #expect(watcher.isUnclosed(EntryID(folder: "in", name: EntryName("a.csv"))))
    try file.close()
    #expect(hints() == ["a.csv": false])
    #expect(!watcher.isUnclosed(EntryID(folder: "in", name: EntryName("a.csv"))))
  }

  @Test func aLockFileHintsAtWhatItLocks() throws {
    try folder.write("", to: "in/~$a.xlsx")
    try folder.write("", to: "in/.~lock.b.ods#")
    #expect(hints() == ["a.xlsx": false, "b.ods": false])
  }

  @Test func whatHappensInADroppedFolderIsSaidOfTheFolder() throws {
    try folder.makeFolder("in/photos/deep")
    let path = FilePath(folder.path + "/in/photos/deep")
    try #require(watcher.follow(Watcher.Target(folder: "in", dropped: EntryName("photos"), path: path)))
    _ = hints()
    try folder.write("a", to: "aside/a.jpg")
    try folder.move("aside/a.jpg", to: "in/photos/deep/a.jpg")
    let wake = watcher.wait(for: .zero)
    #expect(wake.trees == [EntryID(folder: "in", name: EntryName("photos"))])
    #expect(wake.hints.isEmpty)
  }

  @Test func lostEventsMeanThatEverythingIsListedAndNoHintIsBelieved() throws {
    try folder.write("a", to: "aside/a.csv")
    try folder.write("a", to: "aside/b.csv")
    try folder.move("aside/b.csv", to: "in/b.csv")
    // Each makes two events; the queue holds fs.inotify.max_queued_events, 16,384 by default.
    for _ in 0..<9000 {
      #expect(link(folder.path + "/aside/a.csv", folder.path + "/in/a.csv") == 0)
      #expect(unlink(folder.path + "/in/a.csv") == 0)
    }
    let wake = watcher.wait(for: .zero)
    #expect(wake.isOverflowed)
    #expect(wake.hints.values.allSatisfy { !$0 })
  }

  @Test func aFolderThatIsReplacedIsListedAgainAndCanBeWatchedAgain() throws {
    try folder.remove("in")
    #expect(watcher.wait(for: .zero).isOverflowed)
    try folder.makeFolder("in")
    #expect(watcher.follow(Watcher.Target(folder: "in", dropped: nil, path: FilePath(folder.path + "/in"))))
    try folder.write("a", to: "in/a.csv")
    #expect(hints() == ["a.csv": false])
  }
}
