import Foundation
import JobModel
import Testing

@testable import Results

@Suite struct StatusPagesTests {
  private let pages: StatusPages
  private let id: JobID

  init() throws {
    pages = try StatusPages()
    id = try #require(JobID("20261121-093512-杯子-ab23"))
  }

  private func page(_ state: JobState = .running, next: Duration? = .seconds(60)) -> JobPage {
    let time = Timestamp(milliseconds: 1_795_000_000_000)
    var page = JobPage(
      id: id, name: "杯子.xlsx", state: state, freshness: PageFreshness(written: time, nextWithin: next))
    page.counts = PageCounts(total: 10)
    (page.counts[.done], page.counts[.failed], page.counts[.pending]) = (4, 1, 5)
    return page
  }

  private func row(_ number: Int, _ label: String, _ sentence: Message? = nil) -> PageRow {
    var row = PageRow(number: number, state: sentence == nil ? .done : .failed, label: label)
    row.sentence = sentence
    return row
  }

  // MARK: Safety

  @Test func aScriptInACellIsText() {
    var page = page()
    let evil = "<script>alert(1)</script>"
    page.rows = [row(2, evil, "It says \(evil).")]
    page.problemRows = page.rows
    page.notes = ["\(evil)"]
    page.causes = [FailureCauses.Cause(message: "\(evil)", count: 1, firstRows: [2])]
    page.facts = [JobPage.Fact("Sheet", Message(verbatim: evil))]
    page.log = [JobPage.LogLine(at: page.freshness.written, "\(evil)")]
    page.name = evil
    let html = pages.html(of: page, in: .english)
    #expect(!html.contains(evil))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(html.components(separatedBy: "<script>").count == 2, "our own script alone")
  }

  /// A quotation mark with a combining accent is one character, and a browser still ends an attribute at it.
  @Test func aQuotationMarkWithAnAccentEndsNoAttribute() {
    var page = page()
    let file = "cup\"\u{301} onerror=alert(1) x=\".jpg"
    page.pictures = [PagePicture(row: 2, state: .done, label: "<\u{338}img>", file: file)]
    let html = pages.html(of: page, in: .english)
    #expect(!html.unicodeScalars.map(String.init).joined(separator: "|").contains("\"|\u{301}"))
    #expect(html.contains("data-name=\"cup&quot;\u{301} onerror"))
    #expect(!html.unicodeScalars.map(String.init).joined(separator: "|").contains("<|\u{338}"))
  }

  @Test func linksLeadToTheFolderAlone() {
    #expect("2-a b#c?%d.jpg".asLinkPart == "2-a%20b%23c%3F%25d.jpg")
    #expect("../../x".asLinkPart == "..%2F..%2Fx")
    #expect("javascript:alert(1)".asLinkPart == "javascript%3Aalert%281%29")
    #expect("杯\n".asLinkPart == "%E6%9D%AF%0A")
  }

  @Test func marksThatTurnTheDirectionOfWritingAreShown() {
    #expect(PageEscaping().escapeText("a\u{202E}gpj.exe\u{0}") == "a\u{FFFD}gpj.exe\u{FFFD}")
  }

  // MARK: Contents

  @Test func saysItsStateInBothLanguages() {
    var page = page(.paused)
    page.reason = "A person paused the job. It goes on when its ticket is copied into control/resume."
    let english = pages.html(of: page, in: .english)
    #expect(english.contains("<html lang=\"en\"") && english.contains(">Paused</b>"))
    #expect(english.contains("A person paused the job."))
    let chinese = pages.html(of: page, in: .simplifiedChinese)
    #expect(chinese.contains("<html lang=\"zh-Hans\"") && chinese.contains(">已暂停</b>"))
    #expect(chinese.contains("有人暂停了此任务。"))
    #expect(chinese.contains("复制到与 outgoing 同级的以下文件夹之一"))
    #expect(chinese.contains("\(id).ticket.txt"))
  }

  @Test func aRunningPageRefreshesItselfAndAFinishedOneDoesNot() {
    let running = pages.html(of: page(), in: .english)
    #expect(running.contains("http-equiv=\"refresh\"") && running.contains("data-live=\"yes\" data-next=\"60\""))
    let finished = pages.html(of: page(.completed, next: nil), in: .english)
    #expect(!finished.contains("http-equiv=\"refresh\"") && finished.contains("data-live=\"\""))
  }

