import Glibc
import SystemPackage
import Testing

@testable import Intake

@Suite struct DropTrackerTests {
  @Test func aCopyIsWholeWhenItHasBeenStillForTheSettleTime() {
    var script = TrackerScript()
    script.put("a.csv")
    script.look()
    #expect(script.given.isEmpty)
    #expect(script.waiting == ["a.csv": .settling])
    script.run(for: .milliseconds(1999))
    #expect(script.given.isEmpty)
    script.run(for: .milliseconds(1))
    #expect(script.given == [["a.csv"]])
    #expect(script.drops.first?.path == "/spool/incoming/a.csv")
    #expect(script.waiting.isEmpty)
  }

  @Test func oneLookDecidesNothingHoweverOldTheFile() {
    var script = TrackerScript()
    script.put("a.csv", modified: -1_000_000_000_000)
    script.look(after: .seconds(3600))
    #expect(script.given.isEmpty)
  }

  @Test func aCopyThatGrowsForTwoMinutesIsTakenAtItsEnd() {
    var script = TrackerScript()
    for second in 0..<120 {
      script.put("a.csv", size: Int64(second + 1), modified: Int64(second))
      script.look()
      script.run(for: .seconds(1))
    }
    #expect(script.given.isEmpty)
    #expect(script.waiting == ["a.csv": .growing])
    script.run(for: .seconds(1))
    #expect(script.given == [["a.csv"]])
  }

  @Test func aCopyThatStallsIsKeptBackByItsWriter() {
    var script = TrackerScript()
    script.put("a.csv")
    script.set("a.csv", writer: .open)
    script.look()
    script.run(for: .seconds(60))
    #expect(script.given.isEmpty)
    #expect(script.waiting == ["a.csv": .heldOpen])
    script.put("a.csv", size: 200, modified: 60)
    script.set("a.csv")
    script.look()
    script.run(for: .seconds(2))
    #expect(script.given == [["a.csv"]])
  }

  @Test func aCopyThatNeverEndsWaitsAndIsCheckedLessAndLessOften() {
    var script = TrackerScript()
    script.put("a.xlsx")
    script.set("a.xlsx", writer: .open)
    script.look()
    script.run(for: .seconds(3600))
    #expect(script.given.isEmpty)
    #expect(script.inspected.count < 70)
  }

  @Test func whereNobodyTellsOfWritersAnUnclosedFileCountsAsOpen() {
    var script = TrackerScript()
    script.put("a.csv")
    script.set("a.csv", writer: .unknown)
    script.entries["a.csv"]?.isUnclosed = true
    script.look()
    script.run(for: .seconds(30))
    #expect(script.waiting == ["a.csv": .heldOpen])
    script.entries["a.csv"]?.isUnclosed = false
    script.run(for: .seconds(60))
    #expect(script.given == [["a.csv"]])
  }

  @Test func fullSizeAtOnceAndContentsLaterWaitsForTheContents() {
    var script = TrackerScript()
    script.put("a.xlsx", isPolled: true)
    script.set("a.xlsx", writer: .unknown, structure: .incomplete(.contents))
    script.look()
    script.run(for: .seconds(60))
    #expect(script.waiting == ["a.xlsx": .incomplete(.contents)])
    script.put("a.xlsx", modified: 1, isPolled: true)
    script.set("a.xlsx", writer: .unknown)
    script.look()
    script.run(for: .seconds(10))
    #expect(script.given == [["a.xlsx"]])
  }

  @Test func timesOfTheFutureMeanNothingUntilTheyChange() {
    var script = TrackerScript()
    script.put("a.csv", modified: 4_000_000_000_000_000_000)
    script.look()
    script.run(for: .seconds(1))
    script.put("a.csv", modified: 3_999_999_996_400_000_000)
    script.look()
    script.run(for: .milliseconds(1999))
    #expect(script.given.isEmpty)
    script.run(for: .milliseconds(1))
    #expect(script.given == [["a.csv"]])
  }

  @Test func aFileRenamedInIsWholeAtTheFirstLook() {
    var script = TrackerScript()
    script.put("a.csv", isMovedIn: true)
    script.look()
    #expect(script.given == [["a.csv"]])
  }

  @Test func aFileRenamedInButStillOpenWaits() {
    var script = TrackerScript()
    script.put("a.csv", isMovedIn: true)
    script.set("a.csv", writer: .open)
    script.look()
    #expect(script.waiting == ["a.csv": .heldOpen])
  }

