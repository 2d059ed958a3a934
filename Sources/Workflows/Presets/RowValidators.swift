package import JobModel

/// Checks the rows of one drop, each with the preset that it chooses in a column `preset`.
///
/// That header is reserved, unless the workflow has a column of that name itself. A row that chooses none has the
/// job's preset.
package final class RowValidators {
  /// The value of a row that says which preset it chose.
  package static let key = "preset"
  private static let headers: Set<String> = ["preset", "预设"]

  /// Whether a column of this title is where rows choose their presets, unless the workflow has such a column itself.
  package static func isPresetHeader(_ title: String) -> Bool { headers.contains(FoldedText.foldHeader(title)) }

  /// What one text in the column leads to.
  private enum Choice {
    case preset(String, RowValidator)
    case problem(ConversionProblem)
  }

  private let workflow: WorkflowDefinition
  private let library: WorkflowLibrary
  private let sheet: String?
  /// Where the column is; `nil` where the sheet has none.
  private let column: (position: Int, title: String)?
  private let standard: RowValidator
  private let makeValidator: (WorkflowDefinition) -> RowValidator
  private var choices: [String: Choice] = [:]
  /// The presets that rows have chosen so far, in the order in which they first did.
  package private(set) var chosen: [Preset] = []

  /// - Parameters:
  ///   - workflow: without a preset.
  ///   - job: the same with the job's preset merged in.
  ///   - headers: the sheet's.
  ///   - validator: makes a validator for a workflow with a preset merged in.
  package init(
    _ workflow: WorkflowDefinition, job: WorkflowDefinition, library: WorkflowLibrary, headers: [String],
    sheet: String?, validator: @escaping (WorkflowDefinition) -> RowValidator
  ) {
    self.workflow = workflow
    self.library = library
    self.sheet = sheet
    makeValidator = validator
    standard = validator(job)
    let isReserved = !workflow.columns.contains { $0.name == Self.key }
    let unknown = HeaderMapping(headers: headers, of: workflow).unknown
    column = unknown.first { isReserved && Self.isPresetHeader(headers[$0]) }
      .map { ($0, headers[$0]) }
  }

  /// - Parameters: as in `RowValidator`.
  /// - Returns: the values of a row that chose a preset hold its name.
  package func validate(
    _ cells: [CellValue], row: Int, pictures: [Int: Result<String, Failure>] = [:]
  ) -> RowValidator.Verdict {
    guard let column, let cell = cells.indices.contains(column.position) ? cells[column.position] : nil,
      case let text = FoldedText.trim(cell.displayed), !text.isEmpty
    else { return standard.validate(cells, row: row, pictures: pictures) }
    switch choice(text) {
    case .preset(let name, let validator):
      let verdict = validator.validate(cells, row: row, pictures: pictures)
      guard case .values(var values) = verdict else { return verdict }
      values[Self.key] = .string(name)
      return .values(values)
    case .problem(let problem):
      let own = CellProblem(
        problem, column: Self.key, title: Message(verbatim: column.title), position: column.position, row: row,
        sheet: sheet)
      // What else is wrong with the row is said as well.
      if case .problems(let others) = standard.validate(cells, row: row, pictures: pictures) {
        return .problems([own] + others)
      }
      return .problems([own])
    }
  }

  private func choice(_ text: String) -> Choice {
    let key = FoldedText.fold(text)
    if let known = choices[key] { return known }
    let choice = load(text)
    choices[key] = choice
    return choice
  }

  private func load(_ text: String) -> Choice {
    do throws(WorkflowError) {
      guard let preset = try library.preset(text, of: workflow) else { return .problem(unknown(text)) }
      let definition = try workflow.merged(preset: preset)
      chosen.append(preset)
      return .preset(preset.name, makeValidator(definition))
    } catch {
      return .problem(
        ConversionProblem(
          "preset-unusable", "The preset \(ConversionProblem.quote(text)) has a mistake: \(error)",
          "Tell the administrator."))
    }
  }

  private func unknown(_ text: String) -> ConversionProblem {
    let names = library.presetNames(of: workflow)
    let titles = names.flatMap { [$0] + ((try? library.preset($0, of: workflow))?.titles.all ?? []) }
    let hint: Message =
      Spelling.nearest(to: text, in: titles).map { "Did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? "It has none: leave the cell empty."
        : "There are: \(Message.list(names.prefix(20) + (names.count > 20 ? ["…"] : []))).")
    return ConversionProblem(
      "no-such-preset", "The workflow has no preset \(ConversionProblem.quote(text)).", hint)
  }
}
