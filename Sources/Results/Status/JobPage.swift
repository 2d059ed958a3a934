package import JobModel

/// Everything that a job's STATUS.html shows, at one moment. The lists are bounded by whoever makes it.
package struct JobPage: Sendable {
  package var id: JobID
  /// The drop's name as people know it.
  package var name: String
  package var state: JobState
  /// Why it is in that state, where a person may want to know.
  package var reason: Message?
  package var counts = PageCounts()
  package var pace = Pace()
  package var retries = Retries()
  /// What stands under the name: workflow, submitter, times, settings.
  package var facts: [Fact] = []
  /// Sentences of the receipt: other sheets, ignored files.
  package var notes: [Message] = []
  /// What is wrong with cells, in sentences that name their places.
  package var cellProblems: [Message] = []
  package var unshownCellProblems = 0
  package var causes: [FailureCauses.Cause] = []
  /// Failed rows that are in none of `causes`.
  package var otherFailures = 0
  package var problemRows: [PageRow] = []
  package var unshownProblemRows = 0
  package var rows: [PageRow] = []
  package var unshownRows = 0
  package var pictures: [PagePicture] = []
  package var unshownPictures = 0
  package var downloads: [Download] = []
  package var log: [LogLine] = []
  package var freshness: PageFreshness

  package init(id: JobID, name: String, state: JobState, freshness: PageFreshness) {
    self.id = id
    self.name = name
    self.state = state
    self.freshness = freshness
  }

  /// A line of the job's facts.
  package struct Fact: Hashable, Sendable {
    package var title: Message
    package var value: Message

    package init(_ title: Message, _ value: Message) {
      self.title = title
      self.value = value
    }
  }

  /// How fast rows end.
  package struct Pace: Hashable, Sendable {
    /// Rows a second; `nil` where none ends at present.
    package var rate: Double?
    package var left: Duration?

    package init(rate: Double? = nil, left: Duration? = nil) {
      self.rate = rate
      self.left = left
    }
  }

  package struct Retries: Hashable, Sendable {
    /// Attempts that ended in another try.
    package var attempts = 0
    /// Rows that wait for their next attempt.
    package var waiting = 0
    package var next: Timestamp?

    package init() {}
  }

  /// A file in the job's folder in `outgoing/` to be taken away.
  package struct Download: Hashable, Sendable {
    package var title: Message
    package var name: String

    package init(_ title: Message, name: String) {
      self.title = title
      self.name = name
    }
  }

  package struct LogLine: Hashable, Sendable {
    package var at: Timestamp
    package var message: Message

    package init(at: Timestamp, _ message: Message) {
      self.at = at
      self.message = message
    }
  }
}

/// Rows by state.
package struct PageCounts: Hashable, Sendable {
  package var total = 0
  package private(set) var byState: [ResultState: Int] = [:]

  package init(total: Int = 0) {
    self.total = total
  }

  package subscript(state: ResultState) -> Int {
    get { byState[state] ?? 0 }
    set { byState[state] = newValue > 0 ? newValue : nil }
  }

  /// Rows that have ended.
  package var ended: Int { [.done, .warning, .failed, .unknown, .cancelled].reduce(0) { $0 + self[$1] } }
}

/// When a page was written, and by when it is written again if all is well.
package struct PageFreshness: Hashable, Sendable {
  package var written: Timestamp
  /// `nil`: it is final, and nobody needs to look at it again.
  package var nextWithin: Duration?
  /// The server wrote it as its last word before it stopped.
  package var isServerStopped = false

  package init(written: Timestamp, nextWithin: Duration?) {
    self.written = written
    self.nextWithin = nextWithin
  }
}
