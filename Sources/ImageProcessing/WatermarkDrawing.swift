import CLibVips
import JobModel

/// Makes the layers of a watermark for a picture of a given size.
struct WatermarkDrawing {
  /// A picture with an alpha band, and where its top left corner goes.
  struct Layer {
    var picture: VipsPicture
    var left: Int
    var top: Int
  }

  let watermark: PictureWatermark
  /// Of the picture below.
  let canvas: PixelSize

  /// Room between the mark and the picture's edge: 3 % of the shorter side.
  private var margin: Int { min(canvas.width, canvas.height) * 3 / 100 }

  /// The box that the mark is fitted into.
  private var box: PixelSize {
    PixelSize(
      width: max(1, min(Int(Double(canvas.width) * watermark.size), canvas.width - 2 * margin)),
      height: max(1, (canvas.height - 2 * margin) / 2))
  }

  /// The layers of a text, to be laid over from first to last: a soft edge, then the ink.
  func layers(text: String) throws(VipsError) -> [Layer] {
    let ink = try mask(of: text)
    let spread = max(2, ink.size.height / 12)
    let edge = try softened(ink, by: spread)
    let origin = origin(of: ink.size)
    let isLight = Int(watermark.colour.red) + Int(watermark.colour.green) + Int(watermark.colour.blue) > 382
    return [
      Layer(
        picture: try painted(edge, isLight ? .black : .white, opacity: watermark.opacity * 0.55),
        left: origin.left - spread, top: origin.top - spread),
      Layer(
        picture: try painted(ink, watermark.colour, opacity: watermark.opacity), left: origin.left, top: origin.top),
    ]
  }

  /// The layer of a picture.
  ///
  /// - Parameter load: loads the mark at a size.
  func layer(
    picture source: PixelSize, load: (PixelSize) throws(PictureError) -> VipsPicture, name: String
  ) throws(PictureError) -> Layer {
    let factor = min(Double(box.width) / Double(source.width), Double(box.height) / Double(source.height))
    let size = PixelSize(
      width: max(1, Int(Double(source.width) * factor)), height: max(1, Int(Double(source.height) * factor)))
    let loaded = try load(size)
    return try PictureError.naming(name) { () throws(VipsError) in
      let opaque = try loaded.withAlpha()
      let colours = try VipsPicture.made { rowspool_extract_bands(opaque.pointer, $0, 0, 3) }
      let alpha = try VipsPicture.made { rowspool_extract_bands(opaque.pointer, $0, 3, 1) }
      let faded = try VipsPicture.made { rowspool_multiply(alpha.pointer, $0, watermark.opacity) }
      let joined = try VipsPicture.made { rowspool_join_srgb(colours.pointer, faded.pointer, $0) }
      let origin = origin(of: size)
      // Decoded now, so that a damaged mark is not blamed on the picture.
      return Layer(picture: try joined.inMemory(), left: origin.left, top: origin.top)
    }
  }

  private func origin(of size: PixelSize) -> PixelArea {
    let room = PixelSize(width: max(size.width, canvas.width - 2 * margin), height: canvas.height - 2 * margin)
    var area = PixelArea(of: size, in: room, at: watermark.position, size: size)
    area.left += margin
    area.top += margin
    return area
  }

  /// One band, 255 where there is ink, as large as goes into the box.
  private func mask(of text: String) throws(VipsError) -> VipsPicture {
    let markup = text.map { Self.escapes[$0] ?? String($0) }.joined()
    let trial = try VipsPicture.made { rowspool_text($0, markup, 72) }
    // A line is at most a quarter as high as the box is wide: two characters would fill half the picture otherwise.
    let lines = text.count { $0.isNewline } + 1
    let height = min(box.height, max(1, lines * box.width / 4))
    let factor = min(Double(box.width) / Double(trial.size.width), Double(height) / Double(trial.size.height))
    // Drawn at its size rather than scaled to it: letters stay crisp.
    let resolution = max(1, min(7200, (72 * factor).rounded(.down)))
    return try VipsPicture.made { rowspool_text($0, markup, Int32(resolution)) }
  }

  private func softened(_ ink: VipsPicture, by spread: Int) throws(VipsError) -> VipsPicture {
    let size = PixelSize(width: ink.size.width + 2 * spread, height: ink.size.height + 2 * spread)
    let nothing = [0.0]
    let roomy = try VipsPicture.made {
      rowspool_embed(
        ink.pointer, $0, Int32(spread), Int32(spread), Int32(size.width), Int32(size.height), nothing, 1)
    }
    let blurred = try VipsPicture.made { rowspool_blur(roomy.pointer, $0, Double(spread) / 3) }
    return try VipsPicture.made { rowspool_multiply(blurred.pointer, $0, 1.6) }
  }

  /// `colour` where `mask` is, with the mask as its alpha band.
  private func painted(
    _ mask: VipsPicture, _ colour: PictureColour, opacity: Double
  ) throws(VipsError) -> VipsPicture {
    let values = [Double(colour.red), Double(colour.green), Double(colour.blue)]
    vips_error_clear()
    guard let plain = vips_image_new_from_image(mask.pointer, values, 3) else { throw VipsError.taken() }
    let paint = VipsPicture(owning: plain)
    let alpha = try VipsPicture.made { rowspool_multiply(mask.pointer, $0, opacity) }
    return try VipsPicture.made { rowspool_join_srgb(paint.pointer, alpha.pointer, $0) }
  }

  /// Pango would read these as markup.
  private static let escapes: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
}
