import SystemPackage

/// The bytes of an archive, by offset.
final class ZipFile {
  private let descriptor: FileDescriptor
  let size: Int64

  init(path: FilePath) throws(ZipError) {
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      size = try descriptor.seek(offset: 0, from: .end)
    } catch {
      throw ZipError(.unreadable, detail: "\(error)")
    }
  }

  deinit {
    // Read only: a failing close loses nothing.
    try? descriptor.close()
  }

  /// Reads exactly `count` bytes.
  ///
  /// - Throws: `damaged` where the file ends before.
  func bytes(at offset: Int64, count: Int) throws(ZipError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, Int64(count) <= size - offset else {
      throw ZipError(.damaged, detail: "\(count) bytes at \(offset) are past the end")
    }
    do {
      return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
          let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let got = try descriptor.read(fromAbsoluteOffset: offset + Int64(filled), into: rest)
          if got == 0 { throw ZipError(.damaged, detail: "the file became shorter") }
          filled += got
        }
      }
    } catch let error as ZipError {
      throw error
    } catch {
      throw ZipError(.unreadable, detail: "\(error)")
    }
  }
}

extension [UInt8] {
  func littleEndian16(at index: Int) -> UInt16 {
    UInt16(self[index]) | UInt16(self[index + 1]) << 8
  }

  func littleEndian32(at index: Int) -> UInt32 {
    UInt32(littleEndian16(at: index)) | UInt32(littleEndian16(at: index + 2)) << 16
  }

  func littleEndian64(at index: Int) -> UInt64 {
    UInt64(littleEndian32(at: index)) | UInt64(littleEndian32(at: index + 4)) << 32
  }
}
