import JobModel

/// Where a drop's files lie: a folder, a ZIP, or one file.
package protocol DropSource {
  /// All files, in natural order of their paths.
  var listing: DropListing { get }

  /// Hands over the first bytes of some files; a file that cannot be read gives the reason instead.
  ///
  /// - Throws: `ReadingError` where the drop itself cannot be read on, and whatever `body` throws.
  func readPrefixes(
    of entries: [DropEntry], bytes: Int, _ body: (DropEntry, Result<[UInt8], ReadingError>) throws -> Void
  ) throws
}

extension DropLimits {
  static func tooMany(_ most: Int) -> ReadingError {
    ReadingError(
      "too-many-entries",
      "The drop holds more than \(most) files and folders. Drop them in several smaller folders or ZIPs.")
  }
}
