package import JobModel

/// Every sentence and title of the results, by language.
package struct ResultsText: Sendable {
  package let language: Language

  package init(_ language: Language = .english) {
    self.language = language
  }

  func of(_ message: Message) -> String { message.text(in: language) }

  package func title(of state: ResultState) -> String { of(state.title) }

  // MARK: Columns

  var status: String { of("Status") }
  var mark: String { of("Mark") }
  var row: String { of("Row") }
  var attempts: String { of("Attempts") }
  var seconds: String { of("Seconds") }
  func cost(_ currency: String?) -> String {
    currency.map { of("Cost (\($0))") } ?? of("Cost")
  }
  var totalCost: String { of("Cost of all rows") }
  var error: String { of("Error") }
  /// The same in every language: it is looked for when the workbook is dropped back.
  package static let keyHeader = "rowspool key"

  func preview(of title: String) -> String { of("\(title) (preview)") }

  func cut(seeFile name: String) -> String {
    of("… (cut; whole text in files/\(name))")
  }

  // MARK: Sheets

  var defaultSheet: String { of("Results") }
  var summarySheet: String { of("Summary") }

  // MARK: Summary

  func summaryTitle(_ job: String) -> String { of("Results: \(job)") }
  var soFar: String {
    of("The job is not finished: these are the results so far.")
  }
  var workflow: String { of("Workflow") }
  var job: String { of("Job") }
  var submitter: String { of("Submitted by") }
  var submitted: String { of("Submitted") }
  var started: String { of("Started") }
  var finished: String { of("Finished") }
  var timeZone: String { of("Time zone") }
  var duration: String { of("Time from start to finish") }
  var rows: String { of("Rows") }
  var share: String { of("Share") }
  var totalAttempts: String { of("Attempts in all") }
  var totalSeconds: String { of("Working time of all rows") }
  var secondsPerRow: String { of("Seconds per row (average)") }
  var files: String { of("Files made") }
  var notes: String { of("Notes") }
  var causes: String { of("What went wrong") }
  var firstRows: String { of("First rows") }
  var otherCauses: String { of("Other causes") }
  var rowsByState: String { of("Rows by status") }

  func columnsLeftOut(_ count: Int) -> String {
    of("\(count) columns at the right did not fit into a workbook and were left out. Your own file still has them.")
  }

  func linksLimited(_ count: Int) -> String {
    of(
      "Only the first \(count) files are linked: Excel allows no more in one sheet. The names of the others are plain.")
  }
}
