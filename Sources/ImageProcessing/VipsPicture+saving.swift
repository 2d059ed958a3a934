import CLibVips
import Glibc
import JobModel

/// How a picture is written.
struct SavingOptions {
  var format: PictureFormat
  /// Ignored by formats without a quality.
  var quality: Int
  var stripMetadata = true
}

extension VipsPicture {
  /// Makes the pixels and writes them to an open file. It is not synced.
  ///
  /// - Parameter descriptor: stays the caller's.
  func save(to descriptor: Int32, _ options: SavingOptions) throws(VipsError) {
    vips_error_clear()
    guard let target = vips_target_new_to_descriptor(descriptor) else { throw VipsError.taken() }
    defer { g_object_unref(target) }
    guard write(to: target, options) == 0, vips_target_end(target) == 0 else { throw VipsError.taken() }
  }

  /// The bytes of the file that `save` would write.
  func encoded(_ options: SavingOptions) throws(VipsError) -> [UInt8] {
    vips_error_clear()
    guard let target = vips_target_new_to_memory() else { throw VipsError.taken() }
    defer { g_object_unref(target) }
    guard write(to: target, options) == 0 else { throw VipsError.taken() }
    // The saver has ended the target: its bytes are in the blob by now, and `vips_target_steal` would crash.
    var count = 0
    guard let blob = target.pointee.blob, let memory = vips_blob_get(blob, &count) else { throw VipsError.taken() }
    return [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
  }

  private func write(to target: UnsafeMutablePointer<VipsTarget>, _ options: SavingOptions) -> Int32 {
    let quality = Int32(options.quality)
    let strip: gboolean = options.stripMetadata ? 1 : 0
    return switch options.format {
    case .jpeg: rowspool_save_jpeg(pointer, target, quality, strip)
    case .webp: rowspool_save_webp(pointer, target, quality, strip)
    case .avif: rowspool_save_avif(pointer, target, quality, strip)
    case .tiff: rowspool_save_tiff(pointer, target, strip)
    case .png, .gif, .heic, .svg: rowspool_save_png(pointer, target, strip)
    }
  }
}
