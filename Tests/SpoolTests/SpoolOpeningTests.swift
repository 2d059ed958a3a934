import JobModel
import SystemPackage
import Testing

@testable import Spool

@Suite struct SpoolOpeningTests {
  private let temporary: TemporarySpool

  init() throws {
    temporary = try TemporarySpool()
  }

  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func anotherFormatIsRefusedAndNothingChanged() throws {
    try temporary.write("rowspool 2\n", to: "format")
    #expect(
      message { _ = try temporary.reopen() }
        == """
        The spool \(temporary.path) has the format 'rowspool 2', and this version of rowspool knows 'rowspool 1'. \
        Nothing was changed. Use the version of rowspool that made it.
        """)
    #expect(try temporary.text(of: "format") == "rowspool 2\n")
  }

  @Test func aFolderThatIsNoSpoolIsRefused() throws {
    try temporary.spool.root.remove("format")
    #expect(
      message { _ = try temporary.reopen() }
        == """
        \(temporary.path) is not a rowspool spool: it has no file 'format'. \
        Make a spool with: rowspool init --spool DIR
        """)
  }

  @Test func initMayBeRepeatedAndKeepsTheId() throws {
    let id = temporary.spool.id
    #expect(try Spool.create(SpoolLayout(root: temporary.path)).id == id)
  }

  @Test func aShareOfAnotherSpoolIsRefused() throws {
    let other = try TemporarySpool()
    var layout = SpoolLayout(root: other.path)
    layout.incoming = temporary.path.appending("incoming")
    let text = message { try Spool.create(layout) }
    #expect(text?.hasPrefix("The folder \(layout.incoming) belongs to another spool") == true)
  }

  @Test func aShareWithoutItsSentinelIsAway() throws {
    let incoming = temporary.path.appending("incoming")
    #expect(temporary.spool.isPresent(share: incoming))
    try Folder.open(incoming).remove(SpoolLayout.sentinel)
    #expect(!temporary.spool.isPresent(share: incoming))
  }

  @Test func theSecondServerIsRefusedWithTheFirstOnesName() throws {
    let first = try SpoolLock(temporary.spool)
    let second = try Spool(opening: SpoolLayout(root: temporary.path))
    let text = message { _ = try SpoolLock(second) }
    #expect(text?.hasPrefix("The spool \(temporary.path) is being served already by process ") == true)
    withExtendedLifetime(first) {}
  }
}