  @Test func aStoppedServerIsNamed() {
    var page = page()
    page.freshness.isServerStopped = true
    #expect(pages.html(of: page, in: .english).contains("The server was stopped."))
  }

  @Test func loadsNothingFromElsewhere() {
    let html = pages.html(of: page(), in: .english)
    #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("//cdn"))
    #expect(html.contains("default-src 'none'"))
  }

  @Test func hasItsRowsBarDownloadsAndPictures() {
    var page = page()
    page.rows = [row(2, "red cup")]
    page.downloads = [JobPage.Download("Results workbook", name: "杯子-results.xlsx")]
    var picture = PagePicture(row: 2, state: .done, label: "red cup", file: "2-cup-image.jpg")
    (picture.thumbnail, picture.original) = ("2-cup-image.jpg.jpg", "original-2.jpg")
    page.pictures = [picture]
    page.retries.attempts = 3
    let html = pages.html(of: page, in: .english)
    #expect(html.contains("<i class=\"done\" style=\"width:40.0%\""))
    #expect(html.contains("href=\"%E6%9D%AF%E5%AD%90-results.xlsx\""))
    #expect(
      html.contains("src=\"thumbnails/2-cup-image.jpg.jpg\"") && html.contains("src=\"thumbnails/original-2.jpg\""))
    #expect(html.contains("href=\"files/2-cup-image.jpg\""))
    #expect(html.contains("<td class=\"n\">2</td>"))
    #expect(html.contains("<span>Further attempts</span><b>3</b>"))
  }

  @Test func isSmallForAHundredThousandRows() {
    var page = page()
    page.counts = PageCounts(total: 100_000)
    (page.counts[.done], page.counts[.failed]) = (50_000, 50_000)
    let sentence = Message(verbatim: String(repeating: "这个单元格的内容不能使用。", count: 100))
    let label = PageRow.label(of: Array(repeating: .text(String(repeating: "长", count: 500)), count: 9))
    page.problemRows = (0..<100).map { row($0, label, sentence) }
    page.rows = (0..<200).map { row($0, label) }
    page.causes = (0..<20).map { FailureCauses.Cause(message: sentence, count: 9, firstRows: [$0]) }
    page.log = (0..<40).map { _ in JobPage.LogLine(at: page.freshness.written, sentence) }
    page.pictures = (0..<60).map { PagePicture(row: $0, state: .done, label: "杯子", file: "\($0)-杯子-image.jpg") }
    (page.unshownRows, page.unshownProblemRows) = (99_800, 49_900)
    let html = pages.html(of: page, in: .simplifiedChinese)
    #expect(html.utf8.count < 300 << 10)
    #expect(html.contains("另有 99,800 行未在此显示"))
  }

  // MARK: The page over all jobs

  @Test func theIndexListsJobsWaitingFilesAndWhatWasGivenBack() {
    let time = Timestamp(milliseconds: 1_795_000_000_000)
    var index = IndexPage(freshness: PageFreshness(written: time, nextWithin: .seconds(60)))
    var job = IndexPage.Job(id: id, name: "杯子.xlsx", state: .running, since: time)
    job.counts = PageCounts(total: 10)
    job.counts[.done] = 5
    index.jobs = [job]
    index.waiting = [
      IndexPage.Waiting(name: "w/book.xlsx", reason: "“book.xlsx” is still being copied.", since: time)
    ]
    index.rejected = [IndexPage.Rejected(name: "a<b.csv", reasons: "It lacks columns.\nAdd them.", at: time)]
    let html = pages.html(of: index, in: .english)
    #expect(html.contains("href=\"20261121-093512-%E6%9D%AF%E5%AD%90-ab23/STATUS.html\""))
    #expect(html.contains("w/book.xlsx") && html.contains("“book.xlsx” is still being copied."))
    #expect(html.contains("a&lt;b.csv") && html.contains("It lacks columns.\nAdd them."))
    #expect(html.contains("style=\"width:50.0%\""))
  }

  @Test func theTicketBeginsWithItsMark() throws {
    let text = StatusTicket.text(of: id, drop: "杯子.xlsx", in: .simplifiedChinese)
    #expect(JobTicket(text)?.job == id)
    #expect(text.contains("control/pause：暂停。"))
  }
}
