import SystemPackage
import Testing

@testable import Intake

/// What a tracker remembers and forgets.
@Suite struct DropTrackerMemoryTests {
  private func scriptWithDrop() -> TrackerScript {
    var script = TrackerScript()
    script.put("a.csv", inode: 1)
    script.look()
    script.run(for: .seconds(2))
    return script
  }

  @Test func aDropIsGivenOnce() {
    var script = scriptWithDrop()
    script.put("a.csv", size: 200)
    script.look(after: .seconds(5))
    script.run(for: .seconds(600))
    #expect(script.given == [["a.csv"]])
  }

  @Test func whatStillLiesThereAfterFinishedIsANewThing() throws {
    var script = scriptWithDrop()
    script.finish(try #require(script.drops.first))
    script.look()
    script.run(for: .milliseconds(1999))
    #expect(script.given.count == 1)
    script.run(for: .milliseconds(1))
    #expect(script.given == [["a.csv"], ["a.csv"]])
  }

  @Test func theSameNameDroppedAgainIsANewThing() {
    var script = scriptWithDrop()
    script.put("a.csv", inode: 2)
    script.look()
    script.run(for: .seconds(2))
    #expect(script.given == [["a.csv"], ["a.csv"]])
  }

  @Test func aReusedInodeIsANewThingOnceTheDropWasMissed() {
    var script = scriptWithDrop()
    script.remove("a.csv")
    script.look()
    script.put("a.csv", size: 300, inode: 1)
    script.look()
    script.run(for: .seconds(2))
    #expect(script.given == [["a.csv"], ["a.csv"]])
  }

  @Test func oneStaleListingForgetsNothing() {
    var script = scriptWithDrop()
    let entries = script.entries
    script.entries = [:]
    script.look()
    script.entries = entries
    script.look(after: .seconds(1))
    script.run(for: .seconds(600))
    #expect(script.given == [["a.csv"]])
  }

  @Test func twoLooksThatMissItForgetIt() {
    var script = scriptWithDrop()
    script.remove("a.csv")
    script.look()
    script.look(after: .seconds(1))
    script.put("a.csv")
    script.look()
    script.run(for: .seconds(2))
    #expect(script.given == [["a.csv"], ["a.csv"]])
  }

  @Test func whatIsMissingIsNotGivenOut() {
    var script = TrackerScript()
    script.put("a.csv")
    script.look()
    script.remove("a.csv")
    script.run(for: .seconds(600))
    #expect(script.given.isEmpty)
    #expect(script.waiting.isEmpty)
    #expect(script.tracker.nextLook == nil)
  }

  @Test func changedWhileItWasInspectedMeansNotWhole() {
    var tracker = DropTracker(folders: [DropFolder(id: "in", path: "/in")])
    let start = ContinuousClock.now
    let name = EntryName("a.csv")
    let entry = Entry(.file, Signature(inode: 1, size: 1, modified: 1), isMovedIn: true)
    tracker.note(FolderLook(folder: "in", isComplete: false, entries: [name: entry]), at: start)
    let id = EntryID(folder: "in", name: name)
    #expect(tracker.wanted == [id])
    tracker.note(Inspection(Signature(inode: 1, size: 2, modified: 2)), of: id, at: start)
    #expect(tracker.decisions(at: start).drops.isEmpty)
    #expect(tracker.nextLook == start + .seconds(2))
  }
}
