import CLibArchive
import Glibc
package import SystemPackage

extension ZipWriter {
  /// Packs a file. A name that is taken (case does not count) gets a number: `cup (2).jpg`.
  ///
  /// - Throws: `ZipWriterError`: `read` where the path is no ordinary file (links are not followed), `changed` where it
  ///   became shorter meanwhile. A file that grew is packed up to the size it had.
  package mutating func add(file path: FilePath, as entryName: String) throws(ZipWriterError) {
    let source = try ZipSource(path)
    try begin(entryName, source)
    while let count = try source.next() { try write(source.bytes(count)) }
    try endEntry()
  }

  /// Begins the entry of a file.
  mutating func begin(_ entryName: String, _ source: ZipSource) throws(ZipWriterError) {
    try begin(entryName, size: Int64(source.size), modified: source.modified)
  }

  /// Packs bytes, dated now.
  package mutating func add(_ bytes: [UInt8], as entryName: String) throws(ZipWriterError) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    try begin(entryName, size: Int64(bytes.count), modified: now)
    // The closure's errors lose their type; the array is copied nowhere.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ZipWriterError) in try write(buffer) }
    }
    try result.get()
    try endEntry()
  }
}
