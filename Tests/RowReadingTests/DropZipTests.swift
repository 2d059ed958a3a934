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
        "“in.zip” is a ZIP within a ZIP and was not opened; drop what it holds in a folder.",
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

  // MARK: ZIPs within the drop

  private func paths(_ contents: DropContents) -> [String] {
    contents.pictures.map { "\($0.entry.path)" + ($0.entry.zip.map { " in \($0)" } ?? "") }
  }

  @Test func zipsWithinADropAreReadAsFolders() throws {
    let jpeg = PictureBytes.jpeg
    let deepest = DropTestZip([("deep.jpg", jpeg)]).bytes
    let inner = DropTestZip([("红.jpg", jpeg), ("b/蓝.jpg", jpeg), ("__MACOSX/x.jpg", jpeg), ("more.zip", deepest)]).bytes
    let files = [("in/list.csv", Array("a\n".utf8)), ("in/pictures.zip", inner), ("in/plain.jpg", jpeg)]
    let folder = try DropTestFolder(["drop.zip": DropTestZip(files).bytes])
    for (name, bytes) in files { try folder.add(FileName("drop/" + name), bytes) }
    for name in ["drop", "drop.zip"] {
      let contents = try DropContents(
        path: folder.path.appending(name), zipsFolder: folder.path.appending("zips"))
      #expect(
        paths(contents) == ["in/pictures/b/蓝.jpg in 0", "in/pictures/红.jpg in 0", "in/plain.jpg"], "\(name)")
      #expect(contents.tables.map(\.path.description) == ["in/list.csv"])
      #expect(
        contents.notes.map(\.message) == [
          "“in/pictures/more.zip” is a ZIP within a ZIP and was not opened; drop what it holds in a folder."
        ], "\(name)")
      let zip = try ZipSource(path: contents.zips[0])
      let entry = try #require(contents.pictures.first?.entry)
      folder.makeFolders(FileName("out-" + name))
      let unpacked = try zip.unpack([entry], to: folder.path.appending("out-" + name), prefix: "1-")
      #expect(unpacked.names[entry]?.description == "1-00000002.jpg")
    }
  }

  @Test func zipsWithinADropThatCannotBeReadAreNamed() throws {
    var locked = DropTestZip()
    var options = DropTestZip.Options()
    options.flags = 1
    locked.add(Array("a.jpg".utf8), PictureBytes.jpeg, options)
    let cut = Array(DropTestZip([("a.jpg", PictureBytes.jpeg)]).bytes.dropLast(8))
    let folder = try DropTestFolder(["drop/locked.zip": locked.bytes, "drop/cut.zip": cut, "drop/a.csv": [65]])
    let contents = try DropContents(path: folder.path.appending("drop"))
    #expect(contents.notes.map(\.code).sorted() == ["password", "zip-no-directory"])
    #expect(contents.others.map(\.path.description).sorted() == ["cut.zip", "locked.zip"])
    #expect(contents.tables.count == 1)
  }

  @Test func zipsWithinADropCountAgainstItsLimit() throws {
    let inner = DropTestZip((0..<60).map { ("\($0).jpg", PictureBytes.jpeg) }).bytes
    let folder = try DropTestFolder(["drop/1.zip": inner, "drop/2.zip": inner])
    var limits = DropLimits()
    limits.mostEntries = 100
    #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending("drop"), limits: limits) }
    limits.mostEntries = 122
    #expect(try DropContents(path: folder.path.appending("drop"), limits: limits).pictures.count == 120)
  }
}
