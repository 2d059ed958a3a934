import Foundation
import JobModel
import SystemPackage
import Testing

@testable import Intake

/// The whole intake over real folders and real events, with settle times of milliseconds.
@Suite struct DropIntakeTests {
  private let folder: TemporaryFolder
  private let log = EventLog()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func quick() -> IntakeOptions {
    var options = IntakeOptions()
    options.settle = .milliseconds(60)
    options.polledSettle = .milliseconds(120)
    options.pollInterval = .milliseconds(30)
    options.longestRecheck = .milliseconds(200)
    options.waitingInterval = .milliseconds(5)
    return options
  }

  private func watching(
    _ names: [String] = ["in"], sentinel: Sentinel? = nil, options: IntakeOptions? = nil,
    _ body: (DropIntake) async throws -> Void
  ) async throws {
    let folders = names.map { DropFolder(id: $0, path: FilePath(folder.path + "/" + $0)) }
    let intake = try DropIntake(folders: folders, sentinel: sentinel, options: options ?? quick())
    try intake.start()
    async let following: Void = log.follow(intake.events)
    let result: Result<Void, any Error>
    do {
      try await log.wait(for: "the first listing") { $0.contains(.available) }
      result = .success(try await body(intake))
    } catch {
      result = .failure(error)
    }
    intake.stop()
    await following
    try result.get()
  }

  /// A file renamed in tells that everything before it was seen.
  private func passMarker(_ name: String = "marker.csv") async throws {
    try folder.write("a\n", to: "aside/" + name)
    try folder.move("aside/" + name, to: "in/" + name)
    try await log.wait(for: name) { $0.given.contains([name]) }
  }

  @Test func aFileRenamedInIsSaidAtOnceWhateverTheSettleTime() async throws {
    var options = quick()
    options.settle = .seconds(3600)
    try await watching(options: options) { _ in
      try await passMarker()
    }
  }

  @Test func aCopyWaitsForItsWriterToClose() async throws {
    try await watching { _ in
      let file = try FileDescriptor.open(
        FilePath(folder.path + "/in/a.csv"), .writeOnly, options: [.create], permissions: [.ownerReadWrite])
      try file.writeAll("a,b\n".utf8)
      try await log.wait(for: "word of the open file") { $0.reasons(of: "a.csv").contains("waiting-held-open") }
      #expect(await log.events.drops.isEmpty)
      try file.close()
      try await log.wait(for: "the closed file") { $0.given == [["a.csv"]] }
    }
  }

  @Test func whatLayThereAtTheStartIsTakenByTheSameRules() async throws {
    try folder.write("a\n", to: "in/a.csv")
    try folder.write("PK\u{3}\u{4}unfinished", to: "in/b.xlsx")
    try await watching { _ in
      try await log.wait(for: "a.csv") { $0.given == [["a.csv"]] }
      try await log.wait(for: "word of b.xlsx") { $0.waiting["b.xlsx"] == "waiting-incomplete" }
    }
  }

  @Test func rsyncsRenameFromAHiddenNameIsWhole() async throws {
    var options = quick()
    options.settle = .seconds(3600)
    try await watching(options: options) { _ in
      try await passMarker()
      try folder.write("a\n", to: "in/.a.csv.Xy12Zz")
      try folder.move("in/.a.csv.Xy12Zz", to: "in/a.csv")
      try await log.wait(for: "a.csv") { $0.given.contains(["a.csv"]) }
    }
  }

  @Test func aRenameBetweenOrdinaryNamesIsNotWholeAtOnce() async throws {
    var options = quick()
    options.settle = .seconds(3600)
    try await watching(options: options) { _ in
      try await passMarker("first.csv")
      try folder.write("a\n", to: "in/a.csv")
      try folder.move("in/a.csv", to: "in/b.csv")
      try await passMarker("second.csv")
      try await log.wait(for: "word of b.csv") { $0.waiting["b.csv"] == "waiting-settling" }
      #expect(await log.events.given == [["first.csv"], ["second.csv"]])
    }
  }

