package import JobModel

/// What a spool holds after its recovery.
package struct Recovery: Sendable {
  /// Drops in `jobs/<job>/source/` that are to be read, oldest first.
  package var claimed: [DropClaim] = []
  /// Committed jobs that are not finished, oldest first.
  package var unfinished: [RecoveredJob] = []
  package var finished: [JobID] = []
  /// Jobs whose clearing goes on.
  package var clearing: [JobID] = []
  /// What was found wrong and set right, in sentences for the log.
  package var notices: [String] = []
}

/// A committed job as it stands on disk.
package struct RecoveredJob: Sendable {
  package var manifest: JobManifest
  package var orders: JobOrders
  /// No row is in `running` and none is missing.
  package var table: RowTable
  /// Waiting rows that are not due yet, and when they are.
  package var waits: [(row: Int, until: Timestamp)] = []
}
