package import JobModel

/// What a results workbook is about: everything but its rows.
package struct ResultsTable: Sendable {
  /// The job's name as people know it: the drop's name without its extension.
  package var jobName: String
  package var workflowTitle: String
  /// The operator's sheet; `nil` for CSV files and picture folders.
  package var sheetName: String?
  /// The operator's headers as they were; empty and repeated ones are allowed.
  package var headers: [String]
  package var resultColumns: [ResultColumn]
  package var facts: ResultsFacts
  /// Whether there is a column for what rows have cost.
  package var showsCosts = false
  /// Whether there is a column for the jobs that outcomes were taken over from.
  package var showsCarried = false
  /// Whether there is a column for what people think of the results.
  package var showsMarks = false
  /// What the workbook says of itself when it is dropped back; the writer fills in its columns.
  package var layout = ResultsLayout(columns: [])
  /// Such as `CNY`.
  package var currency: String?

  package init(
    jobName: String, workflowTitle: String, sheetName: String? = nil, headers: [String],
    resultColumns: [ResultColumn], facts: ResultsFacts = ResultsFacts()
  ) {
    self.jobName = jobName
    self.workflowTitle = workflowTitle
    self.sheetName = sheetName
    self.headers = headers
    self.resultColumns = resultColumns
    self.facts = facts
  }
}

/// One output of a workflow.
package struct ResultColumn: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case text
    case number
    /// A link to the file in `files/`.
    case file
    /// A link, and a thumbnail beside it.
    case picture
  }

  /// The name in `outputs`, in `ProducedFile.column` and in `thumbnails`.
  package var name: String
  /// The header, in the results' language.
  package var title: String
  package var kind: Kind

  package init(name: String, title: String, kind: Kind) {
    self.name = name
    self.title = title
    self.kind = kind
  }
}

/// What the Summary sheet says about a job, besides what is counted from the rows.
package struct ResultsFacts: Sendable {
  package var jobID: String?
  package var submitter: String?
  package var submitted: Timestamp?
  package var started: Timestamp?
  /// `nil` while the job is unfinished: then the workbook says that it holds the results so far.
  package var finished: Timestamp?
  /// Sentences for the operator, such as the sheets that were not read.
  package var notes: [Message]
  /// Rows of the whole job, where more are expected than are handed over.
  package var expectedRows: Int?

  package init(
    jobID: String? = nil, submitter: String? = nil, submitted: Timestamp? = nil, started: Timestamp? = nil,
    finished: Timestamp? = nil, notes: [Message] = [], expectedRows: Int? = nil
  ) {
    self.jobID = jobID
    self.submitter = submitter
    self.submitted = submitted
    self.started = started
    self.finished = finished
    self.notes = notes
    self.expectedRows = expectedRows
  }
}
