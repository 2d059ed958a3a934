import JobModel
import Results
import RowReading
import Workflows

/// The settings of one drop, collected from its Settings sheet, its settings file and the submission, checked as they
/// are asked for.
struct DropSettings {
  private var texts: [SettingKey: String] = [:]
  /// Values for input columns, by the names as written.
  private(set) var values: [(name: String, value: String)] = []
  private var submitted: JobSettings?

  init() {}

  /// Adds settings below those that are there.
  mutating func add(_ table: SettingsTable) {
    texts.merge(table.settings) { known, _ in known }
    let known = Set(values.map(\.name))
    values += table.values.filter { !known.contains($0.name) }
  }

  /// Adds the values that an earlier job had for all rows, below those that are there.
  mutating func add(inherited: [ResultsLayout.Value]) {
    // Of two values for one column the later counts.
    values = inherited.map { ($0.name, $0.value) } + values
  }

  /// Settings given with a submission stand above all.
  mutating func take(_ settings: JobSettings?) {
    submitted = settings
  }

  var sheet: String? { texts[.sheet] }
  var table: String? { texts[.table] }
  var preset: String? { texts[.preset] }
  var submitter: String? { texts[.name] }

  /// - Returns: the settings, and a sentence for each value that cannot be used.
  func checked() -> (settings: JobSettings, faults: [SettingFault]) {
    var settings = JobSettings()
    var faults: [SettingFault] = []
    func refuse(_ key: SettingKey, _ message: Message) {
      faults.append(SettingFault(key: key.rawValue, message: message))
    }
    func number(_ key: SettingKey, _ range: ClosedRange<Int>) -> Int? {
      guard let text = texts[key] else { return nil }
      if let value = Int(text), range.contains(value) { return value }
      refuse(
        key,
        "Settings, \(Message(catalogued: key.rawValue)): '\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)."
      )
      return nil
    }
    settings.priority = number(.priority, 1...9)
    settings.concurrency = number(.concurrency, 1...10_000)
    settings.retries = number(.retries, 0...100)
    settings.trial = number(.trialRows, 1...1_000_000)
    settings.notify = texts[.notify]
    if let text = texts[.costCeiling] {
      if let value = Double(text), value.isFinite, value >= 0 {
        settings.maxCost = value
      } else {
        refuse(
          .costCeiling, "Settings, cost-ceiling: '\(text)' is not an amount of money. Write a number such as 20.")
      }
    }
    if let text = texts[.startAt] {
      switch StartTime(text) {
      case .asked: settings.startsPaused = true
      case .at(let time): settings.startAt = time
      case .now: break
      case nil:
        refuse(
          .startAt, "Settings, start-at: '\(text)' is not a time. Write it as 2026-11-21 18:30, 'now', or 'ask'.")
      }
    }
    if let text = texts[.badRows] {
      switch text.lowercased() {
      case "skip", "run", "跳过": settings.badRows = .skip
      case "reject", "拒绝": settings.badRows = .reject
      default: refuse(.badRows, "Settings, bad-rows: '\(text)' is not known. Write 'skip' or 'reject'.")
      }
    }
    return (merged(settings), faults)
  }

  private func merged(_ settings: JobSettings) -> JobSettings {
    guard let submitted else { return settings }
    var result = settings
    result.priority = submitted.priority ?? result.priority
    result.concurrency = submitted.concurrency ?? result.concurrency
    result.retries = submitted.retries ?? result.retries
    result.trial = submitted.trial ?? result.trial
    result.maxCost = submitted.maxCost ?? result.maxCost
    result.startAt = submitted.startAt ?? result.startAt
    result.startsPaused = submitted.startsPaused ?? result.startsPaused
    result.pausesForBadRows = submitted.pausesForBadRows
    result.badRows = submitted.badRows ?? result.badRows
    result.notify = submitted.notify ?? result.notify
    return result
  }
}
