import Glibc
import JobModel
import RowReading
import SystemPackage
import Testing

@Suite struct DropContentsTests {
  @Test func sortsOutAFolder() throws {
    let folder = try DropTestFolder([
      "orders.xlsx": [0x50, 0x4B, 3, 4], "settings.csv": Array("priority,1\n".utf8), "10.jpg": PictureBytes.jpeg,
      "2.jpg": PictureBytes.jpeg, "sub/a.png": PictureBytes.png, "notes.txt": Array("hello".utf8),
      "Thumbs.db": [1], ".DS_Store": [1], "__MACOSX/._2.jpg": [1], "sub/list.csv": Array("a\n".utf8),
    ])
    let contents = try DropContents(path: folder.path)
    #expect(contents.form == .folder)
    #expect(try contents.table()?.path == FileName("orders.xlsx"))
    #expect(contents.settings?.path == FileName("settings.csv"))
    #expect(contents.pictures.map(\.entry.path.description) == ["2.jpg", "10.jpg", "sub/a.png"])
    #expect(contents.pictures.map(\.kind) == [.jpeg, .jpeg, .png])
    #expect(contents.others.map(\.path.description) == ["notes.txt", "sub/list.csv"])
    #expect(contents.notes.isEmpty)
  }

  @Test func looksThroughASingleTopFolder() throws {
    let folder = try DropTestFolder([
      "job/in/orders.csv": Array("a\n".utf8), "job/in/settings.csv": [], "job/in/pics/1.png": PictureBytes.png,
    ])
    let contents = try DropContents(path: folder.path)
    #expect(try contents.table()?.path == FileName("job/in/orders.csv"))
    #expect(contents.settings?.path == FileName("job/in/settings.csv"))
  }

  @Test func refusesTwoTablesUnlessOneIsNamed() throws {
    let folder = try DropTestFolder(["a.csv": Array("x\n".utf8), "b.xlsx": [0x50, 0x4B]])
    let contents = try DropContents(path: folder.path)
    #expect(
      throws: ReadingError(
        "two-tables",
        """
        The drop holds more than one table: “a.csv”, “b.xlsx”. Leave one, or name it in settings.csv in a line \
        “table,a.csv”.
        """)
    ) { try contents.table() }
    #expect(try contents.table(named: "B.XLSX")?.path == FileName("b.xlsx"))
    #expect(try contents.table(named: "a")?.path == FileName("a.csv"))
    #expect(
      throws: ReadingError(
        "no-such-table", "The settings name the table “c.csv”, but the drop holds “a.csv”, “b.xlsx”.")
    ) { try contents.table(named: "c.csv") }
  }

  @Test func believesTheContentOfPictures() throws {
    let folder = try DropTestFolder(["a.jpg": PictureBytes.png, "b.jpg": [], "c": PictureBytes.jpeg, "d.png": [1, 2]])
    let contents = try DropContents(path: folder.path)
    #expect(contents.pictures.map(\.kind) == [.png, nil, .jpeg, nil])
    #expect(
      contents.notes.map(\.message) == [
        "“a.jpg” is a PNG picture in spite of its name; it is read as that.", "“b.jpg” is empty.",
        "“d.png” is not a picture that can be read.",
      ])
  }

  @Test func reportsWhatItDoesNotOpen() throws {
    let folder = try DropTestFolder(["a.png": PictureBytes.png, "sub/b.png": PictureBytes.png])
    #expect(symlink("/etc/passwd", "\(folder.path)/link.csv") == 0)
    #expect(symlink("..", "\(folder.path)/sub/loop") == 0)
    #expect(mkfifo("\(folder.path)/pipe.csv", 0o600) == 0)
    let contents = try DropContents(path: folder.path)
    #expect(try contents.table() == nil)
    #expect(contents.pictures.count == 2)
    #expect(
      Set(contents.notes.map(\.message)) == [
        "“link.csv” is a link; links are not followed. Copy the file itself if it is needed; it was left out.",
        "“sub/loop” is a link; links are not followed. Copy the file itself if it is needed; it was left out.",
        "“pipe.csv” is neither a file nor a folder; it was left out.",
      ])
  }

  @Test func refusesALinkAndAPipeAsDrops() throws {
    let folder = try DropTestFolder(["a.csv": []])
    #expect(symlink("/etc", "\(folder.path)/link") == 0)
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending("link")) }
    #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending("pipe")) }
    #expect(throws: ReadingError.self) { try DropContents(path: folder.path.appending("gone")) }
  }

  @Test func keepsNamesThatAreNotUTF8() throws {
    let folder = try DropTestFolder()
    let name = FileName(bytes: [0xBA, 0xEC, 0x2E, 0x6A, 0x70, 0x67])
    try folder.add(name, PictureBytes.jpeg)
    #expect(
      try DropContents(path: folder.path).pictures == [
        DropPicture(entry: DropEntry(path: name, size: PictureBytes.jpeg.count), kind: .jpeg)
      ])
  }

  @Test func hasLimits() throws {
    let folder = try DropTestFolder(["a": [], "b": [], "c/d/e": []])
    var limits = DropLimits()
    limits.mostEntries = 3
    #expect(
      throws: ReadingError(
        "too-many-entries",
        "The drop holds more than 3 files and folders. Drop them in several smaller folders or ZIPs.")
    ) { try DropContents(path: folder.path, limits: limits) }
    limits = DropLimits()
    limits.mostDepth = 2
    #expect(
      throws: ReadingError(
        "too-deep", "“c/d” lies more than 2 folders deep. Move its files up and drop the folder again.")
    ) { try DropContents(path: folder.path, limits: limits) }
  }

  @Test(arguments: [
    ("a.csv", Array("a\n".utf8), 1, 0), ("a.XLSX", [0x50, 0x4B, 3, 4], 1, 0), ("a.png", PictureBytes.png, 0, 1),
    ("picture", PictureBytes.jpeg, 0, 1), ("a.pdf", Array("%PDF".utf8), 0, 0), ("a.xls", [0xD0, 0xCF], 1, 0),
  ])
  func sortsOutASingleFile(name: String, bytes: [UInt8], tables: Int, pictures: Int) throws {
    let folder = try DropTestFolder([name: bytes])
    let contents = try DropContents(path: folder.path.appending(name))
    #expect(contents.form == .file)
    #expect(contents.tables.count == tables)
    #expect(contents.pictures.count == pictures)
  }
}
