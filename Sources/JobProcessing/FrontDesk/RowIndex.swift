import Glibc
import JobModel
import Results
import Spool

/// What is known of a job's rows without reading their files, so that a search passes over those that are not wanted.
///
/// It says nothing that the files do not say and may be thrown away at any time. It never decides that a row *is* wanted:
/// whoever searches reads that row's file.
struct RowIndex: Sendable {
  /// By what one can tell that a row was not moved since it was read.
  enum Basis: Hashable, Sendable {
    /// Of a job that is finished: its four folders have not changed.
    case folders([FolderStamp])
    /// Of any other: the moves that the dispatcher counts.
    case moves(UInt64)
  }

  struct Entry: Sendable {
    /// How often the row had been moved by then.
    var moves: UInt32
    var state: ResultState
    var hasMedia: Bool
    /// What can be searched for; `nil` where there was no room for it.
    var text: [UInt8]?

    /// Of memory, with what an array has before its elements and the allocator's rounding.
    var bytes: Int { MemoryLayout<Entry?>.stride + (text.map { ($0.count + 32 + 16) & ~15 } ?? 0) }
  }

  /// Rows are read and replaced by so many.
  static let blockSize = 1024

  let basis: Basis
  private var blocks: [[Entry?]]
  private(set) var bytes = 0

  /// Nothing is known yet.
  init(_ basis: Basis, rows count: Int) {
    self.basis = basis
    blocks = [[Entry?]](repeating: [], count: (count + Self.blockSize - 1) / Self.blockSize)
  }

  var blockCount: Int { blocks.count }

  subscript(block block: Int) -> [Entry?] {
    get { blocks[block] }
    set {
      bytes += Self.bytes(of: newValue) - Self.bytes(of: blocks[block])
      blocks[block] = newValue
    }
  }

  private static func bytes(of block: [Entry?]) -> Int {
    block.reduce(0) { $0 + ($1?.bytes ?? MemoryLayout<Entry?>.stride) }
  }

  /// What is known of the row at a position, if it has not been moved since.
  func entry(at position: Int, moves: UInt32) -> Entry? {
    let block = blocks[position / Self.blockSize]
    let place = position % Self.blockSize
    guard place < block.count, let entry = block[place], entry.moves == moves else { return nil }
    return entry
  }
}

/// When a folder was last changed.
struct FolderStamp: Hashable, Sendable {
  var seconds: Int
  var nanoseconds: Int
}

extension JobRows {
  /// When the job's folders were last changed: the same while none of its rows is moved.
  func stamps() throws(SpoolError) -> [FolderStamp] {
    var stamps: [FolderStamp] = []
    for state in RowFolder.allCases {
      guard let status = try folder(state).status(of: ".") else { continue }
      stamps.append(FolderStamp(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec))
    }
    return stamps
  }
}
