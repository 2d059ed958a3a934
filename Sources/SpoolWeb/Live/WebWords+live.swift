import JobModel
import Results

/// The words of `live.js`, which all pages have that follow jobs.
extension WebWords {
  static let liveScripts: [String: Message] = states.merging([
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
