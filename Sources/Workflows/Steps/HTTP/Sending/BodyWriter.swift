import Foundation
import JobModel
import SystemPackage

/// Writes a filled tree as JSON: into memory while it is small, into a file from 1 MiB on. It blocks where files are
/// read or written.
struct BodyWriter {
  enum Body {
    case bytes([UInt8])
    case file(FilePath)
  }

  private static let memoryLimit = 1 << 20
  /// A multiple of 3, so that pieces of base64 can follow each other.
  private static let pieceLength = 3 << 16

  private let spillPath: FilePath
  private var buffer: [UInt8] = []
  private var file: FileDescriptor?

  /// - Parameter path: of the file, which must not exist, where one is needed.
  /// - Throws: `Failure` where a file of the row cannot be read, or the body cannot be written.
  static func write(_ value: FilledValue, spillingTo path: FilePath, step: String) throws(Failure) -> Body {
    var writer = BodyWriter(spillPath: path)
    do {
      defer { try? writer.file?.close() }
      try writer.write(value)
      guard writer.file != nil else { return .bytes(writer.buffer) }
      try writer.flush()
      return .file(path)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        .transient, code: "body-not-written",
        message: "The request of the step '\(step)' could not be prepared. The row is tried again.", detail: "\(error)")
    }
  }

  private init(spillPath: FilePath) {
    self.spillPath = spillPath
  }

  private mutating func write(_ value: FilledValue) throws {
    switch value {
    case .json(let value): try append(JSONWriter.bytes(of: value))
    case .file(let path, let prefix):
      try append(Array("\"\(prefix)".utf8))
      try append(fileInBase64: path)
      try append([UInt8(ascii: "\"")])
    case .array(let elements):
      try append([UInt8(ascii: "[")])
      for (index, element) in elements.enumerated() {
        if index > 0 { try append([UInt8(ascii: ",")]) }
        try write(element)
      }
      try append([UInt8(ascii: "]")])
    case .object(let members):
      try append([UInt8(ascii: "{")])
      for (index, member) in members.enumerated() {
        if index > 0 { try append([UInt8(ascii: ",")]) }
        try append(JSONWriter.bytes(of: .string(member.name)) + [UInt8(ascii: ":")])
        try write(member.value)
      }
      try append([UInt8(ascii: "}")])
    }
  }

  private mutating func append(fileInBase64 path: FilePath) throws {
    let source = try open(path)
    defer { try? source.close() }
    var piece = [UInt8](repeating: 0, count: Self.pieceLength)
    while true {
      let count = try fill(&piece, from: source)
      if count == 0 { break }
      try append(Array(Data(piece[..<count]).base64EncodedData()))
      if count < Self.pieceLength { break }
    }
  }

  private func open(_ path: FilePath) throws -> FileDescriptor {
    do {
      return try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
    } catch {
      throw Failure(
        .invalid, code: "file-unreadable",
        message: "The file '\(path.lastComponent?.string ?? path.string)' cannot be read.", detail: "\(error)")
    }
  }

  private func fill(_ piece: inout [UInt8], from source: FileDescriptor) throws -> Int {
    var count = 0
    while count < piece.count {
      let read = try piece.withUnsafeMutableBytes { buffer in
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if read == 0 { break }
      count += read
    }
    return count
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count > Self.memoryLimit { try flush() }
  }

  private mutating func flush() throws {
    if file == nil {
      file = try FileDescriptor.open(
        spillPath, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
    }
    try file?.writeAll(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
