import FoundationEssentials
package import JobModel

/// What is asked for with files that are handed in.
package struct SubmissionForm: Sendable {
  /// `nil`: the drop has to say.
  package var workflow: String?
  package var preset: String?
  /// Who hands it in, and from where.
  package var submitter: Submitter
  package var settings = JobSettings()
  /// The cells of one row, by column, instead of a table: `nil` where files are handed in.
  package var values: [SettingValue]?
  /// Handing in the same key again answers with the first job.
  package var key: String?
  /// A result of another job, to be the row's picture.
  package var begunWith: PictureOrigin?
  /// The files are the drop, whatever values came with them: a form has its fields, filled in or not.
  package var isFilesOnly = false
  /// The column for it; the first that takes a picture unless given.
  package var pictureColumn: String?

  package init(submitter: Submitter) {
    self.submitter = submitter
  }

  /// The names that `set` knows, besides `value.<column>`.
  package static let fields = [
    "workflow", "preset", "name", "start", "priority", "concurrency", "retries", "trial", "badRows", "maxCost",
    "notify", "values", "from", "key", "as",
  ]
  private static let valuePrefix = "value."
  private static let longestKey = 200

  /// The column that a field such as `value.prompt` fills in.
  package static func column(of field: String) -> String? {
    field.hasPrefix(valuePrefix) ? String(field.dropFirst(valuePrefix.count)) : nil
  }

  /// Takes one field. An empty one is as good as none.
  ///
  /// - Throws: `SubmissionRefusal` where there is no such field, or its value cannot be used.
  package mutating func set(_ field: String, to text: String, now: Timestamp = .now) throws(SubmissionRefusal) {
    if let column = Self.column(of: field) {
      if !text.isEmpty { values = (values ?? []) + [SettingValue(name: column, value: text)] }
      return
    }
    let text = text.trimmingWhitespace()
    guard !text.isEmpty else { return }
    switch field {
    case "workflow": workflow = text
    case "preset": preset = text
    case "name": submitter.name = String(text.prefix(100))
    case "start": try setStart(text, now)
    case "priority": settings.priority = try number(field, text, 1...9)
    case "concurrency": settings.concurrency = try number(field, text, 1...10_000)
    case "retries": settings.retries = try number(field, text, 0...100)
    case "trial": settings.trial = try number(field, text, 1...1_000_000)
    case "maxCost": settings.maxCost = try amount(field, text)
    case "notify": settings.notify = text
    case "badRows":
      guard let badRows = JobSettings.BadRows(rawValue: text) else {
        throw SubmissionRefusal(field: field, "'\(text)' is not known here. Write 'skip' or 'reject'.")
      }
      settings.badRows = badRows
    case "as": isFilesOnly = text == "files"
    case "values": try setValues(text)
    case "from": try setOrigin(text)
    case "key":
      guard text.utf8.count <= Self.longestKey else {
        throw SubmissionRefusal(field: field, "A key has at most \(Self.longestKey) bytes.")
      }
      key = text
    default:
      throw SubmissionRefusal(
        .invalid, "unknown-field", "There is no field '\(field)'. There are: \(Message.list(Self.fields)).")
    }
  }

  private mutating func setStart(_ text: String, _ now: Timestamp) throws(SubmissionRefusal) {
    if text == "checked" {
      settings.pausesForBadRows = true
      return
    }
    switch StartTime(text, now: now) {
    case .now: break
    case .asked: settings.startsPaused = true
    case .at(let time): settings.startAt = time
    case nil:
      throw SubmissionRefusal(
        field: "start", "'\(text)' is no time to start. Write it as 2026-11-21 18:30, 'now', 'checked' or 'ask'.")
    }
  }

  private func number(
    _ field: String, _ text: String, _ range: ClosedRange<Int>
  ) throws(SubmissionRefusal) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw SubmissionRefusal(
        field: field, "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }

  private func amount(_ field: String, _ text: String) throws(SubmissionRefusal) -> Double {
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw SubmissionRefusal(field: field, "'\(text)' is not an amount of money. Write a number such as 20.")
    }
    return value
  }

  private mutating func setValues(_ text: String) throws(SubmissionRefusal) {
    guard let object = (try? JSONReader.read(text))?.object else {
      throw SubmissionRefusal(field: "values", "The values must be a JSON object: columns and what is in them.")
    }
    values = (values ?? []) + object.members.map { SettingValue(name: $0.name, value: $0.value.cellText) }
  }

  private mutating func setOrigin(_ text: String) throws(SubmissionRefusal) {
    guard let object = (try? JSONReader.read(text))?.object, let job = object["job"]?.string.flatMap(JobID.init),
      let row = object["row"]?.integer, let file = object["file"]?.string
    else {
      throw SubmissionRefusal(field: "from", "'from' must name a result: {\"job\": …, \"row\": …, \"file\": …}.")
    }
    begunWith = PictureOrigin(job: job, row: row, file: file)
    pictureColumn = object["column"]?.string
  }
}
