import Foundation
import JobModel
import Testing

@testable import ImageProcessing

@Suite struct PictureEditorTests {
  private let folder: Folder
  private let editor = PictureEditor()
  private let red = [200, 30, 30]
  private let blue = [30, 30, 200]

  init() throws {
    folder = try Folder()
    try folder.write(
      "halves.png", HandmadePicture.halves(width: 400, height: 300, left: [200, 30, 30], right: [30, 30, 200]))
    try folder.write(
      "glass.png", HandmadePicture.halves(width: 40, height: 30, left: [200, 30, 30, 255], right: [0, 0, 0, 0]))
  }

  private func apply(
    _ operations: [PictureOperation], to name: String = "halves.png", background: PictureColour? = nil
  ) throws -> Raster {
    try Raster(
      applying: PictureRecipe(operations: operations, background: background, format: .png), to: folder.path(name),
      in: folder)
  }

  @Test func fitKeepsProportionsAndPixels() throws {
    let raster = try apply([.resize(PictureResize(.fit, PixelSize(width: 200, height: 200)))])
    #expect(raster.made.size == PixelSize(width: 200, height: 150))
    #expect(near(raster.pixel(50, 75), red) && near(raster.pixel(150, 75), blue))
  }

  @Test func padFillsTheRoomWithTheBackground() throws {
    let raster = try apply(
      [.resize(PictureResize(.pad, PixelSize(width: 200, height: 200)))], background: PictureColour("绿色"))
    #expect(raster.made.size == PixelSize(width: 200, height: 200))
    #expect(raster.pixel(50, 10) == [46, 158, 79] && near(raster.pixel(50, 100), red))
  }

  @Test func padMayBeTransparent() throws {
    let raster = try apply(
      [.resize(PictureResize(.pad, PixelSize(width: 60, height: 60)))], to: "glass.png", background: .transparent)
    #expect(raster.pixel(2, 2).last == 0 && raster.pixel(15, 30) == [200, 30, 30, 255])
    #expect(raster.pixel(45, 30).last == 0)
  }

  @Test func padOnAColourShowsThroughThePicture() throws {
    let raster = try apply([.resize(PictureResize(.pad, PixelSize(width: 60, height: 60)))], to: "glass.png")
    #expect(raster.pixel(45, 30) == [255, 255, 255] && raster.pixel(2, 2) == [255, 255, 255])
  }

  @Test func fillCutsAtThePosition() throws {
    var resize = PictureResize(.fill, PixelSize(width: 100, height: 100))
    resize.position = .left
    let raster = try apply([.resize(resize)])
    #expect(raster.made.size == resize.box)
    #expect(near(raster.pixel(50, 50), red) && near(raster.pixel(95, 50), blue))
  }

  @Test func stretchUpscaleCropAndExtendFollowInOrder() throws {
    let raster = try apply([
      .crop(PictureCrop(size: PixelSize(width: 100, height: 100), place: .offset(left: 150, top: 0))),
      .resize(PictureResize(.stretch, PixelSize(width: 60, height: 20))), .upscale(.factor(2)),
      .extend(PictureMargins(top: 1, right: 2, bottom: 3, left: 4, background: .black)),
    ])
    #expect(raster.made.size == PixelSize(width: 126, height: 44))
    #expect(raster.pixel(1, 20) == [0, 0, 0] && near(raster.pixel(10, 20), red) && near(raster.pixel(110, 20), blue))
  }

  @Test func aWatermarkChangesItsCornerOnly() throws {
    var mark = PictureWatermark(.text("样品 <&> rowspool"))
    mark.size = 0.4
    mark.opacity = 1
    let plain = try apply([])
    let marked = try apply([.watermark(mark)])
    let changed = (0..<300).flatMap { y in (0..<400).map { (x: $0, y: y) } }
      .filter { plain.pixel($0.x, $0.y) != marked.pixel($0.x, $0.y) }
    #expect(changed.count > 200)
    #expect(changed.allSatisfy { $0.x > 200 && $0.y > 220 })
    #expect(marked.made.size == plain.made.size && marked.pixel(0, 0).count == 3)
  }

  @Test func aPictureCanBeAWatermark() throws {
    var mark = PictureWatermark(.picture(folder.path("glass.png")))
    mark.position = .topLeft
    mark.size = 0.2
    mark.opacity = 0.5
    let raster = try apply([.watermark(mark)])
    // Left half of the mark: red over red; right half: transparent.
    #expect(near(raster.pixel(20, 30), red))
    mark.position = .right
    let right = try apply([.watermark(mark)])
    #expect(near(right.pixel(330, 150), [115, 30, 115]) && near(right.pixel(380, 150), blue))
  }

  @Test func aMissingWatermarkIsNamed() throws {
    let recipe = PictureRecipe(operations: [.watermark(PictureWatermark(.picture(folder.path("logo.png"))))])
    let failure = editor.failure(of: folder.path("halves.png"), recipe, in: folder)
    #expect(failure?.code == "picture-missing" && failure?.message.english.contains("“logo.png”") == true)
  }

