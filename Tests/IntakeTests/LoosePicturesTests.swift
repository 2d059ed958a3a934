import Testing

@testable import Intake

/// Loose pictures that arrive together are one drop.
@Suite struct LoosePicturesTests {
  @Test func picturesWithinASettleTimeOfEachOtherAreOneDrop() {
    var script = TrackerScript()
    for index in 1...4 {
      script.put("\(index).jpg", inode: UInt64(index))
      script.look()
      script.run(for: .milliseconds(1900))
    }
    #expect(script.given.isEmpty)
    script.run(for: .milliseconds(200))
    #expect(script.given == [["1.jpg", "2.jpg", "3.jpg", "4.jpg"]])
    #expect(script.drops.first?.kind == .pictures)
  }

  @Test func aLaterPictureIsAnotherDrop() {
    var script = TrackerScript()
    script.put("1.jpg", inode: 1)
    script.look()
    script.run(for: .milliseconds(2100))
    script.put("2.jpg", inode: 2)
    script.look()
    script.run(for: .seconds(3))
    #expect(script.given == [["1.jpg"], ["2.jpg"]])
  }

  @Test func picturesRenamedInWaitForEachOtherOnly() {
    var script = TrackerScript()
    script.put("1.jpg", inode: 1, isMovedIn: true)
    script.look()
    script.run(for: .seconds(1))
    script.put("2.jpg", inode: 2, isMovedIn: true)
    script.put("table.csv", inode: 3, isMovedIn: true)
    script.look()
    #expect(script.given == [["table.csv"]])
    #expect(script.waiting == ["1.jpg": .companions, "2.jpg": .companions])
    script.run(for: .seconds(2))
    #expect(script.given == [["table.csv"], ["1.jpg", "2.jpg"]])
  }

  @Test func aPictureThatStillGrowsKeepsTheOthers() {
    var script = TrackerScript()
    script.put("1.jpg", inode: 1)
    for second in 0..<30 {
      script.put("2.jpg", size: Int64(second + 1), modified: Int64(second), inode: 2)
      script.look()
      script.run(for: .seconds(1))
    }
    #expect(script.given.isEmpty)
    script.run(for: .seconds(2))
    #expect(script.given == [["1.jpg", "2.jpg"]])
  }

  @Test func aPictureThatNeverEndsDoesNotKeepTheOthersForEver() {
    var script = TrackerScript()
    script.put("1.jpg", inode: 1)
    script.put("2.jpg", inode: 2)
    script.set("2.jpg", structure: .incomplete(.pictureEnd))
    script.look()
    script.run(for: .seconds(11))
    #expect(script.given.isEmpty)
    script.run(for: .seconds(1))
    #expect(script.given == [["1.jpg"]])
    #expect(script.waiting == ["2.jpg": .incomplete(.pictureEnd)])
  }

  @Test func aPictureThatChangesWhileItWaitsIsNotGivenOutAsItWas() {
    var script = TrackerScript()
    script.put("1.jpg", inode: 1, isMovedIn: true)
    script.look()
    script.run(for: .milliseconds(500))
    script.put("1.jpg", size: 999, inode: 1)
    script.run(for: .milliseconds(1500))
    #expect(script.given.isEmpty)
    script.run(for: .seconds(2))
    #expect(script.given == [["1.jpg"]])
  }
}
