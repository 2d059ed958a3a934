import CLibVips
import Glibc
import JobModel

/// libvips, started once in a process.
package enum ImageLibrary {
  /// Starts libvips for foreign pictures: one thread a picture (a process a core is faster than threads), no cache,
  /// and only the loaders that its authors hold safe for untrusted files, and SVG.
  ///
  /// SVG may load because libvips gives librsvg a stream without a base address: it then refuses every reference that
  /// is not a `data:` URL (seen with strace: no file opened, no socket made), and it runs no scripts.
  ///
  /// - Parameter temporaryFolder: where libvips puts pixels of pictures over 100 MB that must be turned.
  /// - Throws: a failure with the code `picture-internal`.
  package static func start(temporaryFolder: String? = nil) throws(PictureError) {
    rowspool_silence_glib()
    if let temporaryFolder { setenv("TMPDIR", temporaryFolder, 1) }
    guard vips_init("rowspool-images") == 0 else {
      throw PictureError(
        .transient, PictureError.internalCode, "The picture library could not be started.",
        detail: VipsError.taken().text)
    }
    vips_concurrency_set(1)
    vips_cache_set_max(0)
    vips_block_untrusted_set(1)
    vips_operation_block_set("VipsForeignLoadSvg", 0)
  }

  /// Gives back what the calling thread holds inside libvips; to be called at the end of a thread that used it.
  package static func endThread() {
    vips_thread_shutdown()
  }
}
