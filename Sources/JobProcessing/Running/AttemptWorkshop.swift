import JobModel
import Spool
import SystemPackage

/// The private folder of one attempt. It is made only where the workflow has steps: a row without any touches no more
/// of the disk than its own file.
package struct AttemptWorkshop: Sendable {
  let folder: JobFolder
  let row: Int
  let attempt: Int
  let isNeeded: Bool
  let threads: FileThreads

  var jobFolder: FilePath { folder.folder.path }

  func make() async throws -> FilePath {
    guard isNeeded else { return folder.folder.path }
    return try await threads.run { [folder, row, attempt] in try folder.makeAttemptFolder(row: row, attempt: attempt) }
  }

  func remove() async {
    guard isNeeded else { return }
    // What cannot be removed now is swept at the next start.
    _ = try? await threads.run { [folder, row, attempt] in try folder.removeAttemptFolder(row: row, attempt: attempt) }
  }
}
