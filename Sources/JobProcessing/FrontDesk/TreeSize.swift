import Glibc
import Spool
import SystemPackage

/// What a folder holds, with everything below it.
package struct TreeSize: Hashable, Sendable {
  /// Bytes on the disk; a file with two names counts twice.
  package var bytes = 0
  package var files = 0
  /// Whether all of it was seen: reading may have been refused, or taken too long.
  package var isWhole = true

  /// Looks until a moment, without following links. Blocks.
  init(of path: FilePath, until end: ContinuousClock.Instant) {
    do {
      try add(Folder.open(path), depth: 0, until: end)
    } catch {
      isWhole = false
    }
  }

  private mutating func add(_ folder: Folder, depth: Int, until end: ContinuousClock.Instant) throws {
    guard depth < 32, ContinuousClock.now < end else {
      isWhole = false
      return
    }
    for entry in try folder.entries() {
      if entry.isFolder {
        // One that goes away meanwhile holds nothing any more.
        if let inner = try? folder.folder(entry.name) { try add(inner, depth: depth + 1, until: end) }
      } else if let status = try? folder.status(of: entry.name) {
        (bytes, files) = (bytes + Int(status.st_blocks) * 512, files + 1)
      }
    }
  }
}