  @Test(arguments: 1...8)
  func theOrientationIsTurnedOnce(orientation: Int) throws {
    let drawing = """
      <svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60" fill="#c0c0c0"/>
      <rect width="30" height="20" fill="#c00000"/><rect x="60" width="30" height="20" fill="#0000c0"/></svg>
      """
    try folder.write("drawing.svg", Array(drawing.utf8))
    let photo = folder.path("photo.jpg")
    try editor.render(folder.path("drawing.svg"), output: photo, width: 900, format: .jpeg, orientation: orientation)
    let facts = try editor.probe(photo, name: "photo.jpg")
    #expect(facts.orientation == orientation && facts.size == PixelSize(width: 900, height: 600))
    for box in [900, 300] {
      let recipe = PictureRecipe(operations: [.resize(PictureResize(.fit, PixelSize(width: box, height: box)))])
      let output = folder.path("upright.jpg")
      let made = try editor.apply(recipe, to: photo, output: output, name: "photo.jpg")
      #expect(made.size == PixelSize(width: box, height: box * 2 / 3))
      #expect(try editor.probe(output, name: "upright.jpg").orientation == 1)
      let raster = try Raster(applying: PictureRecipe(format: .png), to: output, in: folder)
      #expect(near(raster.pixel(box / 10, box / 10), [192, 0, 0], within: 6))
      #expect(near(raster.pixel(box * 9 / 10, box / 10), [0, 0, 192], within: 6))
    }
  }

  @Test func metadataIsStrippedUnlessKept() throws {
    let drawing = #"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="9" height="9"/></svg>"#
    try folder.write("drawing.svg", Array(drawing.utf8))
    try editor.render(
      folder.path("drawing.svg"), output: folder.path("a.jpg"), width: 90, format: .jpeg, orientation: 6)
    func holdsEXIF(_ recipe: PictureRecipe) throws -> Bool {
      _ = try editor.apply(recipe, to: folder.path("a.jpg"), output: folder.path("b.jpg"), name: "a.jpg")
      return Data(try folder.bytes("b.jpg")).range(of: Data("Exif".utf8)) != nil
    }
    var kept = PictureRecipe(format: .jpeg)
    #expect(try !holdsEXIF(kept))
    kept.stripMetadata = false
    #expect(try holdsEXIF(kept))
  }

  @Test(arguments: [PictureFormat.jpeg, .png, .webp, .tiff, .avif])
  func everyWritableFormatIsWritten(format: PictureFormat) throws {
    let output = folder.path("out")
    let made = try editor.apply(
      PictureRecipe(format: format), to: folder.path("glass.png"), output: output, name: "glass.png")
    let bytes = try folder.bytes("out").count
    #expect(made.format == format && made.bytes == bytes)
    let facts = try editor.probe(output, name: "out")
    #expect(facts.format == format && facts.size == PixelSize(width: 40, height: 30))
    #expect(facts.hasAlpha == format.keepsTransparency)
  }

  @Test func aTransparentJPEGBecomesWhiteAndSaysSo() throws {
    let made = try editor.apply(
      PictureRecipe(background: .transparent, format: .jpeg), to: folder.path("glass.png"),
      output: folder.path("a.jpg"), name: "glass.png")
    #expect(made.notes.map(\.code) == ["picture-not-transparent"])
    #expect(near(try editor.pixel(of: folder.path("a.jpg"), at: (35, 15), in: folder), [255, 255, 255], within: 8))
  }

  @Test func theQualityIsLoweredUntilTheFileFits() throws {
    var state: UInt32 = 7
    let rows = (0..<200).map { _ in
      (0..<600).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
      }
    }
    try folder.write("noise.png", HandmadePicture.png(width: 200, height: 200, rows: rows))
    var recipe = PictureRecipe(format: .jpeg)
    let free = try editor.apply(recipe, to: folder.path("noise.png"), output: folder.path("a"), name: "noise.png")
    recipe.maximumBytes = free.bytes / 2
    let fitted = try editor.apply(recipe, to: folder.path("noise.png"), output: folder.path("a"), name: "noise.png")
    #expect(fitted.bytes <= free.bytes / 2 && fitted.bytes > free.bytes / 4)
    let bytes = try folder.bytes("a").count
    #expect(fitted.bytes == bytes)
    recipe.maximumBytes = 1000
    #expect(editor.failure(of: folder.path("noise.png"), recipe, in: folder)?.code == "picture-too-many-bytes")
    recipe.format = .png
    #expect(editor.failure(of: folder.path("noise.png"), recipe, in: folder)?.code == "picture-too-many-bytes")
  }

  @Test func theScoreDoesNotDependOnTheRecipe() throws {
    var recipe = PictureRecipe(format: .png)
    recipe.score = true
    let plain = try Raster(applying: recipe, to: folder.path("halves.png"), in: folder).made.score
    recipe.operations = [.resize(PictureResize(.pad, PixelSize(width: 90, height: 90))), .upscale(.factor(3))]
    let padded = try Raster(applying: recipe, to: folder.path("halves.png"), in: folder).made.score
    #expect(plain != nil && plain == padded)
  }

  @Test func aThumbnailIsASmallJPEGOnWhite() throws {
    let reply = editor.reply(
      to: PictureRequest(.thumbnail(output: folder.path("t.jpg"), box: 16), input: folder.path("glass.png")))
    guard case .made(let made) = reply else {
      Issue.record("\(reply)")
      return
    }
    #expect(made.format == .jpeg && made.size == PixelSize(width: 16, height: 12))
    #expect(near(try editor.pixel(of: folder.path("t.jpg"), at: (13, 6), in: folder), [255, 255, 255], within: 12))
  }

  @Test func aFormatThatIsTooSmallForTheResultIsNamed() throws {
    let recipe = PictureRecipe(
      operations: [.resize(PictureResize(.stretch, PixelSize(width: 17_000, height: 2)))], format: .webp)
    let failure = editor.failure(of: folder.path("halves.png"), recipe, in: folder)
    #expect(
      failure?.code == "picture-too-large" && failure?.message.english.contains("WebP holds at most 16383") == true)
  }
}
