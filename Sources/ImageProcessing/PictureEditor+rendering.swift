import CLibVips
package import JobModel

extension PictureEditor {
  /// Renders a drawing (SVG) at any size.
  ///
  /// - Parameters:
  ///   - width: of the upright result, in pixels; the height follows.
  ///   - orientation: 1 to 8, written into the file's EXIF data with the pixels turned accordingly, as a camera held
  ///     on its side does. Other than 1 only for JPEG.
  package func render(
    _ drawing: String, output: String, width: Int, format: PictureFormat, orientation: Int = 1
  ) throws(PictureError) {
    let file = try PictureFile(drawing, name: drawing, mostPixels: mostPixels)
    let drawn = file.facts.size
    let size = PixelSize(width: width, height: max(1, drawn.height * width / drawn.width))
    let upright = try file.load(at: size)
    let stored = try PictureError.naming(drawing) { () throws(VipsError) in
      let picture = format.keepsTransparency ? upright : try upright.flattened(onto: .white)
      return try picture.inMemory().stored(asOrientation: orientation)
    }
    let options = SavingOptions(
      format: format, quality: format.defaultQuality ?? 0, stripMetadata: orientation == 1)
    _ = try PictureOutput(path: output, name: drawing).write(stored, options, atMost: nil)
  }
}

extension VipsPicture {
  /// These pixels turned so that a reader who heeds `orientation` (EXIF 2.3, tag 0x0112) sees them as they are now.
  func stored(asOrientation orientation: Int) throws(VipsError) -> VipsPicture {
    guard orientation != 1 else { return self }
    // Quarter turns clockwise, then whether the rows are mirrored: the reverse of what the reader does.
    let turns: (quarter: Int32, mirrored: Bool) =
      switch orientation {
      case 2: (0, true)
      case 3: (2, false)
      case 4: (2, true)
      case 5: (1, true)
      case 6: (3, false)
      case 7: (3, true)
      default: (1, false)
      }
    let turned = try VipsPicture.made { rowspool_rotate(pointer, $0, turns.quarter) }
    let mirrored = turns.mirrored ? try VipsPicture.made { rowspool_flip(turned.pointer, $0) } : turned
    let stored = try mirrored.inMemory()
    rowspool_set_orientation(stored.pointer, Int32(orientation))
    return stored
  }
}
