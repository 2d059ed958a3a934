package import JobModel
import Results
import Spool

/// What happened to a job, newest first.
package struct LogPage: Sendable {
  package struct Line: Sendable {
    package var at: Timestamp
    /// A word for programs: `row`, `pause`, `finished`.
    package var event: String
    package var message: Message
    package var row: Int?
    /// For administrators.
    package var detail: String?
    /// Who wanted it.
    package var by: String?
  }

  package var lines: [Line] = []
  /// Where to go on; `nil` at the beginning of the log. With fewer lines than wanted, time was up.
  package var next: Int?
}

/// Which lines of a job's log are wanted.
package struct LogQuery: Sendable {
  /// The word of an event; `nil`: any.
  package var event: String?
  /// Found in the sentence, in any case; empty: any.
  package var search = ""
  /// `next` of the page before.
  package var before: Int?
  package var limit = 50

  package init() {}
}

extension FrontDesk {
  private static let logTime = Duration.milliseconds(120)
  private static let logPart = 256 << 10

  /// Lines of a job's log, newest first.
  package func log(of job: JobRecord, _ query: LogQuery, in language: Language) async throws -> LogPage {
    try await threads.run {
      try Self.ifThere { try Self.log(of: job, query, in: language, until: .now.advanced(by: Self.logTime)) }
        ?? LogPage()
    }
  }

  private static func log(
    of job: JobRecord, _ query: LogQuery, in language: Language, until deadline: ContinuousClock.Instant
  ) throws(SpoolError) -> LogPage {
    var page = LogPage()
    let wanted = query.search.lowercased()
    var before = query.before
    repeat {
      let part = try job.folder.events(before: before, atMost: logPart)
      for (place, event) in part.reversed() {
        if page.lines.count == query.limit { return page }
        page.next = place > 0 ? place : nil
        guard let line = LogPage.Line(event), query.event == nil || query.event == line.event else { continue }
        if !wanted.isEmpty, !line.message.text(in: language).lowercased().contains(wanted) { continue }
        page.lines.append(line)
      }
      before = part.first?.place ?? 0
      if part.isEmpty { page.next = nil }
    } while before ?? 0 > 0 && page.lines.count < query.limit && deadline > .now
    return page
  }
}

extension LogPage.Line {
  /// - Returns: `nil` for a line without a time.
  fileprivate init?(_ event: JSONObject) {
    guard let line = JobPage.LogLine(event), let name = event["event"]?.string else { return nil }
    (at, message, self.event) = (line.at, line.message, name)
    row = event["row"]?.integer
    detail = event["detail"]?.string
    by = event["by"]?.string
  }
}
