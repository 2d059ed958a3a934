package import JobModel

/// Everything that the STATUS.html of the whole spool shows, at one moment.
package struct IndexPage: Sendable {
  /// Things that concern everybody: the disk is almost full, all jobs are paused.
  package var warnings: [Message] = []
  /// Newest first.
  package var jobs: [Job] = []
  package var unshownJobs = 0
  /// Files in `incoming/` that are not taken yet.
  package var waiting: [Waiting] = []
  package var unshownWaiting = 0
  /// Drops that were given back, newest first.
  package var rejected: [Rejected] = []
  package var unshownRejected = 0
  /// Services that do not work at present.
  package var services: [Message] = []
  package var freshness: PageFreshness

  package init(freshness: PageFreshness) {
    self.freshness = freshness
  }

  package struct Job: Hashable, Sendable {
    /// Its folder's name in `outgoing/`.
    package var id: JobID
    package var name: String
    package var workflow: String
    package var submitter: String
    package var since: Timestamp
    package var state: JobState
    package var reason: Message?
    package var counts = PageCounts()
    package var left: Duration?
    package var finished: Timestamp?

    package init(id: JobID, name: String, state: JobState, since: Timestamp) {
      self.id = id
      self.name = name
      self.state = state
      self.since = since
      workflow = ""
      submitter = ""
    }
  }

  package struct Waiting: Hashable, Sendable {
    /// Its place below `incoming/`.
    package var name: String
    package var reason: Message
    package var since: Timestamp

    package init(name: String, reason: Message, since: Timestamp) {
      self.name = name
      self.reason = reason
      self.since = since
    }
  }

  package struct Rejected: Hashable, Sendable {
    /// Its name in `rejected/`.
    package var name: String
    /// The text beside it.
    package var reasons: String
    package var at: Timestamp

    package init(name: String, reasons: String, at: Timestamp) {
      self.name = name
      self.reasons = reasons
      self.at = at
    }
  }
}
