import CLibVips
import JobModel

/// One picture of libvips: a recipe for pixels that are made when it is saved.
///
/// Pictures that are made from one another share pixels and keep each other alive inside libvips.
final class VipsPicture {
  let pointer: UnsafeMutablePointer<VipsImage>

  init(owning pointer: UnsafeMutablePointer<VipsImage>) {
    self.pointer = pointer
  }

  deinit {
    g_object_unref(pointer)
  }

  /// Runs a call that gives a new picture.
  static func made(
    by call: (UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
  ) throws(VipsError) -> VipsPicture {
    // Loaders leave words in the buffer without failing; they must not be taken for this call's.
    vips_error_clear()
    var result: UnsafeMutablePointer<VipsImage>?
    guard call(&result) == 0, let result else { throw VipsError.taken() }
    return VipsPicture(owning: result)
  }

  var size: PixelSize {
    PixelSize(width: Int(vips_image_get_width(pointer)), height: Int(vips_image_get_height(pointer)))
  }

  var hasAlpha: Bool { vips_image_hasalpha(pointer) != 0 }
  var bands: Int { Int(vips_image_get_bands(pointer)) }
}

// MARK: - Operations

extension VipsPicture {
  /// Eight bits a band, three bands of sRGB and perhaps an alpha band.
  func inSRGB() throws(VipsError) -> VipsPicture {
    let inSpace = try VipsPicture.made { rowspool_colourspace(pointer, $0, VIPS_INTERPRETATION_sRGB) }
    let inBytes = try VipsPicture.made { rowspool_cast_uchar(inSpace.pointer, $0) }
    // A TIFF may hold further bands beside the alpha band.
    guard inBytes.bands > 4 else { return inBytes }
    return try VipsPicture.made { rowspool_extract_bands(inBytes.pointer, $0, 0, 4) }
  }

  func scaled(to size: PixelSize) throws(VipsError) -> VipsPicture {
    try VipsPicture.made { rowspool_scale(pointer, $0, Int32(size.width), Int32(size.height)) }
  }

  func cut(_ area: PixelArea) throws(VipsError) -> VipsPicture {
    try VipsPicture.made {
      rowspool_extract_area(
        pointer, $0, Int32(area.left), Int32(area.top), Int32(area.size.width), Int32(area.size.height))
    }
  }

  /// Without an alpha band; what was transparent shows `colour`.
  func flattened(onto colour: PictureColour) throws(VipsError) -> VipsPicture {
    guard hasAlpha else { return self }
    let values = colour.bands(3)
    return try VipsPicture.made { rowspool_flatten(pointer, $0, values, 3) }
  }

  func withAlpha() throws(VipsError) -> VipsPicture {
    hasAlpha ? self : try VipsPicture.made { rowspool_add_alpha(pointer, $0) }
  }

  /// On a canvas of `area.size` filled with `colour`, at (`area.left`, `area.top`). A colour that is not transparent
  /// shows through the picture too.
  func laid(onCanvas area: PixelArea, of colour: PictureColour) throws(VipsError) -> VipsPicture {
    let picture = colour.isTransparent ? try withAlpha() : try flattened(onto: colour)
    let values = colour.bands(picture.bands)
    return try VipsPicture.made {
      rowspool_embed(
        picture.pointer, $0, Int32(area.left), Int32(area.top), Int32(area.size.width), Int32(area.size.height),
        values, Int32(values.count))
    }
  }

  /// This picture with `mark` over it; opaque if it was.
  func overlaid(with mark: VipsPicture, left: Int, top: Int) throws(VipsError) -> VipsPicture {
    let joined = try VipsPicture.made { rowspool_lay_over(pointer, mark.pointer, $0, Int32(left), Int32(top)) }
    let inBytes = try VipsPicture.made { rowspool_cast_uchar(joined.pointer, $0) }
    if hasAlpha { return inBytes }
    return try VipsPicture.made { rowspool_extract_bands(inBytes.pointer, $0, 0, 3) }
  }

  /// This picture with all pixels made and kept in memory, so that it can be saved more than once.
  func inMemory() throws(VipsError) -> VipsPicture {
    vips_error_clear()
    guard let copy = vips_image_copy_memory(pointer) else { throw VipsError.taken() }
    return VipsPicture(owning: copy)
  }

  /// Grey values, row by row, one byte a pixel. The picture must not have an alpha band.
  func greyBytes() throws(VipsError) -> [UInt8] {
    let grey = try VipsPicture.made { rowspool_colourspace(pointer, $0, VIPS_INTERPRETATION_B_W) }
    let inBytes = try VipsPicture.made { rowspool_cast_uchar(grey.pointer, $0) }
    return try inBytes.bytes()
  }

  /// All bands of all pixels, row by row, one byte a value.
  func bytes() throws(VipsError) -> [UInt8] {
    vips_error_clear()
    var count = 0
    guard let memory = vips_image_write_to_memory(pointer, &count) else { throw VipsError.taken() }
    defer { g_free(memory) }
    return [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
  }
}

extension PictureColour {
  /// One value for each of 3 or 4 bands.
  fileprivate func bands(_ count: Int) -> [Double] {
    let values = [Double(red), Double(green), Double(blue)]
    return count == 4 ? values + [isTransparent ? 0 : 255] : values
  }
}
