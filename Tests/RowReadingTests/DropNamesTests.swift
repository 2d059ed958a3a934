import RowReading
import Testing

@Suite struct DropNamesTests {
  @Test func ordersNamesAsPeopleDo() {
    let names = ["b", "10.jpg", "2.jpg", "A 2", "a 10", "a/2", "a b/1", "02.jpg", "é1", "红杯 9", "红杯 10", "a/10"]
    let sorted = NaturalOrder.sorted(names.map { FileName($0) }) { $0 }.map(\.description)
    #expect(
      sorted == [
        "02.jpg", "2.jpg", "10.jpg", "a/2", "a/10", "A 2", "a 10", "a b/1", "b", "é1", "红杯 9", "红杯 10",
      ])
  }

  @Test func ordersNumbersOfAnyLength() {
    let long = String(repeating: "9", count: 60)
    #expect(NaturalOrder.precedes(FileName("x\(long)"), FileName("x1\(long)")))
    #expect(!NaturalOrder.precedes(FileName("x1\(long)"), FileName("x\(long)")))
  }

  @Test func takesNamesForTheSameAsPeopleDo() {
    #expect(FileName("Cafe\u{301}.JPG").key == FileName("café.jpg").key)
    #expect(FileName("ＡＢＣ１.jpg").key == FileName("abc1.jpg").key)
    #expect(FileName(bytes: [0x61, 0xFF]).key != FileName(bytes: [0x61, 0xFE]).key)
    #expect(FileName(bytes: [0x61, 0xFF]).description == "a\u{FFFD}")
  }

  @Test(arguments: [
    ("a/b/Red cup.JPG", "Red cup.JPG", "a/b", "jpg", "Red cup"), ("x", "x", nil, "", "x"),
    ("a/.b", ".b", "a", "", ".b"),
    ("one.tar.gz", "one.tar.gz", nil, "gz", "one.tar"),
  ])
  func splitsNames(path: String, last: String, folder: String?, ending: String, stem: String) {
    let name = FileName(path)
    #expect(name.last == FileName(last))
    #expect(name.folder == folder.map { FileName($0) })
    #expect(name.fileExtension == ending)
    #expect(name.stem == FileName(stem))
  }

  @Test(arguments: [
    (PictureKind.jpeg, [0xFF, 0xD8, 0xFF, 0xDB]), (.png, PictureBytes.png), (.gif, Array("GIF89a......".utf8)),
    (.webp, Array("RIFF....WEBPVP8 ".utf8)), (.tiff, [0x49, 0x49, 0x2A, 0]), (.tiff, [0x4D, 0x4D, 0, 0x2A]),
    (.tiff, [0x4D, 0x4D, 0, 0x2B]), (.heic, [0, 0, 0, 24] + Array("ftypheic....mif1heic".utf8)),
    (.avif, [0, 0, 0, 28] + Array("ftypmif1....mif1avifmiaf".utf8)), (.jxl, [0xFF, 0x0A, 0]),
    (.bmp, [0x42, 0x4D, 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1]),
    (.svg, Array("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">".utf8)),
    (.svg, Array("\u{FEFF}<svg/>".utf8)),
  ])
  func knowsPicturesByTheirFirstBytes(kind: PictureKind, bytes: [UInt8]) {
    #expect(PictureKind.detect(bytes) == kind)
  }

  @Test(arguments: [
    "", "BM", "BMW prices\nand much more text here", "<html><body>", "%PDF-1.4", "PK\u{3}\u{4}", "ftypheic",
  ])
  func takesNothingElseForAPicture(text: String) {
    #expect(PictureKind.detect(Array(text.utf8)) == nil)
  }
}
