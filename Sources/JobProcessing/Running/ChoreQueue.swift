package import JobModel

/// What is to be done besides starting rows, by those who do it.
struct ChoreQueue {
  /// Jobs whose rows have all ended.
  var deliveries: Set<JobID> = []
  /// Unfinished jobs whose results so far are wanted.
  var resultsSoFar: Set<JobID> = []
  /// Finished jobs whose results are wanted again.
  var redeliveries: Set<JobID> = []
  /// Jobs with orders whose rows are to be moved.
  var ordersToApply: Set<JobID> = []
  /// Jobs whose costs are to be added up.
  var costs: Set<JobID> = []
  /// Jobs to be removed.
  var clearings: Set<JobID> = []
  /// Files to be copied to `outgoing/`.
  var files: [FileDelivery] = []
}

/// Wakes those who do chores. Each has a loop of its own, so that results of a million rows, which take half a minute,
/// hold up no order.
package struct ChoreSignals: Sendable {
  package let orders = Signal()
  package let results = Signal()
  package let files = Signal()
  package let clearings = Signal()
  package let costs = Signal()
  /// Raised when pages may be out of date.
  package let status = Signal()
  /// Raised when those who watch jobs may have something new to see.
  package let changes = Signal()

  func raise() {
    for signal in [orders, results, files, clearings, costs, status, changes] { signal.raise() }
  }
}

/// Files of one row that are to lie in `outgoing/` within seconds of the row's end.
package struct FileDelivery: Sendable {
  package var job: JobID
  package var files: [ProducedFile]
}
