package import JobModel
package import SystemPackage

/// Whether the spool's disk has less room than must be free for anything to be taken in or started.
package enum SpaceShortage {
  /// For the page over all jobs. Blocks for a look at the disk.
  ///
  /// - Parameters:
  ///   - minimum: bytes that must be free.
  /// - Returns: `nil` where there is room enough.
  package static func message(at root: FilePath, minimum: Int) -> Message? {
    guard let free = FreeSpace.bytes(at: root), free < minimum else { return nil }
    return """
      The server's disk is nearly full: \(ByteCountText.rounded(free)) are free, \(ByteCountText.rounded(minimum)) \
      must be. New files wait in 'incoming' and no row starts until there is room; results are still written. \
      Tell the administrator.
      """
  }
}
