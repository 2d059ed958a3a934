import JobModel
import SystemPackage

/// The list of keys that a reading child left, read a piece at a time.
struct KeyedRows: Sendable {
  private let path: FilePath
  private var offset: Int64 = 0
  /// Bytes of one piece: some thousand rows.
  private static let piece = 1 << 18

  init(in workshop: FilePath) {
    path = workshop.appending(KeyedRow.file)
  }

  /// - Returns: the next rows; none at the end. A line that cannot be read is passed over: its row is a new one.
  mutating func next() throws -> [KeyedRow] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow])
    return try file.closeAfter {
      var bytes = [UInt8](repeating: 0, count: Self.piece)
      var count = 0
      while count < bytes.count {
        let read = try bytes.withUnsafeMutableBytes { buffer in
          try file.read(
            fromAbsoluteOffset: offset + Int64(count), into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        }
        if read == 0 { break }
        count += read
      }
      let whole = bytes[..<count].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      offset += Int64(whole)
      return bytes[..<whole].split(separator: UInt8(ascii: "\n")).compactMap { line in
        (try? JSONReader.read(Array(line)))?.object.flatMap { KeyedRow(json: $0) }
      }
    }
  }
}
