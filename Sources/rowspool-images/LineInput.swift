import Glibc
import SystemPackage

/// Lines from a pipe.
struct LineInput {
  /// A request is a recipe and three paths; a line beyond this is not one.
  static let longestLine = 1 << 20

  struct LineTooLong: Error, CustomStringConvertible {
    var description: String { "a request is longer than \(LineInput.longestLine) bytes" }
  }

  private let descriptor: FileDescriptor
  private var waiting: [UInt8] = []

  init(descriptor: Int32) {
    self.descriptor = FileDescriptor(rawValue: descriptor)
  }

  /// The next line without its newline; `nil` at the end. A last line without a newline was cut off and is dropped.
  mutating func next() throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = waiting[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(waiting[..<end])
        waiting.removeSubrange(...end)
        return line
      }
      searched = waiting.count
      guard waiting.count <= Self.longestLine else { throw LineTooLong() }
      guard try readMore() else { return nil }
    }
  }

  private mutating func readMore() throws -> Bool {
    let chunk = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    waiting += chunk
    return !chunk.isEmpty
  }
}
