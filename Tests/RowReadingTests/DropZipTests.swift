import Glibc
import JobModel
import RowReading
import SystemPackage
import Testing

@Suite struct DropZipTests {
  private static let png = PictureBytes.png

  @Test func isReadAsTheFolderItHolds() throws {
    let folder = try DropTestFolder([
      "drop.zip": DropTestZip([
        ("job/", []), ("job/10.png", Self.png), ("job/2.png", Self.png), ("job/orders.csv", Array("a\n".utf8)),
        ("__MACOSX/job/._2.png", [1]), ("job/.DS_Store", [1]),
      ]).bytes
    ])
    let contents = try DropContents(path: folder.path.appending("drop.zip"))
    #expect(contents.form == .zip)
    #expect(contents.pictures.map(\.entry.path.description) == ["job/2.png", "job/10.png"])
    #expect(try contents.table()?.path == FileName("job/orders.csv"))
    #expect(contents.notes.isEmpty)
  }

  @Test func readsWindowsSeparatorsAndGBKNames() throws {
    var zip = DropTestZip()
    zip.add(try encoded("图片\\红杯.png", as: "GBK"), Self.png)
    zip.add(Array("图片/茶.png".utf8), Self.png, .init(flags: 0x800))
    let folder = try DropTestFolder(["drop.zip": zip.bytes])
    let contents = try DropContents(path: folder.path.appending("drop.zip"))
    #expect(Set(contents.pictures.map(\.entry.path.description)) == ["图片/红杯.png", "图片/茶.png"])
  }

  @Test(arguments: ["../up.png", "a/../../up.png", "/etc/up.png", "C:\\up.png", "c:up.png", "..\\up.png"])
  func leavesOutNamesThatLeadOutOfIt(name: String) throws {
    let folder = try DropTestFolder(["drop.zip": DropTestZip([(name, Self.png), ("ok.png", Self.png)]).bytes])
    let contents = try DropContents(path: folder.path.appending("drop.zip"))
    #expect(contents.pictures.map(\.entry.path.description) == ["ok.png"])
    #expect(
      contents.notes.map(\.message) == ["“\(name)” in the ZIP has a name that leads out of it; it was left out."])
  }

  @Test func leavesOutLinksAndSaysWhichNamesAreAlike() throws {
    var zip = DropTestZip([("a.png", Self.png), ("A.PNG", Self.png), ("in.zip", [0x50, 0x4B, 3, 4])])
    zip.add(Array("link.png".utf8), Array("/etc/passwd".utf8), .init(mode: 0o120777))
    let folder = try DropTestFolder(["drop.zip": zip.bytes])
    let contents = try DropContents(path: folder.path.appending("drop.zip"))
    #expect(contents.pictures.map(\.entry.path.description) == ["A.PNG", "a.png"])
    #expect(
      contents.notes.map(\.message) == [
        "“A.PNG” and “a.png” differ only in the letter case of their names.",
        "“link.png” in the ZIP is a link; links are not followed. It was left out.",
        "“in.zip” is a ZIP within the drop and was not opened; drop it by itself.",
      ])
  }

  @Test func saysThatItHasAPassword() throws {
    var zip = DropTestZip()
    zip.add(Array("a.png".utf8), Self.png, .init(flags: 1))
    let folder = try DropTestFolder(["drop.zip": zip.bytes])
    let error = #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending("drop.zip")) }
    #expect(error?.code == "password")
    #expect(error?.message == "“drop.zip” is protected by a password. Make the ZIP again without one.")
  }

  @Test func saysThatItIsNotWhole() throws {
    let bytes = DropTestZip([("a.png", Self.png)]).bytes
    let folder = try DropTestFolder(["drop.zip": Array(bytes.dropLast(30)), "empty.zip": [], "text.zip": [0x61]])
    for name in ["drop.zip", "empty.zip", "text.zip"] {
      let error = #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending(name)) }
      #expect(error?.message == "“\(name)” is not a whole ZIP file. Make it again, or copy it again.")
    }
  }

  @Test func givesOutFilesUnderItsOwnNames() throws {
    var zip = DropTestZip([("a/红杯.png", Self.png), ("b.jpg; rm", [1, 2, 3])])
    zip.add(Array("bad.png".utf8), Self.png, .init(breaksChecksum: true))
    let folder = try DropTestFolder(["drop.zip": zip.bytes])
    folder.makeFolders(FileName("out"))
    let source = try ZipSource(path: folder.path.appending("drop.zip"))
    let unpacked = try source.unpack(source.listing.entries, to: folder.path.appending("out"))
    #expect(Set(unpacked.names.values.map(\.description)) == ["00000001.png", "00000002"])
    #expect(unpacked.notes.map(\.message) == ["“bad.png” is damaged. Make the ZIP again, or copy it again."])
    let out = try FolderSource(path: folder.path.appending("out")).listing.entries
    #expect(out.map(\.size) == [Self.png.count, 3])
    #expect(throws: ReadingError.self) {
      try source.unpack(source.listing.entries, to: folder.path.appending("out"))
    }
  }

  @Test func countsBytesWhileItWrites() throws {
    let folder = try DropTestFolder(["drop.zip": DropTestZip([("a", [1, 2, 3]), ("b", [4, 5, 6])]).bytes])
    folder.makeFolders(FileName("out"))
    var limits = DropLimits()
    limits.mostTotalBytes = 5
    let source = try ZipSource(path: folder.path.appending("drop.zip"), limits: limits)
    #expect(throws: ReadingError.self) {
      try source.unpack(source.listing.entries, to: folder.path.appending("out"))
    }
  }

  @Test func holdsOnlySoMany() throws {
    var zip = DropTestZip()
    for number in 0..<40 { zip.add(Array("\(number).png".utf8), Self.png) }
    let folder = try DropTestFolder(["drop.zip": zip.bytes])
    var limits = DropLimits()
    limits.mostEntries = 39
    let error = #expect(throws: ReadingError.self) {
      try DropContents(path: folder.path.appending("drop.zip"), limits: limits)
    }
    #expect(
      error?.message == "“drop.zip” holds more than 39 files and folders. Make several smaller ZIPs.")
  }
}
