import Foundation
import Testing

@testable import Intake

@Suite struct StructureTests {
  private func check(_ bytes: [UInt8], _ suffix: String) throws -> Structure {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: "in/file." + suffix)
    let descriptor = open(folder.path + "/in/file." + suffix, O_RDONLY)
    defer { close(descriptor) }
    return try Structure.check(FileBytes(descriptor: descriptor, size: Int64(bytes.count)), suffix: suffix)
  }

  /// Every file that lacks its last bytes is incomplete.
  private func expectEnd(_ bytes: [UInt8], _ suffix: String, missing: Structure.Missing, cuts: [Int]) throws {
    #expect(try check(bytes, suffix) == .complete)
    for cut in cuts { #expect(try check(bytes.dropLast(cut), suffix) == .incomplete(missing), "cut by \(cut)") }
  }

  /// An archive of one stored file.
  private func zip(comment: String = "") -> [UInt8] {
    let local: [UInt8] = [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 26) + Array("contents".utf8)
    let central: [UInt8] = [0x50, 0x4B, 1, 2] + Array(repeating: 0, count: 42)
    let end: [UInt8] = [
      0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, UInt8(central.count), 0, 0, 0, UInt8(local.count), 0, 0, 0,
    ]
    return local + central + end + [UInt8(comment.utf8.count), 0] + Array(comment.utf8)
  }

  @Test func aZipEndsWithItsRecord() throws {
    try expectEnd(zip(), "xlsx", missing: .zipEnd, cuts: [1, 2, 21, 22, 60])
    #expect(try check(zip(comment: "made by hand"), "zip") == .complete)
    #expect(try check(zip() + Array("\r\n".utf8), "zip") == .complete)
  }

  @Test func anArchiveInsideACutOneDoesNotEndIt() throws {
    let outer: [UInt8] = [0x50, 0x4B, 3, 4] + Array(repeating: 7, count: 26) + zip() + Array(repeating: 7, count: 50)
    #expect(try check(outer, "zip") == .incomplete(.zipEnd))
  }

  @Test func aJPEGEndsWithItsMarkerOrWithAMakersData() throws {
    let jpeg: [UInt8] =
      [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 0xFF, 0xD9] + [0xFF, 0xDA, 0, 2]
      + Array(repeating: 0x11, count: 70_000)
      + [0xFF, 0, 0xFF, 0xD9]
    try expectEnd(jpeg, "jpg", missing: .pictureEnd, cuts: [1, 2, 4, 1000, 70_000, 70_006])
    #expect(try check(jpeg + Array(repeating: 5, count: 100_000), "jpg") == .complete)
  }

  @Test func aPNGEndsWithItsLastChunk() throws {
    let png: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + [0, 0, 0, 5] + Array("IDAT12345".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]
      + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    try expectEnd(png, "png", missing: .pictureEnd, cuts: [1, 4, 12, 20])
    #expect(try check(png + [1, 2, 3], "png") == .complete)
  }

  @Test func otherPicturesEndWhereTheySay() throws {
    try expectEnd(Array("GIF89a1234567890;".utf8), "gif", missing: .pictureEnd, cuts: [1])
    try expectEnd(Array("RIFF".utf8) + [8, 0, 0, 0] + Array("WEBP1234".utf8), "webp", missing: .pictureEnd, cuts: [1])
    let boxes: [UInt8] = [0, 0, 0, 12] + Array("ftypheic".utf8) + [0, 0, 0, 10] + Array("mdat12".utf8)
    try expectEnd(boxes, "heic", missing: .pictureEnd, cuts: [1, 4, 9])
    try expectEnd(Array("II*\0".utf8) + [8, 0, 0, 0, 0, 0], "tiff", missing: .pictureEnd, cuts: [1])
  }

  @Test func spaceThatWasOnlySetAsideIsIncomplete() throws {
    #expect(try check(Array(repeating: 0, count: 5000), "xlsx") == .incomplete(.contents))
    #expect(try check(Array(repeating: 0, count: 5000), "jpg") == .incomplete(.contents))
    #expect(try check(Array(repeating: 0, count: 5000), "csv") == .uncertain)
  }

  @Test(arguments: [("a,b\n", true), ("a,b\r\n", true), ("a\r", true), ("a,b", false), ("a\nb", false)])
  func aTextEndsItsLastLineOrNot(text: String, ends: Bool) throws {
    #expect(try check(Array(text.utf8), "csv") == (ends ? .complete : .uncertain))
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try check([0xFF, 0xFE] + little, "csv") == (ends ? .complete : .uncertain))
  }

  @Test func whatIsNotKnownIsTheReadersAffair() throws {
    #expect(try check(Array("no workbook at all".utf8), "xlsx") == .complete)
    #expect(try check([0xD0, 0xCF, 0x11, 0xE0], "xls") == .complete)
  }

  @Test func aFileMadeToWasteTimeIsGivenUpOn() throws {
    let tiny = [UInt8]([0xFF, 0xD8, 0xFF]) + Array(repeating: 0xFF, count: 300_000)
    #expect(try check(tiny, "jpg") == .complete)
  }
}
