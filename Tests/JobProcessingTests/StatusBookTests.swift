import JobModel
import Results
import Testing

@testable import JobProcessing

@Suite struct StatusBookTests {
  private let job: JobID

  init() throws {
    job = try #require(JobID("20261121-093512-cups-ab23"))
  }

  private func history(_ row: Int, _ endings: Ending..., image: String? = nil) -> TaskHistory {
    var history = TaskHistory(
      TaskRecord(
        job: job, row: row, cells: [.text("cup \(row)")], values: image.map { ["image": .string($0)] } ?? [:]))
    for (index, ending) in endings.enumerated() {
      history.append(TaskLine(.start(attempt: index + 1)))
      history.append(TaskLine(.end(ending)))
    }
    return history
  }

  private func failed(_ message: Message = "It is bad.", _ outcome: Outcome = .failed) -> Ending {
    Ending(outcome, failure: Failure(.invalid, code: "bad", message: message))
  }

  private func book(_ rows: Int) -> StatusBook { StatusBook(RowRanges(1...rows)) }

  @Test func aRowThatFailedAndRunsAgainWellIsForgotten() {
    var book = book(10)
    book.note(history(3, failed()), picture: nil)
    #expect(book.count(of: .failed) == 1 && book.problems[3]?.row.sentence == "It is bad.")
    #expect(book.causes.byCount.map(\.count) == [1])
    book.requeued([3])
    #expect(book.count(of: .failed) == 0 && book.problems.isEmpty && book.causes.isEmpty)
    #expect(book.rows[3]?.row.state == .pending && book.rows[3]?.row.label == "cup 3")
    book.note(history(3, failed(), Ending(.done)), picture: nil)
    #expect(book.rows[3]?.row.state == .done && book.rows[3]?.row.attempts == 2)
  }

  @Test func aRowThatIsTriedAgainIsAProblemUntilItWorks() {
    var book = book(10)
    var retry = failed("No answer.", .retry)
    retry.notBefore = Timestamp(milliseconds: 5)
    book.note(history(4, retry), picture: nil)
    #expect(book.problems[4]?.row.state == .retrying)
    #expect(book.problems[4]?.row.nextAttempt == Timestamp(milliseconds: 5))
    #expect(book.retries == 1)
    book.note(history(4, retry, Ending(.done)), picture: nil)
    #expect(book.problems.isEmpty && book.causes.isEmpty && book.retries == 1)
  }

  @Test func aHundredThousandFailuresTakeLittleRoom() {
    var book = book(120_000)
    for row in 1...120_000 { book.note(history(row, failed("The number \(row) is bad.")), picture: nil) }
    #expect(book.problems.count == 300 && book.rows.count == 200)
    #expect(book.causes.byCount.map(\.count) == [100_000])
    #expect(book.forPage.problems.count == 300)
  }

  @Test func cancelledRowsAreNoProblems() {
    var book = book(10)
    book.take([history(5)], picture: nil)
    book.cancelled([5])
    #expect(book.rows[5]?.row.state == .cancelled && book.count(of: .cancelled) == 1 && book.problems.isEmpty)
  }

  @Test func whatIsReadFromFilesNeverReplacesWhatIsNewer() {
    var book = book(10)
    book.note(history(2, Ending(.done)), picture: nil)
    book.take([history(2)], picture: nil)
    #expect(book.rows[2]?.row.state == .done)
    book.take([history(3), history(6, failed())], picture: nil)
    #expect(book.rows[3]?.row.state == .pending && book.rows[3]?.row.label == "cup 3")
    #expect(book.problems[6] != nil && book.retries == 0)
  }

  @Test func picturesAreKeptWithWhatTheyWereMadeFrom() {
    var book = book(500)
    let file = ProducedFile(column: "image", name: "2-cup-image.jpg", mediaType: "image/jpeg", bytes: 1, sha256: "")
    for row in 1...100 {
      book.note(history(row, Ending(.done, files: [file]), image: "source/cup.jpg"), picture: "image")
    }
    #expect(book.pictures.count == StatusBook.shownPictures)
    #expect(book.pictures[1]?.first?.original == "source/cup.jpg")
  }

  @Test(arguments: [
    ("source/a.jpg", true), ("input/x/a.jpg", true), ("/etc/passwd", false), ("source/../../x", false), ("a", false),
  ])
  func originalsLieInTheDropAlone(path: String, isOne: Bool) {
    #expect((PagePictures.original(of: 2, path: path) == "original-2.jpg") == isOne)
  }
}
