import Glibc
import JobModel
import SystemPackage

/// Bytes to send, from memory or from a file that is read while it is sent. For the transfer loop's thread.
final class BodySource {
  private enum Content {
    case bytes([UInt8])
    case file(FileDescriptor)
  }

  private let content: Content
  let count: Int
  private let canGoBack: Bool
  private let touch: () -> Void
  private var position = 0
  private(set) var problem: Message?

  /// - Parameters:
  ///   - canGoBack: whether libcurl may send it once more.
  ///   - touch: called at each read, as a sign of life.
  init(_ bytes: [UInt8], canGoBack: Bool, touch: @escaping () -> Void) {
    content = .bytes(bytes)
    count = bytes.count
    (self.canGoBack, self.touch) = (canGoBack, touch)
  }

  /// Opens a file. Only its size of this moment is sent.
  ///
  /// - Throws: `badRequest` where it cannot be read.
  init(file: FilePath, canGoBack: Bool, touch: @escaping () -> Void) throws(HTTPError) {
    do {
      // Not blocking: a named pipe would wait for its writer, and all transfers with it.
      let descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec, .nonBlocking])
      content = .file(descriptor)
      (self.canGoBack, self.touch) = (canGoBack, touch)
      var status = stat()
      let isFile = fstat(descriptor.rawValue, &status) == 0 && status.st_mode & 0o170000 == 0o100000
      count = isFile ? Int(status.st_size) : 0
      if !isFile { throw Errno.notSupported }
    } catch {
      throw HTTPError(
        .badRequest, wasSent: false,
        message: "The file \(file.lastComponent?.string ?? "") could not be read to be sent: \("\(error)").")
    }
  }

  deinit {
    if case .file(let descriptor) = content { try? descriptor.close() }
  }

  /// - Returns: as many bytes as were written to `buffer`; `nil` where they cannot be had.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    touch()
    let wanted = min(buffer.count, count - position)
    guard wanted > 0 else { return 0 }
    switch content {
    case .bytes(let bytes):
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + wanted]))
      }
      position += wanted
      return wanted
    case .file(let descriptor):
      return read(wanted, of: descriptor, into: buffer)
    }
  }

  private func read(
    _ wanted: Int, of descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int? {
    do {
      let got = try descriptor.read(
        fromAbsoluteOffset: Int64(position), into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
      guard got > 0 else {
        problem = "A file became shorter while it was sent."
        return nil
      }
      position += got
      return got
    } catch {
      problem = "A file could not be read while it was sent: \("\(error)")."
      return nil
    }
  }

  /// - Returns: whether it went there.
  func seek(to offset: Int) -> Bool {
    guard canGoBack, (0...count).contains(offset) else { return false }
    position = offset
    return true
  }
}
