package import JobModel

/// Checks the values that a job's Settings give for input columns, once for the whole job.
package struct SettingsValidator {
  /// What is good, by column name, and what is wrong with the rest.
  package struct Verdict: Equatable {
    package var values: JSONObject = [:]
    package var problems: [CellProblem] = []
    /// Positions of settings whose name is no column's; Settings hold other things too.
    package var unknown: [Int] = []
  }

  /// - Parameters:
  ///   - settings: names and values as they stand in Settings. A name matches as a header does.
  ///   - addresses: as in `RowValidator`.
  ///   - files: as in `RowValidator`.
  package static func validate(
    _ settings: [(name: String, value: CellValue)], for definition: WorkflowDefinition,
    addresses: AddressRules? = nil, files: @escaping (String) -> Result<String, Failure>
  ) -> Verdict {
    var verdict = Verdict()
    for (position, setting) in settings.enumerated() {
      let name = FoldedText.foldHeader(setting.name)
      guard let column = definition.columns.first(where: { $0.headers.contains { FoldedText.foldHeader($0) == name } })
      else {
        verdict.unknown.append(position)
        continue
      }
      do throws(ConversionProblem) {
        if let value = try ValueConverter(column, addresses: addresses).convert(setting.value, files: files) {
          verdict.values[column.name] = value
        }
      } catch {
        verdict.problems.append(
          CellProblem(
            column: column.name, code: error.code, message: "Settings (\(column.title)): \(error.message)",
            suggestion: error.suggestion, fault: error.message))
      }
    }
    return verdict
  }
}
