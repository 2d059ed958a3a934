import CLibVips
import Glibc
import JobModel

/// A picture's file, open for reading, and what its header says.
final class PictureFile {
  /// What messages call the picture.
  let name: String
  let facts: PictureFacts
  /// Whether colours must be brought into sRGB by a profile.
  let needsColourManagement: Bool

  private let descriptor: Int32

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - path: a regular file; a link is refused.
  ///   - mostPixels: of a picture that is read.
  init(_ path: String, name: String, mostPixels: Int) throws(PictureError) {
    self.name = name
    let descriptor = try Self.open(path, name)
    do throws(PictureError) {
      let header = try Self.header(descriptor, name)
      facts = try Self.facts(header, name)
      // Not `PixelSize.pixels`: sides come from the file, and 2^31 times 2^31 still fits.
      guard facts.size.pixels <= mostPixels else { throw Self.tooLarge(name, facts.size, mostPixels) }
      needsColourManagement =
        rowspool_has_profile(header.pointer) != 0
        || vips_image_get_interpretation(header.pointer) == VIPS_INTERPRETATION_CMYK
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The picture, upright, in sRGB, at exactly `size`. Pixels are decoded when they are used.
  ///
  /// Only one loaded picture of a file may be in use at a time: they share the file's offset.
  func load(at size: PixelSize) throws(PictureError) -> VipsPicture {
    try PictureError.naming(name) { () throws(VipsError) in
      let source = try Self.source(descriptor)
      defer { g_object_unref(source) }
      let picture = try VipsPicture.made {
        rowspool_load(source, $0, Int32(size.width), Int32(size.height), needsColourManagement ? 1 : 0)
      }
      return try picture.inSRGB()
    }
  }
}

extension PictureFile {
  /// Blames a failure that could be anybody's on the picture, if the picture alone cannot be decoded either.
  ///
  /// Some decoders fail without a word, and the saver that waits for their pixels then says that it could not write.
  func explained(_ error: PictureError) -> PictureError {
    guard error.isInternal else { return error }
    do {
      let picture = try load(at: facts.size)
      guard rowspool_make_pixels(picture.pointer) != 0 else { return error }
      let told = PictureError(VipsError.taken(), picture: name)
      return told.isInternal ? .damaged(name, detail: error.failure.detail) : told
    } catch {
      return error.isInternal ? .damaged(name, detail: error.failure.detail) : error
    }
  }
}

// MARK: - Opening

extension PictureFile {
  /// Opens without following a link at the path's end and without waiting for a pipe's other side.
  private static func open(_ path: String, _ name: String) throws(PictureError) -> Int32 {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      if errno == EMFILE || errno == ENFILE || errno == EIO || errno == ESTALE {
        throw PictureError(
          .transient, "picture-not-opened", "“\(name)” could not be opened just now.", detail: reason)
      }
      throw PictureError(
        .invalid, "picture-missing", "“\(name)” is not there, or may not be read. Check that it was copied.",
        detail: reason)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw PictureError(.invalid, "picture-unreadable", "“\(name)” is not an ordinary file, and not a picture.")
    }
    guard status.st_size > 0 else {
      close(descriptor)
      throw PictureError(
        .invalid, "picture-unreadable", "“\(name)” is empty (0 bytes). Copy it again from where it came from.")
    }
    return descriptor
  }

  private static func source(_ descriptor: Int32) throws(VipsError) -> UnsafeMutablePointer<VipsSource> {
    vips_error_clear()
    guard lseek(descriptor, 0, SEEK_SET) == 0, let source = vips_source_new_from_descriptor(descriptor) else {
      throw VipsError.taken()
    }
    return source
  }

  private static func header(_ descriptor: Int32, _ name: String) throws(PictureError) -> VipsPicture {
    do throws(VipsError) {
      let source = try source(descriptor)
      defer { g_object_unref(source) }
      guard let header = rowspool_open(source) else { throw VipsError.taken() }
      return VipsPicture(owning: header)
    } catch {
      let kind = FileKind(startOf: descriptor)
      if let kind, !kind.isPictureWeRead { throw notAPicture(name, kind, detail: error.text) }
      guard kind != nil else { throw notAPicture(name, nil, detail: error.text) }
      let told = PictureError(error, picture: name)
      throw told.isInternal ? .damaged(name, detail: error.text) : told
    }
  }

  private static func facts(_ header: VipsPicture, _ name: String) throws(PictureError) -> PictureFacts {
    guard let loader = rowspool_loader(header.pointer).map({ String(cString: $0) }),
      let format = format(ofLoader: loader, header)
    else { throw notAPicture(name, nil, detail: nil) }
    let isTurned = vips_image_get_orientation_swap(header.pointer) != 0
    let stored = header.size
    return PictureFacts(
      format: format, size: isTurned ? PixelSize(width: stored.height, height: stored.width) : stored,
      pages: Int(max(1, vips_image_get_n_pages(header.pointer))), hasAlpha: header.hasAlpha,
      orientation: Int(vips_image_get_orientation(header.pointer)))
  }

  /// Loaders are named `jpegload_source` and the like; others than these stay unused.
  private static func format(ofLoader loader: String, _ header: VipsPicture) -> PictureFormat? {
    switch loader.prefix(while: { $0 != "_" }) {
    case "jpegload": return .jpeg
    case "pngload": return .png
    case "webpload": return .webp
    case "tiffload": return .tiff
    case "gifload": return .gif
    case "svgload": return .svg
    case "heifload":
      return rowspool_heif_is_av1(header.pointer) != 0 ? .avif : .heic
    default: return nil
    }
  }

  private static func notAPicture(_ name: String, _ kind: FileKind?, detail: String?) -> PictureError {
    let what: Message =
      kind.map { "“\(name)” is \($0.words), not a picture that can be used." }
      ?? "“\(name)” is not a picture, or of a kind that cannot be used."
    let advice: Message = "Save it as JPEG, PNG, WebP, TIFF, HEIC or AVIF and try again."
    return PictureError(.invalid, "picture-format", .sentences([what, advice]), detail: detail)
  }

  private static func tooLarge(_ name: String, _ size: PixelSize, _ mostPixels: Int) -> PictureError {
    PictureError(
      .invalid, "picture-too-large",
      """
      “\(name)” says that it is \(size) pixels. Pictures of up to \(mostPixels / 1_000_000) million pixels are read. \
      Make it smaller and try again.
      """)
  }
}
