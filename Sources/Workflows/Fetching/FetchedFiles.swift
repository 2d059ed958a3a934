import Glibc
import JobModel
import Synchronization
import SystemPackage

/// What was fetched for rows of a job lately: other rows that name the same address, a logo say, get the same file and
/// the server is not asked again.
///
/// They get a second name for it (the C function is `link`): files of jobs are never changed, only replaced.
final class FetchedFiles: Sendable {
  struct Key: Hashable {
    var job: JobID
    var address: String
    var type: ColumnType
  }

  private struct Entry {
    var file: StepFile
    var at: ContinuousClock.Instant
  }

  /// Addresses that are remembered at most.
  private static let most = 1000
  /// What lies behind an address may change.
  private static let age = Duration.seconds(600)

  private let entries = Mutex<[Key: Entry]>([:])

  /// - Parameter file: where it lies in the job's folder.
  func keep(_ file: StepFile, for key: Key) {
    entries.withLock { entries in
      if entries.count >= Self.most { entries.removeAll() }
      entries[key] = Entry(file: file, at: .now)
    }
  }

  /// Gives the file a name at `path`.
  ///
  /// - Returns: `nil` where the address is not known, or its file is gone or cannot have another name. Blocks.
  func file(for key: Key, at path: FilePath) -> StepFile? {
    guard let entry = entries.withLock({ $0[key] }), entry.at.duration(to: .now) < Self.age else { return nil }
    let isLinked =
      entry.file.path.withPlatformString { source in path.withPlatformString { link(source, $0) } } == 0
    guard isLinked else { return nil }
    var file = entry.file
    file.path = path
    return file
  }
}
