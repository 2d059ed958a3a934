import JobModel
import Spool

extension IntakeDesk {
  /// Takes over what rows of a dropped back workbook have already, a group of rows at a time.
  ///
  /// - Returns: the manifest to commit.
  /// - Throws: `DropBack.Refusal` where the drop is to be given back.
  func takeOver(_ manifest: JobManifest, workflow: String) async throws -> JobManifest {
    var back = try await threads.run { [spool] in try DropBack(manifest, workflow: workflow, in: spool) }
    var hasMore = true
    while hasMore {
      (back, hasMore) = try await threads.run { [back] in
        var next = back
        let hasMore = try next.workOffSome()
        return (next, hasMore)
      }
    }
    return try await threads.run { [back] in
      var last = back
      return try last.finish()
    }
  }
}
