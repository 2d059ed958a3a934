import CLibArchive
import Glibc

/// Takes the bytes of an archive that is written to no file.
final class ZipBytes {
  private var bytes: [UInt8] = []
  var count: Int { bytes.count }

  /// Lets libarchive write here. This value must outlive the archive.
  ///
  /// - Returns: a status of libarchive.
  func open(_ archive: OpaquePointer) -> Int32 {
    archive_write_open(
      archive, Unmanaged.passUnretained(self).toOpaque(), nil,
      { _, context, start, count in
        guard let context, let start else { return -1 }
        let bytes = Unmanaged<ZipBytes>.fromOpaque(context).takeUnretainedValue()
        bytes.bytes += UnsafeRawBufferPointer(start: start, count: count)
        return count
      }, nil)
  }

  /// What has come since the last call.
  func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
