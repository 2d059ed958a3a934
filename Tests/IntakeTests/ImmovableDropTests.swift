import Glibc
import JobModel
import Testing

@testable import Intake

/// Drops that are whole and that the caller could not move away.
@Suite struct ImmovableDropTests {
  @Test func itIsGivenAgainLessAndLessOftenAndTheReasonStays() throws {
    var script = TrackerScript()
    script.put("a.csv")
    script.look()
    script.run(for: .seconds(2))
    var waits: [Int] = []
    for _ in 1...7 {
      script.postpone(try #require(script.drops.last), EACCES)
      #expect(script.waiting == ["a.csv": .immovable(EACCES)])
      let given = script.drops.count
      var seconds = 0
      while script.drops.count == given {
        script.run(for: .seconds(1))
        seconds += 1
        #expect(script.waiting == ["a.csv": .immovable(EACCES)])
      }
      waits.append(seconds)
    }
    #expect(waits == [2, 4, 8, 16, 32, 60, 60])
  }

  @Test func whenItChangesItIsALookLikeAnyOther() throws {
    var script = TrackerScript()
    script.put("a.csv")
    script.look()
    script.run(for: .seconds(2))
    script.postpone(try #require(script.drops.last), EACCES)
    script.put("a.csv", size: 200, modified: 1)
    script.look(after: .seconds(1))
    #expect(script.waiting == ["a.csv": .growing])
    script.run(for: .seconds(2))
    #expect(script.given.count == 2)
  }

  @Test func theSentenceSaysWhoCanHelp() {
    let entry = EntryID(folder: "in", name: EntryName("表格.xlsx"))
    let message = WaitingEntry(entry: entry, reason: .immovable(EACCES), since: .now).message
    #expect(
      message.english == """
        “表格.xlsx” cannot be taken: rowspool has no right to move it out of this folder. It stays here and is tried \
        again; ask the administrator to give rowspool that right.
        """)
    #expect(message.text(in: .simplifiedChinese).contains("没有权限把它移出这个文件夹"))
    let busy = WaitingEntry(entry: entry, reason: .immovable(EBUSY), since: .now).message
    #expect(
      busy.english
        == "“表格.xlsx” cannot be taken yet: another program is using it. It stays here and is tried again by itself.")
  }
}
