import JobModel
import Results

extension JobPage.LogLine {
  /// A line of `events.jsonl` in words; `nil` for one without a time.
  init?(_ event: JSONObject) {
    guard let at = event["at"]?.string.flatMap({ Timestamp($0) }), let name = event["event"]?.string else { return nil }
    self.init(at: at, Self.message(of: name, event))
  }

  private static func message(of name: String, _ event: JSONObject) -> Message {
    let reason = event.message("reason")
    let by = event["by"]?.string ?? ""
    switch name {
    case "started": return "The first row was started."
    case "row": return rowMessage(event)
    case "row-missing": return "The task file of row \(event["row"]?.integer ?? 0) was lost."
    case "on-hold": return reason.map { "The job waits. \($0)" } ?? "The job waits."
    case "going-on": return reason.map { "The job goes on. \($0)" } ?? "The job goes on."
    case "given-up": return reason.map { "Waiting rows are given up. \($0)" } ?? "Waiting rows are given up."
    case "pause": return "Paused by \(by)."
    case "resume": return "Resumed by \(by)."
    case "cancel": return "Cancelled by \(by)."
    case "retry": return "\(by) had failed rows run again."
    case "set": return "Settings changed by \(by)."
    case "results": return "\(by) asked for the results so far."
    case "finished": return finishedMessage(event)
    default: return reason.map { "\(name): \($0)" } ?? Message(verbatim: name)
    }
  }

  private static func rowMessage(_ event: JSONObject) -> Message {
    let row = event["row"]?.integer ?? 0
    let sentence = event.message("message") ?? ""
    guard let next = event["next"]?.string.flatMap({ Timestamp($0) }) else { return "Row \(row): \(sentence)" }
    return "Row \(row): \(sentence) Next attempt: \(LocalTime.text(next))."
  }

  private static func finishedMessage(_ event: JSONObject) -> Message {
    guard let state = event["state"]?.string.flatMap(JobState.init) else { return "The job has ended." }
    return "The job has ended: \(state.title)."
  }
}
