import Foundation
import JobModel
import Testing

@testable import ImageProcessing

/// Damaged, odd and hostile pictures: each becomes a picture or a sentence.
@Suite struct PictureFaultTests {
  private let folder: Folder
  private let editor = PictureEditor()

  init() throws {
    folder = try Folder()
    try folder.write(
      "halves.png", HandmadePicture.halves(width: 64, height: 48, left: [200, 30, 30], right: [30, 30, 200]))
  }

  private func detailed(_ name: String = "noise.png") throws {
    var state: UInt32 = 7
    let rows = (0..<200).map { _ in
      (0..<900).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
      }
    }
    try folder.write(name, HandmadePicture.png(width: 300, height: 200, rows: rows))
  }

  @Test(arguments: ["jpegsave", "pngsave", "webpsave", "tiffsave", "heifsave"])
  func aTruncatedPictureIsRefused(saver: String) throws {
    try detailed()
    try folder.convert(saver, from: "noise.png", to: "whole", saver == "heifsave" ? ["compression": "av1"] : [:])
    let whole = try folder.bytes("whole")
    #expect(editor.failure(of: folder.path("whole"), in: folder) == nil)
    for part in [1, 10, 25, 40, 49] {
      let path = try folder.write("照片.jpg", Array(whole.prefix(whole.count * part / 50)))
      let failure = try #require(editor.failure(of: path, in: folder), "\(saver) \(part)/50")
      #expect(failure.class == .invalid, "\(saver) \(part)/50: \(failure)")
      #expect(failure.message.english.contains("“照片.jpg”"))
    }
  }

  @Test func aTruncatedPhotographSaysThatPartIsMissing() throws {
    try detailed()
    try folder.convert("jpegsave", from: "noise.png", to: "whole.jpg")
    let whole = try folder.bytes("whole.jpg")
    let path = try folder.write("cup.jpg", Array(whole.prefix(whole.count / 2)))
    let failure = try #require(editor.failure(of: path, in: folder))
    #expect(failure.code == "picture-truncated")
    #expect(
      failure.message == "“cup.jpg” ends too early: part of the picture is missing. Copy or export it again.")
  }

  @Test func flippedBytesNeverEndTheProgram() throws {
    try detailed()
    for (saver, name) in [("jpegsave", "a.jpg"), ("pngsave", "a.png"), ("webpsave", "a.webp"), ("tiffsave", "a.tif")] {
      try folder.convert(saver, from: "noise.png", to: name)
      let whole = try folder.bytes(name)
      for step in 1...20 {
        var bytes = whole
        bytes[whole.count * step / 21] ^= 0xFF
        let failure = editor.failure(of: try folder.write("flipped", bytes), in: folder)
        #expect(failure?.class ?? .invalid == .invalid, "\(name) \(step): \(String(describing: failure))")
      }
    }
  }

  @Test func anEmptyFileIsCalledEmpty() throws {
    let failure = try #require(editor.failure(of: try folder.write("a.jpg", []), in: folder))
    #expect(failure.code == "picture-unreadable")
    #expect(failure.message == "“a.jpg” is empty (0 bytes). Copy it again from where it came from.")
  }

  @Test(arguments: [
    (Array("%PDF-1.7\n".utf8), "“a.jpg” is a PDF document, not a picture that can be used."),
    (Array("PK\u{3}\u{4}....".utf8), "“a.jpg” is a ZIP file or an Office document, not a picture that can be used."),
    (Array("2 2\n1 2\n3 4\n".utf8), "“a.jpg” is not a picture, or of a kind that cannot be used."),
    (Array("P5 1 1 255\n0".utf8), "“a.jpg” is not a picture, or of a kind that cannot be used."),
    (Array("BM0000000000".utf8), "“a.jpg” is a BMP picture, not a picture that can be used."),
  ])
  func somethingElseIsNamed(bytes: [UInt8], sentence: String) throws {
    let failure = try #require(editor.failure(of: try folder.write("a.jpg", bytes), in: folder))
    #expect(failure.code == "picture-format")
    #expect(failure.message.english.hasPrefix(sentence))
    #expect(!failure.message.english.contains(folder.path))
  }

  @Test func theContentsDecideAndNotTheName() throws {
    try folder.write("wrong.jpg", try folder.bytes("halves.png"))
    #expect(try editor.probe(folder.path("wrong.jpg"), name: "wrong.jpg").format == .png)
    #expect(near(try editor.pixel(of: folder.path("wrong.jpg"), at: (5, 5), in: folder), [200, 30, 30]))
  }

  @Test func aHugeDeclaredSizeIsRefusedBeforeDecoding() throws {
    let path = try folder.write("huge.png", HandmadePicture.png(width: 30_000, height: 30_000, rows: [[0, 0, 0]]))
    let failure = try #require(editor.failure(of: path, in: folder))
    #expect(failure.code == "picture-too-large")
    #expect(
      failure.message
        == """
        “huge.png” says that it is 30000 × 30000 pixels. Pictures of up to 200 million pixels are read. Make it \
        smaller and try again.
        """)
    guard case .failed = editor.reply(to: PictureRequest(.probe, input: path)) else {
      Issue.record("a probe accepted it")
      return
    }
  }

  @Test func ofAnAnimationTheFirstFrameIsUsed() throws {
    let pages = HandmadePicture.tiff(
      width: 20, height: 10, photometric: 2, pages: [[250, 0, 0], [0, 250, 0], [0, 0, 9]])
    try folder.write("pages.tif", pages)
    try folder.convert("gifsave", from: "pages.tif[n=-1]", to: "moving.gif")
    for (name, count) in [("pages.tif", 3), ("moving.gif", 3)] {
      #expect(try editor.probe(folder.path(name), name: name).pages == count)
      let raster = try Raster(applying: PictureRecipe(format: .png), to: folder.path(name), in: folder)
      #expect(raster.made.size == PixelSize(width: 20, height: 10))
      #expect(near(Array(raster.pixel(3, 3).prefix(3)), [250, 0, 0]))
      #expect(raster.made.notes.map(\.code) == ["picture-first-page"])
    }
  }

  @Test func inkColoursBecomeSRGB() throws {
    // Full magenta and yellow ink: red.
    try folder.write(
      "ink.tif", HandmadePicture.tiff(width: 40, height: 30, photometric: 5, pages: [[0, 255, 255, 0]]))
    try folder.convert("jpegsave", from: "ink.tif", to: "ink.jpg", ["Q": "95"])
    for name in ["ink.tif", "ink.jpg"] {
      let pixel = try editor.pixel(of: folder.path(name), at: (3, 3), in: folder)
      #expect(pixel.count == 3 && pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 60, "\(name) \(pixel)")
    }
  }

  @Test func sixteenBitsBecomeEight() throws {
    let row = (0..<8).flatMap { _ in [0x80, 0x12, 0x40, 0x00, 0xFF, 0xFF] as [UInt8] }
    try folder.write(
      "deep.png", HandmadePicture.png(width: 8, height: 4, bits: 16, rows: Array(repeating: row, count: 4)))
    #expect(near(try editor.pixel(of: folder.path("deep.png"), at: (2, 2), in: folder), [0x80, 0x40, 0xFF], within: 1))
    let grey = (0..<8).flatMap { _ in [0x80, 0x00] as [UInt8] }
    try folder.write(
      "grey.png",
      HandmadePicture.png(width: 8, height: 4, bits: 16, colourType: 0, rows: Array(repeating: grey, count: 4)))
    #expect(near(try editor.pixel(of: folder.path("grey.png"), at: (2, 2), in: folder), [0x80, 0x80, 0x80], within: 1))
  }

  @Test func aPaletteWithAlphaIsLaidOntoTheBackground() throws {
    let bytes = HandmadePicture.png(
      width: 2, height: 1, colourType: 3, rows: [[0, 1]], palette: ([255, 0, 0, 0, 0, 255], [0, 255]))
    let path = try folder.write("palette.png", bytes)
    let flat = try Raster(
      applying: PictureRecipe(background: PictureColour("#00ff00"), format: .png), to: path, in: folder)
    #expect(flat.pixel(0, 0) == [0, 255, 0] && flat.pixel(1, 0) == [0, 0, 255])
    let kept = try Raster(applying: PictureRecipe(format: .png), to: path, in: folder)
    #expect(kept.pixel(0, 0).last == 0 && kept.pixel(1, 0) == [0, 0, 255, 255])
  }

  @Test func aBrokenColourProfileIsIgnored() throws {
    let row = (0..<8).flatMap { _ in [200, 30, 30] as [UInt8] }
    let path = try folder.write(
      "profile.png",
      HandmadePicture.png(width: 8, height: 8, rows: Array(repeating: row, count: 8), profile: Array("no profile".utf8))
    )
    #expect(near(try editor.pixel(of: path, at: (2, 2), in: folder), [200, 30, 30], within: 12))
    try folder.write("junk.icc", Array("this is no profile at all, though it is long enough for a header".utf8))
    try folder.convert("jpegsave", from: "halves.png", to: "a.jpg", ["profile": folder.path("junk.icc")])
    #expect(near(try editor.pixel(of: folder.path("a.jpg"), at: (5, 5), in: folder), [200, 30, 30], within: 12))
  }

  @Test(arguments: [
    ("jpegsave", ["interlace": "true"], PictureFormat.jpeg), ("webpsave", ["lossless": "true"], .webp),
    ("heifsave", ["compression": "av1", "Q": "90"], .avif), ("heifsave", ["compression": "hevc", "Q": "90"], .heic),
    ("tiffsave", ["tile": "true", "compression": "jpeg"], .tiff), ("pngsave", ["interlace": "true"], .png),
  ])
  func otherFormatsAreRead(saver: String, options: [String: String], format: PictureFormat) throws {
    try folder.convert(saver, from: "halves.png", to: "other", options)
    #expect(try editor.probe(folder.path("other"), name: "other").format == format)
    #expect(near(try editor.pixel(of: folder.path("other"), at: (5, 5), in: folder), [200, 30, 30], within: 12))
  }

  @Test func aZIPBehindAPhotographIsNotCarriedAlong() throws {
    try folder.convert("jpegsave", from: "halves.png", to: "a.jpg")
    let secret = Array("PK\u{3}\u{4}secret-archive".utf8)
    let path = try folder.write("b.jpg", try folder.bytes("a.jpg") + secret)
    let made = try editor.apply(PictureRecipe(), to: path, output: folder.path("c.jpg"), name: "b.jpg")
    #expect(made.format == .jpeg)
    #expect(Data(try folder.bytes("c.jpg")).range(of: Data("secret".utf8)) == nil)
  }

  @Test func aDrawingFetchesNothing() throws {
    try folder.write(
      "white.png", HandmadePicture.halves(width: 8, height: 8, left: [255, 255, 255], right: [255, 255, 255]))
    let drawing = """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20">
      <script>while(true){}</script><style>@import url("file://\(folder.path("x.css"))");</style>
      <rect width="40" height="20" fill="#c00000"/>
      <image href="file://\(folder.path("white.png"))" width="20" height="20"/>
      <image xlink:href="white.png" width="20" height="20"/>
      <image href="http://127.0.0.1:9/white.png" width="20" height="20"/></svg>
      """
    let path = try folder.write("drawing.svg", Array(drawing.utf8))
    #expect(try editor.pixel(of: path, at: (5, 5), in: folder) == [192, 0, 0, 255])
  }

  @Test func linksPipesAndFoldersAreNotOpened() throws {
    symlink(folder.path("halves.png"), folder.path("link.png"))
    mkfifo(folder.path("pipe.png"), 0o600)
    for (path, code) in [
      (folder.path("link.png"), "picture-missing"), (folder.path("pipe.png"), "picture-unreadable"),
      (folder.path, "picture-unreadable"), (folder.path("none.png"), "picture-missing"),
      ("/dev/zero", "picture-unreadable"),
    ] {
      #expect(editor.failure(of: path, in: folder)?.code == code)
    }
  }

  @Test func aFullDiskIsTransientAndNotThePicturesFault() throws {
    try detailed()
    var limited = PictureRecipe(format: .jpeg)
    limited.maximumBytes = 1_000_000
    for recipe in [PictureRecipe(format: .jpeg), PictureRecipe(format: .png), PictureRecipe(format: .webp), limited] {
      let work = PictureRequest.Work.apply(recipe, output: "/dev/full")
      guard case .failed(let failure) = editor.reply(to: PictureRequest(work, input: folder.path("noise.png"))) else {
        Issue.record("nothing failed")
        continue
      }
      #expect(failure.class == .transient && failure.code == "no-space", "\(failure)")
    }
  }
}
