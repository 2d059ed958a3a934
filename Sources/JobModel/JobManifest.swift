/// `job.json`: what a job is, written once at its commit. Its state is this plus its orders.
package struct JobManifest: Codable, Hashable, Sendable {
  /// The version of this form.
  package static let currentFormat = 1

  package var format = Self.currentFormat
  package var id: JobID
  /// The drop's name as people know it, such as `商品图.xlsx`.
  package var name: String
  /// The workflow's id; its pinned definition is `jobs/<job>/workflow.yaml`.
  package var workflow: String
  package var preset: String?
  package var submitter: Submitter
  package var committedAt: Timestamp
  /// The sheet the rows were read from; `nil` for CSV files and pictures.
  package var sheet: String?
  /// The row of the sheet in which its columns are named, from 1.
  package var headerRow: Int?
  /// The text encoding a CSV file was read in.
  package var encoding: String?
  /// The operator's header cells as they were, left to right.
  package var columns: [String]
  package var rows: RowRanges
  /// How many of the rows failed validation and were never queued.
  package var badRows = 0
  /// How many of the rows have the outcome of an earlier job, whose results workbook was dropped back.
  package var carriedRows: Int?
  package var settings: JobSettings
  /// Values that Settings give for input columns, as written, by the names as written.
  package var sameForAll: [SettingValue]?
  /// Sentences for the receipt: other sheets, ignored files, pictures no row names.
  package var notes: [Message] = []
  /// SHA-256 of the contents and settings, by which the same drop is known again.
  package var digest: String?
  /// The result of another job that this one was begun with.
  package var begunWith: PictureOrigin?

  /// Rows that have their outcome without having been begun.
  package var unbegunRows: Int { badRows + (carriedRows ?? 0) }

  package init(
    id: JobID, name: String, workflow: String, submitter: Submitter, committedAt: Timestamp, columns: [String] = [],
    rows: RowRanges, settings: JobSettings = JobSettings()
  ) {
    self.id = id
    self.name = name
    self.workflow = workflow
    self.submitter = submitter
    self.committedAt = committedAt
    self.columns = columns
    self.rows = rows
    self.settings = settings
  }
}

/// A value for an input column that Settings give to all rows.
package struct SettingValue: Codable, Hashable, Sendable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// Who handed a job in, and from where.
package struct Submitter: Codable, Hashable, Sendable {
  /// A login or token name, the file owner's name, or the `name` in Settings.
  package var name: String
  /// The drop folder, `submit` or an address.
  package var from: String

  package init(name: String, from: String) {
    self.name = name
    self.from = from
  }
}

/// What an operator may set for one job, in the Settings sheet, `settings.csv` or `settings.yaml`.
package struct JobSettings: Codable, Hashable, Sendable {
  /// 1 (first) to 9.
  package var priority: Int?
  /// Rows of this job that may run at once.
  package var concurrency: Int?
  package var startAt: Timestamp?
  /// Attempts after the first.
  package var retries: Int?
  /// Rows to run before the job waits for `resume`.
  package var trial: Int?
  /// The most the job may cost, in the workflow's currency.
  package var maxCost: Double?
  /// The job is committed paused and waits for `resume` (`start: ask`).
  package var startsPaused: Bool?
  /// The job is committed paused if any of its rows cannot be used (`start: checked`).
  package var pausesForBadRows: Bool?
  /// What becomes of a drop with bad rows.
  package var badRows: BadRows?
  package var notify: String?

  package enum BadRows: String, Codable, Sendable {
    /// Bad rows are failed rows and the good ones run.
    case skip
    /// Any bad row rejects the drop.
    case reject
  }

  package init() {}

  /// 1 to 9; 5 unless set.
  package var effectivePriority: Int { min(max(priority ?? 5, 1), 9) }
}

extension JobID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = JobID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no job's name"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
