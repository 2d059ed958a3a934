package import SystemPackage

/// A ZIP of files that is made as it is asked for, piece by piece, and stored nowhere.
///
/// Its calls block on the disk. One at a time: whoever has it may go from thread to thread with it.
package final class ZipStream: @unchecked Sendable {
  package struct File: Sendable {
    package var path: FilePath
    /// In the archive.
    package var name: String

    package init(path: FilePath, name: String) {
      (self.path, self.name) = (path, name)
    }
  }

  private let bytes = ZipBytes()
  private var files: ArraySlice<File>
  private var source: ZipSource?
  private var writer: ZipWriter?

  /// - Parameter name: the archive's, for messages.
  package init(_ files: [File], named name: String) throws(ZipWriterError) {
    self.files = files[...]
    writer = try ZipWriter(into: bytes, named: name)
  }

  /// Small files come together in one piece.
  private static let least = 1 << 16

  /// The next piece of the archive.
  ///
  /// - Returns: never an empty one; `nil` at the archive's end.
  /// - Throws: as `ZipWriter.add`; what was given out before is of no use then.
  package func next() throws(ZipWriterError) -> [UInt8]? {
    while writer != nil, bytes.count < Self.least { try step() }
    return bytes.count > 0 ? bytes.take() : nil
  }

  private func step() throws(ZipWriterError) {
    if let source {
      if let count = try source.next() {
        try writer?.write(source.bytes(count))
      } else {
        self.source = nil
        try writer?.endEntry()
      }
    } else if let file = files.popFirst() {
      let source = try ZipSource(file.path)
      try writer?.begin(file.name, source)
      self.source = source
    } else if let writer = writer.take() {
      try writer.finish()
    }
  }
}
