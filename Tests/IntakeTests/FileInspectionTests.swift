import Glibc
import SystemPackage
import Testing

@testable import Intake

@Suite struct FileInspectionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func inspect(_ name: String) throws -> Inspection {
    let descriptor = try FolderDescriptor(FilePath(folder.path + "/in"))
    return FileInspection.inspect(EntryName(name), in: descriptor, asksForWriters: true, checksStructure: true)
  }

  @Test func theKernelTellsOfAWriterAndOfItsEnd() throws {
    try folder.write("a\n", to: "in/a.csv")
    let file = try FileDescriptor.open(FilePath(folder.path + "/in/a.csv"), .writeOnly)
    #expect(try inspect("a.csv").writer == .open)
    try file.close()
    #expect(try inspect("a.csv").writer == .none)
  }

  @Test func aReaderIsNoWriter() throws {
    try folder.write("a\n", to: "in/a.csv")
    let file = try FileDescriptor.open(FilePath(folder.path + "/in/a.csv"), .readOnly)
    #expect(try inspect("a.csv").writer == .none)
    try file.close()
  }

  @Test func aPipeOrALinkPutInItsPlaceIsNotRead() throws {
    #expect(mkfifo(folder.path + "/in/pipe.csv", 0o600) == 0)
    #expect(symlink("/etc/passwd", folder.path + "/in/link.csv") == 0)
    #expect(try inspect("pipe.csv").problem == ENOENT)
    #expect(try inspect("link.csv").problem == ELOOP)
    #expect(try inspect("nothing.csv").problem == ENOENT)
  }
}