  @Test func anOfficeLockNamesItsHolderAndItsEndReleasesTheFile() async throws {
    try folder.write(",wei,office-3,21.11.2026 09:35,file:///home/wei/.config;", to: "in/.~lock.a.csv#")
    try folder.write("a\n", to: "in/a.csv")
    try await watching { _ in
      try await log.wait(for: "word of the lock") { $0.waiting["a.csv"] == "waiting-locked" }
      let messages = await log.events.compactMap { event -> String? in
        if case .waiting(let list) = event { list.first { $0.code == "waiting-locked" }?.message.english } else { nil }
      }
      #expect(
        messages.first == """
          wei has “a.csv” open in LibreOffice. It is taken when it is closed there. \
          If nobody has it open, delete the hidden file “.~lock.a.csv#” beside it.
          """)
      try folder.remove("in/.~lock.a.csv#")
      try await log.wait(for: "a.csv") { $0.given == [["a.csv"]] }
    }
  }

  @Test func aFolderIsOneDropOnceItsTreeIsStill() async throws {
    try await watching { _ in
      try folder.makeFolder("aside/photos/deep/deeper")
      try folder.write("x", to: "aside/photos/deep/deeper/a.txt")
      let file = try FileDescriptor.open(
        FilePath(folder.path + "/aside/photos/deep/b.txt"), .writeOnly, options: [.create],
        permissions: [.ownerReadWrite])
      try file.writeAll("b".utf8)
      try folder.move("aside/photos", to: "in/photos")
      try await log.wait(for: "word of the open file") { $0.waiting["photos"] == "waiting-held-open" }
      try file.close()
      try await log.wait(for: "the folder") { $0.given == [["photos"]] }
    }
  }

  @Test func aFolderNestedTooDeepWaitsWithAReason() async throws {
    try folder.makeFolder("in/deep/" + String(repeating: "d/", count: 40))
    try await watching { _ in
      try await log.wait(for: "word of the folder") { $0.waiting["deep"] == "waiting-unreadable" }
    }
  }

  @Test func dropFoldersInsideDropFoldersAreNoDrops() async throws {
    try folder.makeFolder("in/photo/white")
    try folder.makeFolder("in/own")
    try await watching(["in", "in/photo", "in/photo/white"]) { _ in
      try folder.write("a\n", to: "in/photo/white/a.csv")
      try await log.wait(for: "both drops") { $0.drops.count == 2 }
      let drops = await log.events.drops
      #expect(Set(drops.map(\.folder)) == ["in", "in/photo/white"])
      #expect(Set(drops.map(\.path.lastComponent?.string)) == ["own", "a.csv"])
    }
  }

  @Test(arguments: [
    "商品.csv", "😀.csv", "u\u{308}.csv", String(repeating: "n", count: 251) + ".csv", "-rf.csv", "a b\nc.csv", "CON.csv",
    "'\"%s.csv",
  ])
  func everyNameComesBackByteForByte(name: String) async throws {
    try await watching { _ in
      try folder.write("a\n", to: "in/" + name)
      try await log.wait(for: name) { $0.drops.first?.items.first?.name.bytes == Array(name.utf8) }
    }
  }

  @Test func aNameThatIsNoTextComesBackByteForByte() async throws {
    let name = EntryName(bytes: [0xFF, 0xFE, 0x0A, 0x2E, 0x63, 0x73, 0x76])
    try await watching { _ in
      let path = name.path(in: FilePath(folder.path + "/in"))
      let file = try FileDescriptor.open(path, .writeOnly, options: [.create], permissions: [.ownerReadWrite])
      try file.writeAll("a\n".utf8)
      try file.close()
      try await log.wait(for: "the file") { $0.drops.first?.path == path }
    }
  }

  @Test func linksAndPipesAreRefusedAndNeverOpened() async throws {
    #expect(symlink("/etc/passwd", folder.path + "/in/link.csv") == 0)
    #expect(symlink("loop.csv", folder.path + "/in/loop.csv") == 0)
    #expect(mkfifo(folder.path + "/in/pipe.csv", 0o600) == 0)
    try folder.makeFolder("in/photos")
    #expect(mkfifo(folder.path + "/in/photos/pipe.csv", 0o600) == 0)
    #expect(symlink(folder.path, folder.path + "/in/photos/round") == 0)
    try await watching { _ in
      try await log.wait(for: "three refusals and a folder") { events in
        let refused = events.compactMap { if case .refused(let entry) = $0 { entry.code } else { nil } }
        return refused.sorted() == ["refused-link", "refused-link", "refused-special"] && events.given == [["photos"]]
      }
    }
  }

  @Test func fiveThousandFilesAtOnceAreAllTaken() async throws {
    var options = quick()
    options.waitingInterval = .milliseconds(500)
    try await watching(options: options) { _ in
      // Links of one file: a file system makes them as fast as anything can arrive.
      try folder.write("a\n", to: "aside/a.csv")
      for index in 0..<5000 {
        try FileManager.default.linkItem(atPath: folder.path + "/aside/a.csv", toPath: folder.path + "/in/\(index).csv")
      }
      try await log.wait(for: "5,000 drops", limit: .seconds(60)) { $0.count >= 5000 && $0.drops.count >= 5000 }
      #expect(Set(await log.events.given).count == 5000)
      #expect(await log.events.drops.count == 5000)
    }
  }

  @Test func aPolledFolderIsTakenWithoutEvents() async throws {
    var options = quick()
    options.pollsEverything = true
    try await watching(options: options) { _ in
      try folder.write("a\n", to: "aside/a.csv")
      try folder.move("aside/a.csv", to: "in/a.csv")
      try await log.wait(for: "a.csv") { $0.given == [["a.csv"]] }
      #expect(await log.events.reasons(of: "a.csv").contains("waiting-settling"))
    }
  }

  @Test func aFinishedDropThatStillLiesThereIsSaidAgain() async throws {
    try folder.write("a\n", to: "in/a.csv")
    try await watching { intake in
      try await log.wait(for: "the first time") { $0.drops.count == 1 }
      intake.finished(try #require(await log.events.drops.first))
      try await log.wait(for: "the second time") { $0.drops.count == 2 }
    }
  }

  @Test func aShareThatGoesAwayForgetsNothingAndGoesOn() async throws {
    try folder.write("spool-1\n", to: "in/.rowspool-id")
    try folder.write("PK\u{3}\u{4}unfinished", to: "in/a.xlsx")
    let sentinel = Sentinel(path: FilePath(folder.path + "/in/.rowspool-id"), id: "spool-1")
    try await watching(sentinel: sentinel) { intake in
      try await log.wait(for: "word of a.xlsx") { $0.waiting["a.xlsx"] == "waiting-incomplete" }
      try folder.move("in", to: "gone")
      try folder.makeFolder("in")
      intake.lookNow()
      try await log.wait(for: "the share away") { events in
        events.contains { if case .unavailable(let problem) = $0 { problem.code == "share-away" } else { false } }
      }
      try folder.write("other", to: "in/.rowspool-id")
      try await log.wait(for: "another spool's share") { events in
        events.contains { if case .unavailable(let problem) = $0 { problem.code == "other-spool" } else { false } }
      }
      try folder.remove("in")
      try folder.move("gone", to: "in")
      try await log.wait(for: "the share back") { $0.filter { $0 == .available }.count == 2 }
      #expect(await log.events.waiting["a.xlsx"] == "waiting-incomplete")
      try await passMarker()
    }
  }

  @Test func anOrderIsTakenEmptyOrNot() async throws {
    var options = IntakeOptions.orders
    options.settle = .milliseconds(30)
    try await watching(options: options) { _ in
      try folder.write("", to: "in/20261121-093512-a-abcd")
      try folder.write("{", to: "in/order.json")
      try await log.wait(for: "both orders") { $0.drops.count == 2 }
    }
  }
}
