import JobModel
import Results
import Spool
import Workflows

/// Makes what a job's page shows of what the dispatcher says. Pure.
struct JobPageMaker {
  let status: JobStatus
  let language: Language
  /// The job's last events.
  var events: [JSONObject] = []
  var pace: JobSummary.Progress?
  /// Names in the job's folder in `outgoing/` that can be taken away.
  var downloads: [String] = []
  /// Names in `thumbnails/` that are there.
  var thumbnails: Set<String> = []
  var problems: [Message] = []
  var unshownProblems = 0
  /// Rows whose cells are listed: they are said once, not by cause and row again.
  private var rowsByCell: Set<Int> = []

  private static let shownCauses = 20
  private static let loggedLines = 40

  init(_ status: JobStatus, in language: Language) {
    self.status = status
    self.language = language
  }

  func page(_ freshness: PageFreshness) -> JobPage {
    let (manifest, digest, book) = (status.manifest, status.digest, status.book)
    var page = JobPage(
      id: manifest.id, name: manifest.name, state: status.finished?.state ?? digest.state, freshness: freshness)
    page.counts = status.finished.map { PageCounts($0, total: digest.total) } ?? digest.counts(book)
    if status.finished == nil {
      page.reason = digest.reason
      if digest.state == .running, let pace { page.pace = JobPage.Pace(rate: pace.rate, left: pace.left) }
    }
    page.retries.attempts = book.retries
    if status.finished == nil {
      page.retries.waiting = digest.retrying
      page.retries.next = digest.nextRetry
    }
    page.facts = JobFacts(status, in: language).all
    page.notes = manifest.notes
    (page.cellProblems, page.unshownCellProblems) = (problems, unshownProblems)
    // Failures of one cause have the same sentence but for names and numbers: all of them are about cells, or none is.
    let (byCell, causes) = book.causes.byCount.parted {
      !$0.firstRows.isEmpty && rowsByCell.isSuperset(of: $0.firstRows)
    }
    page.causes = Array(causes.prefix(Self.shownCauses))
    let failed = page.counts[.failed] + page.counts[.unknown] + page.counts[.retrying]
    page.otherFailures = max(0, failed - (page.causes + byCell).reduce(0) { $0 + $1.count })
    addRows(to: &page)
    addPictures(to: &page)
    page.downloads = downloads.map { JobPage.Download(Self.title(of: $0, isFinal: status.finished != nil), name: $0) }
    page.log = events.suffix(Self.loggedLines).reversed().compactMap(JobPage.LogLine.init)
    return page
  }

  private static func title(of name: String, isFinal: Bool) -> Message {
    if Language.allCases.contains(where: { name.hasSuffix(ResultsNames.markedEnding($0)) }) {
      return "Your table, with its bad cells marked"
    }
    if name.hasSuffix(".zip") { return isFinal ? "All results, as a ZIP" : "The results so far, as a ZIP" }
    return isFinal ? "Results workbook" : "Results workbook, so far"
  }

  private static let shownProblems = 50

  /// What is wrong with the drop's cells, apart from rows that were mended since.
  mutating func take(_ found: DropProblems) {
    let open = found.problems.filter { problem in
      guard let row = problem.row, let state = status.book.rows[row]?.row.state else { return true }
      return state != .done && state != .warning
    }
    problems = open.prefix(Self.shownProblems).map(\.sentence)
    // A row that has run since may have failed for another reason.
    rowsByCell = Set(open.compactMap(\.row)).filter { row in
      (status.book.problems[row] ?? status.book.rows[row])?.row.attempts ?? 0 == 0
    }
    let unread = found.count - found.problems.count
    unshownProblems = open.count - problems.count + unread
  }

  // MARK: Rows

  private func addRows(to page: inout JobPage) {
    let book = status.book
    let problems = book.problems.keys.filter { !rowsByCell.contains($0) }.sorted().prefix(StatusBook.shownProblems)
    page.problemRows = problems.compactMap { book.problems[$0]?.row }.map(current)
    let failed = page.counts[.failed] + page.counts[.unknown] + page.counts[.retrying]
    page.unshownProblemRows = max(0, failed - page.problemRows.count - rowsByCell.count)
    page.rows = book.rows.keys.sorted().prefix(StatusBook.shownRows).compactMap { book.rows[$0]?.row }.map(current)
    page.unshownRows = page.rows.isEmpty ? 0 : max(0, status.digest.total - page.rows.count)
  }

  /// A row that was read while it waited may be running by now.
  private func current(_ row: PageRow) -> PageRow {
    var row = row
    switch row.state {
    case .pending, .retrying, .running:
      if status.runningRows.contains(row.number) {
        row.state = .running
      } else if row.state == .running {
        row.state = .pending
      }
    case .done, .warning, .failed, .unknown, .cancelled: break
    }
    return row
  }

  private func addPictures(to page: inout JobPage) {
    let book = status.book
    for number in book.pictures.keys.sorted() {
      let row = book.rows[number]?.row ?? book.problems[number]?.row
      for picture in book.pictures[number] ?? [] where page.pictures.count < StatusBook.shownPictures {
        var shown = PagePicture(
          row: number, state: row?.state ?? .done, label: row?.label ?? "", file: picture.file)
        shown.thumbnail = existing(PagePictures.thumbnail(of: picture))
        shown.original = picture.original.flatMap { existing(PagePictures.original(of: number, path: $0)) }
        page.pictures.append(shown)
      }
    }
    guard !page.pictures.isEmpty, status.digest.done > book.pictures.count else { return }
    if book.pictures.count >= StatusBook.shownPictures {
      page.unshownPictures = status.digest.done - book.pictures.count
    }
  }

  private func existing(_ name: String?) -> String? {
    name.flatMap { thumbnails.contains($0) ? $0 : nil }
  }
}

extension PageCounts {
  /// Of a finished job: its rows by outcome, as its results have them.
  init(_ finished: FinishedRecord, total: Int) {
    self.init(total: total)
    for (name, count) in finished.counts {
      // Good results that were carried over from an earlier job are good results.
      self[ResultState(rawValue: name) ?? .done] += count
    }
  }
}

extension [FailureCauses.Cause] {
  fileprivate func parted(_ belongs: (Element) -> Bool) -> (yes: [Element], no: [Element]) {
    (filter(belongs), filter { !belongs($0) })
  }
}
