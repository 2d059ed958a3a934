import Glibc
package import JobModel
import Spool

/// A file of a job, open for reading: nobody can put another in its place while it is sent.
///
/// Its calls block on the disk.
package final class FoundFile: @unchecked Sendable {
  /// As people know it.
  package let name: String
  /// In bytes.
  package let length: Int
  package let changed: Timestamp
  /// Its first bytes, which tell what it is.
  package let beginning: [UInt8]
  // Only read at places that are given: several may do so at once.
  private let file: OpenFile

  private static let beginningLength = 64

  /// - Returns: `nil` where there is no regular file of that name.
  /// - Parameter shownName: what people call it.
  init?(_ name: String, in folder: Folder, as shownName: String? = nil) throws(SpoolError) {
    guard let status = try folder.status(of: name), status.st_mode & 0o170000 == 0o100000 else { return nil }
    file = try folder.open(name, for: .reading)
    length = try file.length()
    changed = Timestamp(status.st_mtim)
    beginning = try file.read(at: 0, atMost: Self.beginningLength)
    self.name = shownName ?? name
  }

  /// - Returns: fewer bytes than wanted at the end of the file only.
  package func read(at place: Int, atMost count: Int) throws -> [UInt8] {
    try file.read(at: place, atMost: count)
  }
}

extension FrontDesk {
  /// A part of a file, read on a thread for it.
  package func read(_ file: FoundFile, at place: Int, atMost count: Int) async throws -> [UInt8] {
    try await threads.run { try file.read(at: place, atMost: count) }
  }
}
