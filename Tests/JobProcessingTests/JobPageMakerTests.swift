import JobModel
import Results
import Spool
import Testing
import Workflows

@testable import JobProcessing

@Suite struct JobPageMakerTests {
  private let spool: ViewedSpool
  private let names: [Int: String] = [2: "B2", 3: "B3", 5: "B5"]

  init() throws {
    spool = try ViewedSpool()
    try spool.submit()
    try spool.commit(rows: 2...6)
  }

  private func history(_ row: Int, attempts: Int, _ message: Message) -> TaskHistory {
    var history = TaskHistory(TaskRecord(job: spool.job, row: row, cells: [.text("cup \(row)")]))
    for attempt in 0..<attempts { history.append(TaskLine(.start(attempt: attempt + 1))) }
    history.append(TaskLine(.end(Ending(.failed, failure: Failure(.invalid, code: "bad", message: message)))))
    return history
  }

  /// A page of a job whose rows 2, 3 and 5 had bad cells, and whose row 5 was tried again since.
  private func page() throws -> JobPage {
    let manifest = try #require(try spool.spool.jobFolder(spool.job).manifest())
    var book = StatusBook(manifest.rows)
    book.note(history(2, attempts: 0, "Cell B2 (Size): 'x' is not a whole number."), picture: nil)
    book.note(history(3, attempts: 0, "Cell B3 (Size): 'y' is not a whole number."), picture: nil)
    book.note(history(5, attempts: 1, "The service is gone."), picture: nil)
    book.note(history(6, attempts: 1, "The service is gone."), picture: nil)
    var digest = StatusDigest(state: .running, since: .now)
    (digest.total, digest.failed, digest.pending) = (5, 4, 1)
    let status = JobStatus(
      manifest: manifest, definition: try WorkflowDefinition(yaml: "steps: []\n", id: "w"),
      folder: try spool.spool.jobFolder(spool.job), digest: digest, book: book)
    var problems = DropProblems()
    for (row, cell) in names.sorted(by: { $0.key < $1.key }) {
      var problem = DropProblem(code: "not-a-number", message: "Cell \(cell) (Size) holds no whole number.")
      problem.row = row
      problems.add(problem, most: 500)
    }
    var maker = JobPageMaker(status, in: .english)
    maker.take(problems)
    return maker.page(PageFreshness(written: .now, nextWithin: .seconds(1)))
  }

  @Test func badCellsAreSaidOnce() throws {
    let page = try page()
    #expect(page.cellProblems.map(\.english).contains("Cell B2 (Size) holds no whole number."))
    #expect(page.causes.map(\.message.english) == ["The service is gone."])
    #expect(page.causes.first?.count == 2)
    #expect(page.otherFailures == 0)
    #expect(page.problemRows.map(\.number) == [5, 6])
    #expect(page.unshownProblemRows == 0)
    #expect(page.rows.map(\.label) == ["cup 2", "cup 3", "cup 5", "cup 6"])
  }
}