  @Test func aFileRenamedInWaitsForItsLockAndIsWholeWithoutIt() {
    let lock = LockFile(.excel, name: "~$a.xlsx", holder: "Li Wei")
    var script = TrackerScript()
    script.put("a.xlsx", isMovedIn: true, lock: lock)
    script.look()
    script.run(for: .seconds(600))
    #expect(script.waiting == ["a.xlsx": .locked(lock)])
    script.put("a.xlsx")
    script.look()
    #expect(script.given == [["a.xlsx"]])
  }

  @Test func aRenameBetweenOrdinaryNamesWaitsLikeACopy() {
    var script = TrackerScript()
    script.put("a.csv")
    script.look()
    script.run(for: .milliseconds(1900))
    script.remove("a.csv")
    script.put("b.csv")
    script.look()
    script.run(for: .milliseconds(1999))
    #expect(script.given.isEmpty)
    script.run(for: .milliseconds(1))
    #expect(script.given == [["b.csv"]])
  }

  @Test func aPolledTextThatEndsNoLineWaitsSixTimesAsLong() {
    var script = TrackerScript()
    script.put("a.csv", isPolled: true)
    script.set("a.csv", writer: .unknown, structure: .uncertain)
    script.look()
    script.run(for: .seconds(59))
    #expect(script.waiting == ["a.csv": .mayGoOn])
    script.run(for: .seconds(1))
    #expect(script.given == [["a.csv"]])
  }

  @Test func aLocalTextThatEndsNoLineIsWholeWhenNobodyWritesIt() {
    var script = TrackerScript()
    script.put("a.csv")
    script.set("a.csv", structure: .uncertain)
    script.look()
    script.run(for: .seconds(2))
    #expect(script.given == [["a.csv"]])
  }

  @Test func anEmptyFileWaitsAndSaysSo() {
    var script = TrackerScript()
    script.put("a.csv", size: 0)
    script.look()
    script.run(for: .seconds(600))
    #expect(script.waiting == ["a.csv": .empty])
    #expect(script.inspected.isEmpty)
  }

  @Test func anOrderMayBeEmptyAndSettlesSoon() {
    var script = TrackerScript(options: .orders)
    script.put("job", size: 0)
    script.look()
    script.run(for: .milliseconds(200))
    #expect(script.given == [["job"]])
  }

  @Test(arguments: [EACCES, EBUSY, EMFILE])
  func whatCannotBeOpenedWaitsAndIsNeverForgotten(code: Int32) {
    var script = TrackerScript()
    script.put("a.xlsx")
    script.set("a.xlsx", problem: code)
    script.look()
    script.run(for: .seconds(24 * 3600))
    #expect(script.waiting == ["a.xlsx": .unreadable(code)])
    script.set("a.xlsx")
    script.run(for: .seconds(60))
    #expect(script.given == [["a.xlsx"]])
  }

  @Test func aFolderWaitsUntilItsWholeTreeIsStill() {
    var script = TrackerScript()
    script.put("photos", kind: .folder, isMovedIn: true)
    script.look()
    script.run(for: .seconds(1))
    script.entries["photos"]?.signature.tree = 7
    script.look()
    script.run(for: .milliseconds(1999))
    #expect(script.given.isEmpty)
    script.run(for: .milliseconds(1))
    #expect(script.given == [["photos"]])
    #expect(script.drops.first?.kind == .folder)
  }

  @Test(arguments: [(EntryKind.link, "refused-link"), (.special, "refused-special")])
  func linksAndDevicesAreRefusedOnce(kind: EntryKind, code: String) {
    var script = TrackerScript()
    script.put("a.csv", kind: kind)
    script.look()
    script.look(after: .seconds(60))
    script.run(for: .seconds(60))
    #expect(script.refused.map(\.code) == [code])
    #expect(script.given.isEmpty)
    #expect(script.inspected.isEmpty)
  }

  @Test func aFolderAmongOrdersIsTakenForItsName() {
    var script = TrackerScript(options: .orders)
    script.put("job", kind: .folder)
    script.look()
    script.run(for: .milliseconds(200))
    #expect(script.given == [["job"]])
  }

  @Test func aFolderIsRefusedWhereOnlyFilesAreTaken() {
    var options = IntakeOptions()
    options.acceptsFolders = false
    var script = TrackerScript(options: options)
    script.put("job", kind: .folder)
    script.look()
    #expect(script.refused.map(\.code) == ["refused-folder"])
  }
}
