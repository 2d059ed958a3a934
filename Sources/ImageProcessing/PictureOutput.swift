import Glibc
import JobModel

/// The file that a result is written to.
struct PictureOutput {
  /// Below this quality a picture is not worth having.
  static let leastQuality = 10

  let path: String
  /// What messages call the picture.
  let name: String

  /// Writes the picture, in the highest quality that keeps it within `limit` where there is one.
  ///
  /// - Returns: the file's bytes.
  func write(_ picture: VipsPicture, _ options: SavingOptions, atMost limit: Int?) throws(PictureError) -> Int {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    do throws(PictureError) {
      let bytes = try write(picture, options, atMost: limit, to: descriptor)
      guard close(descriptor) == 0 else { throw failure(errno) }
      return bytes
    } catch {
      // Half a picture would only take up room; the caller removes the file.
      ftruncate(descriptor, 0)
      close(descriptor)
      throw error
    }
  }

  private func write(
    _ picture: VipsPicture, _ options: SavingOptions, atMost limit: Int?, to descriptor: Int32
  ) throws(PictureError) -> Int {
    if let limit {
      let bytes = try encode(picture, options, atMost: limit)
      try write(bytes, to: descriptor)
      return bytes.count
    }
    try PictureError.naming(name) { () throws(VipsError) in try picture.save(to: descriptor, options) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw failure(errno) }
    return Int(size)
  }

  /// Halves the range of qualities until the best one that fits is found: at most 9 encodings.
  private func encode(
    _ picture: VipsPicture, _ options: SavingOptions, atMost limit: Int
  ) throws(PictureError) -> [UInt8] {
    let pixels = try PictureError.naming(name) { () throws(VipsError) in try picture.inMemory() }
    func encoded(_ quality: Int) throws(PictureError) -> [UInt8] {
      var options = options
      options.quality = quality
      return try PictureError.naming(name) { () throws(VipsError) in try pixels.encoded(options) }
    }
    let wanted = try encoded(options.quality)
    if wanted.count <= limit { return wanted }
    guard options.format.hasQuality, options.quality > Self.leastQuality else {
      throw tooManyBytes(wanted.count, limit)
    }
    var best = try encoded(Self.leastQuality)
    guard best.count <= limit else { throw tooManyBytes(best.count, limit) }
    var range = (Self.leastQuality + 1)..<options.quality
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let bytes = try encoded(middle)
      if bytes.count <= limit {
        best = bytes
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return best
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(PictureError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EINTR {
        throw failure(errno)
      }
    }
  }

  private func tooManyBytes(_ bytes: Int, _ limit: Int) -> PictureError {
    PictureError(
      .invalid, "picture-too-many-bytes",
      """
      The result of “\(name)” has \(bytes / 1000) KB at the least, and \(limit / 1000) KB are allowed. Ask for fewer \
      pixels, or for JPEG or WebP.
      """)
  }

  private func failure(_ code: Int32) -> PictureError {
    let reason = String(cString: strerror(code))
    if [ENOSPC, EDQUOT, EFBIG].contains(code) {
      return PictureError(
        .transient, "no-space", "There is no room left on the disk for the result of “\(name)”.", detail: reason)
    }
    return PictureError(
      .transient, "picture-not-written", "The result of “\(name)” could not be written.", detail: reason)
  }
}
