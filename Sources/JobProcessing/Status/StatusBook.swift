import JobModel
import Results
import Spool
import Workflows

/// What an unfinished job's page shows of single rows: the first of them, those that failed or are tried again, the
/// causes, the pictures. Its size is bounded, and a row that ends well costs it a few comparisons.
struct StatusBook: Sendable {
  static let shownRows = 200
  static let shownProblems = 100
  static let shownPictures = 60
  /// Problem rows that are kept, so that others can take the places of those that are mended.
  private static let keptProblems = 300
  /// Failed rows whose causes are told apart.
  private static let mostMarks = 100_000

  /// Grows with each change.
  private(set) var version = 0
  private(set) var causes = FailureCauses()
  /// Attempts that ended in another try.
  private(set) var retries = 0
  /// The rows of the first window, as far as they are known.
  private(set) var rows: [Int: Entry] = [:]
  private(set) var problems: [Int: Entry] = [:]
  private(set) var pictures: [Int: [Picture]] = [:]
  /// Rows that are not plainly done, with what they count for.
  private var marks: [Int: Mark] = [:]
  private var outcomes: [Outcome: Int] = [:]
  /// The last row of the window.
  private let lastShown: Int

  struct Entry: Sendable {
    var row: PageRow
    /// Lines of the row file that are in it: of two entries the later counts.
    var lines: Int
  }

  /// A picture a row made, and the path of the one it was made from, below the job's folder.
  struct Picture: Sendable {
    var file: String
    var original: String?
  }

  private struct Mark: Sendable {
    var outcome: Outcome
    var cause: FailureCauses.Key?
  }

  init(_ rows: RowRanges) {
    lastShown = rows.isEmpty ? 0 : rows.row(at: min(Self.shownRows, rows.count) - 1)
  }

  /// Rows with an outcome other than `done`, as far as this process has seen them.
  func count(of outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }

  func isShown(_ row: Int) -> Bool { row <= lastShown }

  /// Whether small copies of a row's pictures are wanted.
  func showsPictures(of row: Int) -> Bool { pictures[row] != nil || pictures.count < Self.shownPictures }

  /// What a page needs of it: a copy that does not make the next change copy what is kept for each row.
  var forPage: StatusBook {
    var copy = self
    copy.marks = [:]
    return copy
  }

  // MARK: Changes

  /// A row's attempt ended, or it was found to have ended before: it failed its validation, or was taken over.
  ///
  /// - Parameter picture: the input column that holds the picture a row works on.
  mutating func note(_ history: TaskHistory, picture column: String?) {
    guard case .end(let ending)? = history.last?.event else { return }
    version += 1
    let row = history.record.row
    if ending.outcome == .retry { retries += 1 }
    mark(row, ending)
    let isProblem = ending.outcome == .retry || ending.outcome.folder == .failed
    if isProblem || isShown(row) { keep(Entry(history, ending), isProblem: isProblem) }
    if !isProblem, problems[row] != nil { problems[row] = nil }
    if !ending.files.isEmpty { addPictures(of: history, ending, column) }
  }

  /// Rows were queued again: what became of them before counts no more.
  mutating func requeued(_ queued: [Int]) {
    version += 1
    for row in queued {
      unmark(row)
      problems[row] = nil
      pictures[row] = nil
      guard rows[row] != nil else { continue }
      rows[row]?.row.state = .pending
      rows[row]?.row.sentence = nil
      rows[row]?.row.nextAttempt = nil
      rows[row]?.row.files = []
    }
  }

  /// Waiting rows were ended by a person's order.
  mutating func cancelled(_ ended: [Int]) {
    version += 1
    for row in ended {
      mark(row, Ending(.cancelled))
      problems[row] = nil
      rows[row]?.row.state = .cancelled
      rows[row]?.row.nextAttempt = nil
    }
  }

  /// Takes what was read from row files, where nothing later is known.
  mutating func take(_ histories: [TaskHistory], picture column: String?) {
    for history in histories {
      let row = history.record.row
      let known = max(rows[row]?.lines ?? 0, problems[row]?.lines ?? 0)
      guard known < history.lineCount || (known == 1 && rows[row]?.row.label.isEmpty != false) else { continue }
      let retriesSoFar = retries
      if case .end? = history.last?.event {
        note(history, picture: column)
        retries = retriesSoFar
      } else if isShown(row), rows[row] == nil {
        version += 1
        rows[row] = Entry(history, nil)
      }
    }
  }

  // MARK: Bookkeeping

  private mutating func keep(_ entry: Entry, isProblem: Bool) {
    let row = entry.row.number
    if isShown(row) { rows[row] = entry }
    if isProblem, problems[row] != nil || problems.count < Self.keptProblems { problems[row] = entry }
  }

  private mutating func mark(_ row: Int, _ ending: Ending) {
    unmark(row)
    guard ending.outcome != .done, marks.count < Self.mostMarks else { return }
    let isProblem = ending.outcome == .retry || ending.outcome.folder == .failed
    let cause = isProblem ? ending.failure.map { causes.add($0, row: row) } : nil
    marks[row] = Mark(outcome: ending.outcome, cause: cause)
    outcomes[ending.outcome, default: 0] += 1
  }

  private mutating func unmark(_ row: Int) {
    guard !marks.isEmpty, let mark = marks.removeValue(forKey: row) else { return }
    if let cause = mark.cause { causes.remove(cause, row: row) }
    outcomes[mark.outcome, default: 1] -= 1
  }

  private mutating func addPictures(of history: TaskHistory, _ ending: Ending, _ column: String?) {
    let row = history.record.row
    guard showsPictures(of: row) else { return }
    let original = column.flatMap { Self.original(of: history, in: $0) }
    let found = ending.files.filter(\.isPicture).map { Picture(file: $0.name, original: original) }
    if !found.isEmpty { pictures[row] = found }
  }

  /// The path of the picture in an input column, below the job's folder.
  private static func original(of history: TaskHistory, in column: String) -> String? {
    let fetched = history.inputs.first { $0.column == WebInput.storedColumn(of: column) }
    return fetched.map { "\(JobFile.files)/\($0.name)" } ?? history.values[column]?.string
  }
}

extension StatusBook.Entry {
  init(_ history: TaskHistory, _ ending: Ending?) {
    var row = PageRow(
      number: history.record.row, state: ResultState(folder: history.folder, outcome: ending?.outcome),
      label: PageRow.label(of: history.record.cells))
    row.attempts = history.attempt
    row.sentence = ending?.failure?.message
    row.nextAttempt = ending?.outcome == .retry ? ending?.notBefore : nil
    row.files = ending?.files.prefix(8).map(\.name) ?? []
    self.init(row: row, lines: history.lineCount)
  }
}
