package import JobModel

/// What is wrong with one cell.
package struct CellProblem: Hashable, Sendable, CustomStringConvertible {
  /// The input column's name.
  package var column: String
  /// The column's place in the sheet, from 0; `nil` where `cell` is.
  package var position: Int?
  /// Such as `B7`; `nil` where the sheet does not have the column, and for values from Settings.
  package var cell: String?
  /// A stable word for the cause.
  package var code: String
  /// A sentence that names sheet, cell and column.
  package var message: Message
  /// A sentence that says what to write.
  package var suggestion: Message?
  /// The message without its place.
  package var fault: Message

  /// Both as one message.
  package var sentence: Message { .sentences([message, suggestion].compactMap(\.self)) }

  package var description: String { sentence.english }
}

/// Makes the values that a workflow runs with of a row's cells.
///
/// A value comes from the row, else from Settings, else from the preset, else from the column's default.
package struct RowValidator {
  package enum Verdict: Equatable {
    /// By column name. Columns without a value are left out.
    case values(JSONObject)
    /// Everything that is wrong with the row; never empty.
    case problems([CellProblem])

    package var problems: [CellProblem] {
      if case .problems(let problems) = self { problems } else { [] }
    }
  }

  private struct Column {
    var converter: ValueConverter
    var position: Int?
    /// From Settings, preset or default.
    var fallback: JSONValue?
  }

  private let columns: [Column]
  private let sheet: String?
  private let files: (String) -> Result<String, Failure>

  /// - Parameters:
  ///   - definition: the workflow, with its preset merged in.
  ///   - mapping: where the sheet has the columns.
  ///   - settings: values of the Settings sheet, as `SettingsValidator` gives them.
  ///   - sheet: the sheet's name in messages; `nil` for a CSV.
  ///   - files: finds the file that a cell names. The path it gives is relative to the job's folder; the message of
  ///     its failure is a sentence without a place.
  ///   - addresses: where web addresses may lead; `nil`: anywhere.
  package init(
    _ definition: WorkflowDefinition, mapping: HeaderMapping, settings: JSONObject = [:], sheet: String? = nil,
    addresses: AddressRules? = nil, files: @escaping (String) -> Result<String, Failure>
  ) {
    columns = zip(definition.columns, mapping.positions).map { column, position in
      Column(
        converter: ValueConverter(column, addresses: addresses), position: position,
        fallback: settings[column.name] ?? column.default)
    }
    self.sheet = sheet
    self.files = files
  }

  /// - Parameters:
  ///   - cells: the row's cells from column A.
  ///   - row: the physical row, from 1.
  ///   - pictures: files that stand in cells themselves, by column from 0, in the form of what `files` gives.
  package func validate(
    _ cells: [CellValue], row: Int, pictures: [Int: Result<String, Failure>] = [:]
  ) -> Verdict {
    var values = JSONObject()
    var problems: [CellProblem] = []
    for column in columns {
      do throws(ConversionProblem) {
        let cell = column.position.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? .empty
        let picture = column.position.flatMap { pictures[$0] }
        let value =
          if let picture { try column.converter.convert(picture: picture) } else {
            try column.converter.convert(cell, files: files) ?? column.fallback
          }
        if let value {
          values[column.converter.column.name] = value
        } else if column.converter.column.required {
          throw ConversionProblem("missing", "The value is missing.", "Fill in the cell.")
        }
      } catch {
        problems.append(problem(error, column, row: row))
      }
    }
    return problems.isEmpty ? .values(values) : .problems(problems)
  }

  private func problem(_ problem: ConversionProblem, _ column: Column, row: Int) -> CellProblem {
    let input = column.converter.column
    return CellProblem(
      problem, column: input.name, title: input.title, position: column.position, row: row, sheet: sheet)
  }
}

extension CellProblem {
  /// - Parameters:
  ///   - title: what people call the column.
  ///   - position: of its column in the sheet, from 0.
  ///   - sheet: `nil` for a CSV.
  init(_ problem: ConversionProblem, column: String, title: Message, position: Int?, row: Int, sheet: String?) {
    let cell = position.map { ColumnLetters.of($0) + String(row) }
    let start: Message =
      switch (sheet, cell) {
      case (let sheet?, let cell?): "Sheet '\(sheet)', cell \(cell)"
      case (let sheet?, nil): "Sheet '\(sheet)', row \(row)"
      case (nil, let cell?): "Cell \(cell)"
      case (nil, nil): "Row \(row)"
      }
    self.init(
      column: column, position: position, cell: cell, code: problem.code,
      message: "\(start) (\(title)): \(problem.message)",
      suggestion: problem.suggestion, fault: problem.message)
  }
}
