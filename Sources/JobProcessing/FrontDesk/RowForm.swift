import JobModel
import Workflows

/// One row that was filled in as a form: checked as a sheet's row is, and written as a table with one row.
struct RowForm {
  private let workflow: WorkflowDefinition
  private var cells: [(column: InputColumn, text: String)] = []
  /// Columns that the workflow does not have.
  private(set) var unknown: [String] = []

  init(_ workflow: WorkflowDefinition, _ values: [SettingValue]) {
    self.workflow = workflow
    let titles = values.map(\.name)
    let mapping = HeaderMapping(headers: titles, of: workflow)
    cells = zip(workflow.columns, mapping.positions).map { column, position in
      (column, position.map { values[$0].value } ?? "")
    }
    unknown = (mapping.unknown + mapping.repeated).map { titles[$0] }
  }

  /// The text that names the row best.
  var name: String? {
    cells.first { !$0.column.type.isFile && !$0.text.trimmingWhitespace().isEmpty }?.text
  }

  /// Everything that is wrong with it, by column.
  ///
  /// - Parameters:
  ///   - definition: the workflow with its preset merged in.
  ///   - files: paths of the files that came with it.
  func problems(
    _ definition: WorkflowDefinition, addresses: AddressRules?, files: Set<String>
  ) -> [SubmissionRefusal.Field] {
    let validator = RowValidator(
      definition, mapping: HeaderMapping(headers: cells.map(\.column.name), of: definition), addresses: addresses
    ) { name in
      files.contains(name)
        ? .success(name)
        : .failure(Failure(.invalid, code: "missing-file", message: "There is no file “\(name)” in the drop."))
    }
    let texts = cells.map { $0.text.isEmpty ? CellValue.empty : .text($0.text) }
    return validator.validate(texts, row: 2).problems.map { problem in
      SubmissionRefusal.Field(
        name: problem.column, message: .sentences([problem.fault, problem.suggestion].compactMap(\.self)))
    }
  }

  /// A CSV file (RFC 4180) with a header and the one row; every field is quoted, so that each value stays as typed.
  var table: [UInt8] {
    let titles = cells.map(\.column.name)
    let lines = [titles, cells.map(\.text)].map { fields in
      fields.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    // A table of one column has no delimiter to be found out.
    let separator = titles.count < 2 ? ["sep=,"] : []
    return Array("\u{FEFF}\((separator + lines).joined(separator: "\r\n"))\r\n".utf8)
  }
}
