import JobModel
import RowReading
import Workflows

/// What is known of a drop while it is read: enough to say what is wrong with it, wherever the reading stops.
final class DropFindings {
  /// The workflow's, where it is known and names one.
  var language: Language?
  var workflow: WorkflowDefinition?
  var table: DropTable?
  /// The sheet with the rows, once its header is found, or the one that comes nearest.
  var sheet: DropTable.DataSheet?
  /// Required columns that the sheet lacks, and titles that look like one of them.
  var missing: MissingHeader?
  /// Checks a row's cells as they were checked when the rows were written.
  var validate: ((TableRow) -> [CellProblem])?
  /// The rows below the header as the job takes them; `nil` where it is not known what they are for.
  var tableRows: TableRows?
  var settingFaults: [SettingFault] = []
  /// What became of the workflow's columns since the drop's template was made.
  var changes: TemplateChanges?
  /// Rows with anything in them; `nil` where they were not read to the end.
  var rows: Int?
  var problems = DropProblems()
}

/// A line of a drop's Settings that cannot be used.
struct SettingFault: Hashable {
  /// The key, as it was written or in its usual form.
  var key: String
  /// Whether the key itself is at fault, not its value.
  var isUnknown = false
  /// A sentence that names the setting.
  var message: Message
}

extension DropProblem {
  /// - Parameter header: the sheet's titles.
  init(_ problem: CellProblem, row: Int, sheet: String?, headers: [String]) {
    self.init(
      code: problem.code, message: problem.message, fault: problem.fault, suggestion: problem.suggestion)
    self.sheet = sheet
    self.row = row
    cell = problem.cell
    let title = problem.position.flatMap { headers.indices.contains($0) ? headers[$0] : nil } ?? ""
    column = title.isEmpty ? problem.column : title
  }
}
