import Foundation
import Glibc
import SystemPackage
import Testing

@testable import Spool

/// Modes where people work, whatever the umask is.
@Suite struct ShareAccessTests {
  private let temporary: TemporarySpool

  init() throws {
    temporary = try TemporarySpool()
  }

  private func mode(_ name: String) -> UInt32 {
    var status = stat()
    guard lstat(temporary.path.appending(FilePath(name).components).string, &status) == 0 else { return 0 }
    return status.st_mode & 0o7777
  }

  @Test func whatInitMakesForPeopleIsWritableForTheirGroup() {
    for share in ["incoming", "control", "outgoing", "rejected"] {
      #expect(mode(share) == 0o2775)
      #expect(mode("\(share)/.rowspool-id") == 0o664)
    }
  }

  @Test func filesAndFoldersBelowGetTheModesThatAreSet() throws {
    var access = ShareAccess()
    // More than a usual umask leaves, and less than the default.
    (access.fileMode, access.folderMode) = (0o646, 0o2757)
    let folder = try Folder.open(temporary.path.appending("outgoing"), access: access)
    let below = try folder.makeFolder("job").makeFolder("files")
    try below.replace("a.txt", with: [1, 2, 3], by: below)
    #expect(mode("outgoing/job") == 0o2757 && mode("outgoing/job/files") == 0o2757)
    #expect(mode("outgoing/job/files/a.txt") == 0o646)
  }

  @Test func aGroupGoesToAllThatIsMade() throws {
    var access = ShareAccess()
    access.group = geteuid() == 0 ? 60_001 : getegid()
    let folder = try Folder.open(temporary.path.appending("outgoing"), access: access)
    try folder.makeFolder("job").open("a", for: .creating).close()
    var status = stat()
    for name in ["outgoing/job", "outgoing/job/a"] {
      #expect(lstat(temporary.path.appending(FilePath(name).components).string, &status) == 0)
      #expect(status.st_gid == access.group)
    }
    #expect(mode("outgoing/job") == 0o2775)
  }

  @Test func aCopyKeepsTheModeOfWhatWasDropped() throws {
    let drop = try temporary.drop("private.csv")
    #expect(chmod(drop.string, 0o640) == 0)
    try DropMover.copy(drop, to: temporary.path.appending("tmp").appending("copy"))
    #expect(mode("tmp/copy") == 0o640)
  }

  @Test func existingFoldersStayAsTheyAre() throws {
    let share = temporary.path.appending("incoming")
    #expect(chmod(share.string, 0o755) == 0)
    try Spool.create(SpoolLayout(root: temporary.path))
    #expect(mode("incoming") == 0o755)
  }
}
