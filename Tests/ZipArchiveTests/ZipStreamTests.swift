import Foundation
import SystemPackage
import Testing

@testable import ZipArchive

@Suite final class ZipStreamTests {
  private let folder = FilePath(NSTemporaryDirectory()).appending("zip-stream-\(UUID().uuidString)")

  init() throws {
    setlocale(LC_ALL, "C.UTF-8")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> ZipStream.File {
    let path = folder.appending(name)
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    return ZipStream.File(path: path, name: name)
  }

  @Test func piecesMakeAnArchive() throws {
    let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let stream = try ZipStream(
      [file("茶杯.png", large), file("说明.txt", Array(repeating: 65, count: 100_000)), file("empty", [])],
      named: "cups.zip")
    var archive: [UInt8] = []
    while let piece = try stream.next() {
      #expect(!piece.isEmpty && piece.count < 1 << 20, "it is not gathered in memory")
      archive += piece
    }
    #expect(try stream.next() == nil)
    let path = folder.appending("out.zip")
    try Data(archive).write(to: URL(fileURLWithPath: path.string))
    var found: [String: Int] = [:]
    try ZipWriterCheck.readBack(path) { found[$0.name] = $0.bytes }
    #expect(found == ["茶杯.png": 3_000_000, "说明.txt": 100_000, "empty": 0])
  }

  @Test func aFileThatIsGoneOrShorterEndsIt() throws {
    let gone = try ZipStream([.init(path: folder.appending("nothing"), name: "nothing")], named: "cups.zip")
    #expect(throws: ZipWriterError.self) { try gone.next() }
    let file = try file("cup.png", Array(repeating: 7, count: 2_000_000))
    let stream = try ZipStream([file], named: "cups.zip")
    #expect(try stream.next() != nil)
    #expect(truncate(file.path.string, 1000) == 0)
    let error = #expect(throws: ZipWriterError.self) { while try stream.next() != nil {} }
    #expect(error?.code == .changed)
  }

  @Test func whoeverGoesAwayLeavesNothing() throws {
    var stream: ZipStream? = try ZipStream([file("cup.png", Array(repeating: 7, count: 2_000_000))], named: "cups.zip")
    _ = try stream?.next()
    stream = nil
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["cup.png"])
  }
}
