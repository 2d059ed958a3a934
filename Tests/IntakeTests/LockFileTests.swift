import Testing

@testable import Intake

@Suite struct LockFileTests {
  /// Excel's owner file of 165 bytes.
  private func ownerFile(_ ansi: [UInt8], _ name: String, start: Int = 55) -> [UInt8] {
    var bytes = [UInt8(ansi.count)] + ansi
    bytes += Array(repeating: 0x20, count: start - bytes.count)
    let units = Array(name.utf16)
    bytes += [UInt8(units.count), 0] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    while bytes.count < 165 { bytes += [0x20, 0] }
    return bytes
  }

  @Test func excelsOwnerIsReadFromTheUTF16Copy() {
    let bytes = ownerFile([0xC0, 0xEE, 0xCE, 0xB0], "李伟")
    #expect(LockFile.holder(in: bytes, of: .excel) == "李伟")
    #expect(LockFile.holder(in: ownerFile(Array("Li Wei".utf8), "Li Wei", start: 54), of: .excel) == "Li Wei")
  }

  @Test func anOlderOwnerFileHasTheFirstNameOnly() {
    #expect(LockFile.holder(in: [6] + Array("Li Wei".utf8), of: .excel) == "Li Wei")
  }

  @Test func libreOfficesOwnerIsTheNameElseTheLogin() {
    #expect(
      LockFile.holder(in: Array("Li\\, Wei,wei,pc,21.11.2026 09:35,file:///x;".utf8), of: .libreOffice) == "Li, Wei")
    #expect(LockFile.holder(in: Array(",wei,pc,21.11.2026 09:35,file:///x;".utf8), of: .libreOffice) == "wei")
  }

  @Test(arguments: [[], [0], [200, 65], Array(repeating: 0xFF, count: 165), Array(repeating: 0, count: 165)])
  func anythingElseNamesNobody(bytes: [UInt8]) {
    #expect(LockFile.holder(in: bytes, of: .excel) == nil)
    #expect(LockFile.holder(in: bytes, of: .libreOffice) ?? "" != "x")
  }

  @Test func namesLeadToTheFilesTheyLock() {
    for (lock, target) in [("~$a.xlsx", "a.xlsx"), (".~lock.a.ods#", "a.ods"), (".~a.xlsx", "a.xlsx")] {
      #expect(LockFile.target(of: EntryName(lock))?.target == EntryName(target))
    }
    #expect(LockFile.target(of: EntryName("a.xlsx")) == nil)
  }
}
