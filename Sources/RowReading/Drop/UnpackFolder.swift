import Glibc
import JobModel
import SystemPackage

/// The folder into which files of a drop are unpacked. Existing files are never written to, and no link is followed.
final class UnpackFolder {
  /// Hands over a file's bytes, block by block.
  typealias Blocks = ((UnsafeRawBufferPointer) throws -> Bool) throws -> Void

  private let descriptor: Int32
  private let limits: DropLimits
  private let tooLarge: ReadingError
  /// Bytes written so far.
  private var total = 0

  /// - Parameter tooLarge: what to throw where the files grow past the limits.
  init(_ folder: FilePath, limits: DropLimits, tooLarge: ReadingError) throws(ReadingError) {
    descriptor = folder.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    self.limits = limits
    self.tooLarge = tooLarge
    guard descriptor >= 0 else { throw Self.notWritten(errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes one file; what there is of it is removed where that fails.
  ///
  /// - Parameter prefix: how many of its first bytes are wanted back.
  /// - Throws: `ReadingError`, and what `blocks` throws.
  @discardableResult
  func write(_ name: FileName, _ blocks: Blocks, prefix: Int = 0) throws -> [UInt8] {
    let file = name.withPlatformString {
      openat(descriptor, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    }
    guard file >= 0 else { throw Self.notWritten(errno) }
    var first: [UInt8] = []
    var size = 0
    do {
      try blocks { block in
        first.append(contentsOf: block.prefix(prefix - first.count))
        size += block.count
        total += block.count
        guard size <= limits.mostFileBytes, total <= limits.mostTotalBytes else { throw tooLarge }
        try Self.writeAll(block, to: file)
        return true
      }
    } catch {
      close(file)
      try remove(name)
      throw error
    }
    guard close(file) == 0 else { throw Self.notWritten(errno) }
    return first
  }

  func rename(_ name: FileName, to other: FileName) throws(ReadingError) {
    let result = name.withPlatformString { from in
      other.withPlatformString { renameat(descriptor, from, descriptor, $0) }
    }
    guard result == 0 else { throw Self.notWritten(errno) }
  }

  func remove(_ name: FileName) throws(ReadingError) {
    guard name.withPlatformString({ unlinkat(descriptor, $0, 0) }) == 0 else { throw Self.notWritten(errno) }
  }

  private static func writeAll(_ block: UnsafeRawBufferPointer, to file: Int32) throws(ReadingError) {
    var rest = block
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw notWritten(errno)
      }
      rest = .init(rebasing: rest[count...])
    }
  }

  private static func notWritten(_ number: Int32) -> ReadingError {
    ReadingError(
      "not-written", "The files in the drop could not be written to the spool; its administrator can see why.",
      detail: String(cString: strerror(number)))
  }
}
