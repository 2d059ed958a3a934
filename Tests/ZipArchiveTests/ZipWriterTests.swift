import Foundation
import SystemPackage
import Testing

@testable import ZipArchive

@Suite final class ZipWriterTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "zip-writer-\(UUID().uuidString)")
  private var archive: FilePath { FilePath(folder.path).appending("out.zip") }

  init() throws {
    setlocale(LC_ALL, "C.UTF-8")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> FilePath {
    try Data(bytes).write(to: folder.appending(path: name))
    return FilePath(folder.path).appending(name)
  }

  private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let list = """
    import sys, zipfile
    z = zipfile.ZipFile(sys.argv[1])
    assert z.testzip() is None
    for i in z.infolist(): print(i.filename, i.file_size, i.compress_type, "utf8" if i.flag_bits & 0x800 else "-")
    """

  @Test func otherProgramsReadChineseNamesAndContents() throws {
    let picture = try file("p", Array(repeating: 7, count: 70_000))
    var writer = try ZipWriter(archive)
    try writer.add(file: picture, as: "originals/商品 图片.jpg")
    try writer.add(Array(repeating: 65, count: 10_000), as: "files/说明😀.txt")
    try writer.add([], as: "empty.csv")
    try writer.finish()
    let listed = try run("python3", "-c", Self.list, archive.string)
    #expect(
      listed.output == """
        originals/商品 图片.jpg 70000 0 utf8
        files/说明😀.txt 10000 8 utf8
        empty.csv 0 8 -

        """)
    let unzip = try run("unzip", "-o", "-d", folder.path + "/x", archive.string)
    #expect(unzip.status == 0, "\(unzip.output)")
    #expect(try Data(contentsOf: folder.appending(path: "x/files/说明😀.txt")).count == 10_000)
  }

  @Test func holdsMoreThan65535Entries() throws {
    var writer = try ZipWriter(archive)
    for index in 0..<65_600 { try writer.add([], as: "files/\(index).txt") }
    try writer.finish()
    let counted = try run(
      "python3", "-c", "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", archive.string)
    #expect(counted.output == "65600\n")
  }

  @Test func numbersNamesThatDifferOnlyInCase() throws {
    var writer = try ZipWriter(archive)
    for name in ["a/Cup.jpg", "a/cup.JPG", "a/cup.jpg", "a/caf\u{E9}", "a/cafe\u{301}"] {
      try writer.add([1], as: name)
    }
    try writer.finish()
    var names: [String] = []
    try ZipWriterCheck.readBack(archive) { names.append($0.name) }
    #expect(names == ["a/Cup.jpg", "a/cup (2).JPG", "a/cup (3).jpg", "a/café", "a/cafe\u{301} (2)"])
  }

  @Test(arguments: [
    ("/etc/passwd", "etc/passwd"), ("../../a", "a"), ("a\\..\\b", "a/b"), ("./a//b", "a/b"), ("a\0b", "a_b"),
  ])
  func namesStayInsideTheFolder(name: String, expected: String) throws {
    #expect(try ZipWriter.normal(name) == expected)
  }

  @Test func refusesANameWithNothingInIt() throws {
    #expect(throws: ZipWriterError(.name, "../")) { try ZipWriter.normal("../") }
  }

  @Test func doesNotFollowLinksNorOpenPipes() throws {
    let target = try file("target", [1])
    let link = FilePath(folder.path).appending("link")
    let pipe = FilePath(folder.path).appending("pipe")
    symlink(target.string, link.string)
    mkfifo(pipe.string, 0o600)
    for path in [link, pipe, link.appending("none")] {
      var writer = try ZipWriter(archive)
      do {
        try writer.add(file: path, as: "x")
        Issue.record("\(path) was packed")
      } catch {
        #expect(error.code == .read)
      }
    }
  }

  @Test func saysSoWhenTheDiskIsFull() throws {
    do {
      var writer = try ZipWriter("/dev/full")
      try writer.add([UInt8](unsafeUninitializedCapacity: 1 << 20) { $1 = $0.count }, as: "a.jpg")
      try writer.finish()
      Issue.record("a full disk was not noticed")
    } catch {
      #expect(error.code == .write)
      #expect(error.errno == ENOSPC)
    }
  }

  @Test func findsADamagedByte() throws {
    var writer = try ZipWriter(archive)
    try writer.add(Array(repeating: 65, count: 10_000), as: "a.jpg")
    try writer.finish()
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: archive.string)))
    bytes[5_000] ^= 1
    try Data(bytes).write(to: URL(filePath: archive.string))
    #expect(throws: ZipWriterError.self) { try ZipWriterCheck.readBack(archive) { _ in } }
  }
}
