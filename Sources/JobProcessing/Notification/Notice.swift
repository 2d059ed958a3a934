import JobModel
import Workflows

/// Something that people may want to be told of without looking: a job's end, a drop that could not be taken, a service
/// that does not work.
package struct Notice: Sendable {
  var event: Notifier.Event
  /// `nil` where it is about no single job.
  var job: JobID?
  /// The job's or the drop's name, as people gave it.
  var name = ""
  var workflow = ""
  var submitter = ""
  /// Rows by outcome.
  var counts: [String: Int] = [:]
  /// Sentences that say more.
  var reasons: [Message] = []
  /// Whom the job itself wants told: names of notifiers and mail addresses.
  var wanted: String?
  /// Of the job's workflow; `nil`: the server's.
  var language: Language?
  var at: Timestamp = .now

  init(_ event: Notifier.Event) {
    self.event = event
  }

  private var rows: Int { counts.values.reduce(0, +) }
  private var good: Int { ["done", "warning", "carried"].reduce(0) { $0 + (counts[$1] ?? 0) } }
  private func count(_ outcome: Outcome) -> Int { counts[outcome.rawValue] ?? 0 }

  /// One line.
  var title: Message {
    switch event {
    case .completed: "The job '\(name)' is completed."
    case .failures: "The job '\(name)' ended with failures."
    case .cancelled: "The job '\(name)' was cancelled."
    case .rejected: "The file '\(name)' could not be taken."
    case .held: "A service does not work; rows wait for it."
    case .released: "A service works again; rows go on."
    }
  }

  /// - Parameter link: where the job's folder is found.
  func text(link: String?) -> Message {
    var lines: [Message] = []
    if job != nil, event != .rejected { lines.append("Rows: \(rows). Done: \(good). Failed: \(count(.failed)).") }
    if count(.unknown) > 0 { lines.append("Rows whose result is unknown: \(count(.unknown)).") }
    if count(.cancelled) > 0 { lines.append("Cancelled rows: \(count(.cancelled)).") }
    lines += reasons
    if let link { lines.append("Folder: \(link)") }
    return .lines(lines)
  }

  /// What `{{…}}` in a notifier's texts stand for.
  ///
  /// - Parameter language: of the job, or the server's.
  func values(in language: Language, link: String?) -> JSONObject {
    [
      "event": .string(event.rawValue), "job": .string(job?.text ?? ""), "name": .string(name),
      "workflow": .string(workflow), "submitter": .string(submitter),
      "title": .string(title.text(in: language)), "text": .string(text(link: link).text(in: language)),
      "message": .string(Message.sentences(reasons).text(in: language)), "link": .string(link ?? ""),
      "rows": .integer(Int64(rows)), "done": .integer(Int64(good)), "failed": .integer(Int64(count(.failed))),
      "unknown": .integer(Int64(count(.unknown))), "cancelled": .integer(Int64(count(.cancelled))),
      "time": .string("\(LocalTime.text(at)) \(LocalTime.zone(at: at))"),
    ]
  }
}

/// Where notices are put by whoever has one, for the desk that sends them.
package final class NoticeBoard: Sendable {
  let notices: AsyncStream<Notice>
  private let continuation: AsyncStream<Notice>.Continuation

  /// Beyond so many that wait, the oldest are lost: a notice is no record.
  private static let most = 1000

  package init() {
    (notices, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.most))
  }

  func post(_ notice: Notice) {
    continuation.yield(notice)
  }
}
