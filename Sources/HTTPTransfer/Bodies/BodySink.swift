import Glibc
import SystemPackage

/// Takes an answer's body, in memory or in a file, without its secrets. For the transfer loop's thread.
final class BodySink {
  private enum Place {
    case memory
    case file(FilePath)
    case memoryThenFile(FilePath)
  }

  private let place: Place
  private let limit: Int
  private var filter: SecretFilter
  private var received = 0
  private var bytes: [UInt8] = []
  private var file: (descriptor: FileDescriptor, path: FilePath, count: Int)?

  /// From here on `memoryOrFile` goes to its file.
  static let mostInMemory = 1 << 20

  enum Problem: Error {
    case tooLarge
    case notWritten(Errno)
  }

  init(_ receiver: HTTPReceiver, _ redaction: Redaction) {
    filter = SecretFilter(redaction)
    switch receiver {
    case .memory(let limit): (place, self.limit) = (.memory, limit)
    case .file(let path, let limit): (place, self.limit) = (.file(path), limit)
    case .memoryOrFile(let path, let limit): (place, self.limit) = (.memoryThenFile(path), limit)
    }
  }

  deinit { discard() }

  /// Removes what was received: half an answer is none. Before anybody is told, who might begin the same file again.
  func discard() {
    guard let file else { return }
    try? file.descriptor.close()
    unlink(file.path.string)
    self.file = nil
  }

  func add(_ piece: UnsafeRawBufferPointer) throws(Problem) {
    received += piece.count
    guard received <= limit else { throw .tooLarge }
    if filter.isIdle {
      try keep(piece)
    } else {
      try keep(filter.add(piece))
    }
  }

  /// Ends it. A file is closed; nobody has synced it.
  func finish() throws(Problem) -> HTTPResponse.Body {
    if !filter.isIdle { try keep(filter.end()) }
    if case .file(let path) = place, file == nil { try open(path) }
    guard let done = file else { return .bytes(bytes) }
    do {
      try done.descriptor.close()
    } catch {
      file = nil
      unlink(done.path.string)
      throw .notWritten(error as? Errno ?? .ioError)
    }
    file = nil
    return .file(done.path, count: done.count)
  }

  private func keep(_ piece: [UInt8]) throws(Problem) {
    try piece.withUnsafeBufferPointer { (piece) throws(Problem) in try keep(UnsafeRawBufferPointer(piece)) }
  }

  private func keep(_ piece: UnsafeRawBufferPointer) throws(Problem) {
    switch place {
    case .file(let path) where file == nil: try open(path)
    case .memoryThenFile(let path) where file == nil && bytes.count + piece.count > Self.mostInMemory:
      try open(path)
      let kept = bytes
      bytes = []
      try kept.withUnsafeBufferPointer { (kept) throws(Problem) in try write(UnsafeRawBufferPointer(kept)) }
    default: break
    }
    if file == nil {
      bytes.append(contentsOf: piece)
    } else {
      try write(piece)
    }
  }

  private func open(_ path: FilePath) throws(Problem) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      file = (descriptor, path, 0)
    } catch {
      throw .notWritten(error as? Errno ?? .ioError)
    }
  }

  private func write(_ piece: UnsafeRawBufferPointer) throws(Problem) {
    do {
      try file?.descriptor.writeAll(piece)
      file?.count += piece.count
    } catch {
      throw .notWritten(error as? Errno ?? .ioError)
    }
  }
}
