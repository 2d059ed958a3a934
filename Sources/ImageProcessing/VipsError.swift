import CLibVips
import Glibc

/// What a call of libvips left in its error buffer.
struct VipsError: Error {
  /// Lines of `domain: text`. They hold no path, because libvips is only given descriptors.
  var text: String

  /// Takes what is in the error buffer and clears it.
  static func taken() -> VipsError {
    let text = String(cString: vips_error_buffer())
    vips_error_clear()
    return VipsError(text: String(text.prefix(500)))
  }

  enum Cause {
    case noSpace
    case output
    case memory
    case truncated
    case damaged
    case other
  }

  /// What went wrong, found from the text: libvips has no error codes.
  ///
  /// System errors stand in it as `strerror` words them in the process's locale.
  var cause: Cause {
    if [ENOSPC, EDQUOT, EFBIG].contains(where: mentions) { return .noSpace }
    if text.contains("write error") || [EIO, EROFS, ESTALE].contains(where: mentions) { return .output }
    let text = text.lowercased()
    func has(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
    if has(["out of memory", "failed to allocate", "memory allocation", "cannot allocate", "insufficient memory"]) {
      return .memory
    }
    if has(["premature end", "truncated", "end of file", "unexpected end", "unexpected eof", "read error", "too short"])
    {
      return .truncated
    }
    return has(Self.readers) ? .damaged : .other
  }

  private func mentions(_ errno: Int32) -> Bool {
    text.contains(String(cString: strerror(errno)))
  }

  /// Domains, in lower case, under which libvips reports that a picture could not be decoded.
  private static let readers = [
    "vipsjpeg", "jpegload", "jpeg2vips", "pngload", "vipspng", "png2vips", "spng", "webp", "tiff", "gifload", "heif",
    "svgload", "vipsforeignload", "source input", "vips_source",
  ]
}
