import JobModel
import Results

/// The words of the list of jobs, and of all that shows how jobs stand.
extension WebWords {
  static let jobs: [String: Message] = [
    "statistics": "Statistics", "jobs": "Jobs", "running": "Running", "completed": "Completed",
    "withFailures": "Completed with failures", "rowsToday": "Rows today", "lastHour": "Rows per minute, last hour",
    "causes": "Why rows failed", "search": "Search", "state": "Status", "workflow": "Workflow", "sort": "Order",
    "mine": "Only mine", "all": "All", "selected": "Selected jobs", "selectAll": "Select all shown",
    "more": "Show more", "waiting": "Waiting in 'incoming'", "rejected": "Given back in 'rejected'",
    "rejectedHint": "Correct the file and copy it into 'incoming' again.", "priority": "Priority",
    "allPaused": "All jobs are paused: no row starts until an administrator resumes them.",
    "noScript": "This page needs JavaScript. Without it, look at STATUS.html in the folder 'outgoing'.",
  ]

  /// For scripts, also of other pages.
  static let jobsScripts: [String: Message] = states.merging([
    "pause": "Pause", "resume": "Resume", "start": "Start", "cancel": "Cancel", "retry": "Retry", "clear": "Clear",
    "results": "Results so far", "undo": "Undo",
    "select": "Select {1}", "priorityOf": "Priority of {1}", "from": "{1} from {2}",
    "ofRows": "{1} of {2} rows", "rows": "Rows: {1}", "times": "{1} ×", "left": "{1} left",
    "nextRetry": "next attempt in {1}", "retriesNow": "next attempt now", "startsAt": "starts at {1}",
    "cost": "cost {1}", "picked": "{1} selected", "jobCount": "Jobs: {1}",
    "noneFound": "No job matches.",
    "noJobs": "There are no jobs yet. Start one on the first page, or copy a filled-in workbook into a drop folder.",
    "cancelOne": "Cancel {1}? Rows that are done are kept; the others end now.",
    "cancelMany": "Cancel {1} jobs? Rows that are done are kept; the others end now.",
    "clearOne": "Clear {1}? The job, its results and its source files are removed and cannot be brought back.",
    "clearMany":
      "Clear {1} jobs? They, their results and their source files are removed and cannot be brought back.",
    "noneToDo": "'{1}' does not fit any of the selected jobs now.",
    "prioritySet": "{1} has priority {2} now.",
    "done.pause": "Jobs paused: {1}", "done.resume": "Jobs that go on: {1}", "done.cancel": "Jobs being cancelled: {1}",
    "done.retry": "Jobs whose failed rows are being queued again: {1}", "done.clear": "Jobs being removed: {1}",
    "done.results": "Jobs whose results are being written: {1}",
    "failedRows": "{1} failed", "pictures": "pictures: {1}",
    "perMinute": "last minute {1}, most {2}, in the hour {3}", "moreWaiting": "{1} more files are waiting.",
    "live.live": "Live", "live.polling": "Looking every few seconds",
    "live.lost": "Connection lost, trying again",
    "unit.s": "{1} s", "unit.min": "{1} min", "unit.h": "{1} h {2} min", "unit.d": "{1} days",
    "unit.rowsPerSecond": "{1} rows/s", "unit.rowsPerMinute": "{1} rows/min",
  ]) { $1 }

  /// Titles of job and row states: `state.running`, `row.failed`.
  private static let states: [String: Message] = {
    var words: [String: Message] = [:]
    for state in JobState.allCases { words["state.\(state.rawValue)"] = state.title }
    for state in ResultState.allCases { words["row.\(state.rawValue)"] = state.title }
    return words
  }()
}
