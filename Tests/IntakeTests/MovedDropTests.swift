import Foundation
import Glibc
import SystemPackage
import Testing

@testable import Intake

@Suite struct MovedDropTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func path(_ name: String) -> FilePath { FilePath(folder.path + "/" + name) }

  /// A drop as a look found it, and then moved aside.
  private func found(_ name: String) throws -> Drop.Item {
    let place = path("in/\(name)")
    let signature = try #require(MovedDrop(at: place)).signature
    return Drop.Item(name: EntryName(name), path: place, signature: signature)
  }

  private func isStillWhole(_ item: Drop.Item) throws -> Bool {
    try folder.move("in/\(item.name.displayed)", to: "aside/drop")
    return item.isStillWhole(at: path("aside/drop"))
  }

  @Test func whatNobodyTouchedIsStillWhole() throws {
    try folder.write("a\n", to: "in/a.csv")
    #expect(try isStillWhole(found("a.csv")))
  }

  @Test func aFileThatIsOpenForWritingIsNot() throws {
    try folder.write("a\n", to: "in/a.csv")
    let item = try found("a.csv")
    let writer = try FileDescriptor.open(path("in/a.csv"), .writeOnly)
    #expect(try !isStillWhole(item))
    try writer.close()
    #expect(item.isStillWhole(at: path("aside/drop")))
  }

  @Test func aFileThatWasOverwrittenIsNot() throws {
    try folder.write("a\n", to: "in/a.csv")
    let item = try found("a.csv")
    try folder.write("longer\n", to: "in/a.csv")
    #expect(try !isStillWhole(item))
  }

  @Test func anotherFileOfTheNameIsNot() throws {
    try folder.write("a\n", to: "in/a.csv")
    let item = try found("a.csv")
    try folder.move("in/a.csv", to: "aside/kept.csv")
    try folder.write("b\n", to: "in/a.csv")
    #expect(try !isStillWhole(item))
  }

  @Test func aFolderIsAsLongAsNothingInItChangesAndNobodyWritesThere() throws {
    try folder.makeFolder("in/cups/red")
    try folder.write("a\n", to: "in/cups/a.csv")
    try folder.write("1", to: "in/cups/red/1.txt")
    let item = try found("cups")
    let writer = try FileDescriptor.open(path("in/cups/red/1.txt"), .writeOnly)
    #expect(try !isStillWhole(item))
    try writer.close()
    #expect(item.isStillWhole(at: path("aside/drop")))
    try folder.write("22", to: "aside/drop/red/1.txt")
    #expect(!item.isStillWhole(at: path("aside/drop")))
  }

  @Test func whatIsGoneIsNot() throws {
    try folder.write("a\n", to: "in/a.csv")
    #expect(try !found("a.csv").isStillWhole(at: path("aside/drop")))
  }
}
