import Foundation
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import JobProcessing
@testable import Spool

@Suite struct PagePicturesTests {
  private let temporary: TemporaryFolder
  private let job: JobID
  private let folder: JobFolder
  private let delivery: Delivery
  private let book: StatusBook

  init() throws {
    temporary = try TemporaryFolder()
    let spool = try Spool.create(SpoolLayout(root: temporary.path.appending("spool")))
    job = try #require(JobID("20261121-093512-cups-ab23"))
    _ = try spool.jobs.makeFolder(job.text)
    folder = try spool.jobFolder(job)
    delivery = try Delivery(of: job, in: spool)
    var history = TaskHistory(TaskRecord(job: job, row: 2, cells: [.text("cup")], values: [:]))
    history.append(TaskLine(.start(attempt: 1)))
    let made = ProducedFile(
      column: "picture", name: "2-cup.png", mediaType: "image/png", bytes: 1, sha256: "0")
    history.append(TaskLine(.end(Ending(.done, files: [made]))))
    var book = StatusBook(RowRanges(2...2))
    book.note(history, picture: nil)
    self.book = book
  }

  /// Writes a file of the job as it is so many seconds from the beginning.
  private func write(_ text: String, to name: String, after seconds: Double) throws {
    let path = folder.folder.path.appending(FilePath(name).components)
    try path.write(text)
    let attributes = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000_000 + seconds)]
    try FileManager.default.setAttributes(attributes, ofItemAtPath: path.string)
  }

  @Test func aRowThatRunsAgainReplacesItsSmallPicture() throws {
    let beside = delivery.path.appending("thumbnails").appending("2-cup.png.jpg")
    var delivered: [String: Timestamp] = [:]
    try write("first", to: "files/2-cup.png", after: 0)
    try write("small first", to: "thumbnails/2-cup.png.jpg", after: 1)
    try PagePictures.deliver(book, of: folder, by: delivery, delivered: &delivered)
    #expect(try beside.text() == "small first" && delivered.keys.map(\.self) == ["2-cup.png.jpg"])
    try write("second", to: "files/2-cup.png", after: 2)
    try PagePictures.deliver(book, of: folder, by: delivery, delivered: &delivered)
    #expect(delivered.isEmpty, "the page does not show what is another picture's")
    try write("small second", to: "thumbnails/2-cup.png.jpg", after: 3)
    try PagePictures.deliver(book, of: folder, by: delivery, delivered: &delivered)
    #expect(try beside.text() == "small second")
  }

  @Test func whatPeopleTookAwayIsNotWrittenAgain() throws {
    let beside = delivery.path.appending("thumbnails").appending("2-cup.png.jpg")
    var delivered: [String: Timestamp] = [:]
    try write("first", to: "files/2-cup.png", after: 0)
    try write("small", to: "thumbnails/2-cup.png.jpg", after: 1)
    try PagePictures.deliver(book, of: folder, by: delivery, delivered: &delivered)
    try FileManager.default.removeItem(atPath: beside.string)
    try PagePictures.deliver(book, of: folder, by: delivery, delivered: &delivered)
    #expect(!beside.exists)
  }
}
