package import JobModel
package import SystemPackage

/// One row of a job, with what became of it.
package struct ResultRow: Sendable {
  /// The row in the operator's sheet, from 1.
  package var number: Int
  /// The operator's cells; trailing empty ones may be missing.
  package var cells: [CellValue]
  package var state: ResultState
  /// Values by result column.
  package var outputs: JSONObject
  package var files: [ProducedFile]
  package var attempts: Int
  /// How long the last attempt took; `nil` if none ended.
  package var seconds: Double?
  package var failure: Failure?
  /// Money, in the workflow's currency; `nil` where it is not known.
  package var cost: Double?
  /// The row of an earlier job whose outcome it has.
  package var carried: CarriedFrom?
  /// What people think of its results.
  package var mark: FileMark?
  /// PNG or JPEG files by result column. They must stay until the workbook is finished.
  package var thumbnails: [String: FilePath]
  /// Job, row and hash of inputs; stands in the hidden column, so that the workbook can be dropped back.
  package var key: String

  package init(
    number: Int, cells: [CellValue], state: ResultState, outputs: JSONObject = [:], files: [ProducedFile] = [],
    attempts: Int = 0, seconds: Double? = nil, failure: Failure? = nil, thumbnails: [String: FilePath] = [:],
    key: String = ""
  ) {
    self.number = number
    self.cells = cells
    self.state = state
    self.outputs = outputs
    self.files = files
    self.attempts = attempts
    self.seconds = seconds
    self.failure = failure
    self.thumbnails = thumbnails
    self.key = key
  }
}
