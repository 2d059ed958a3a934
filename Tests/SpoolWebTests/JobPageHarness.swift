import Foundation
import HTTPTypes
import JobModel
import SystemPackage

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// A page with one job of given rows, which do not run.
final class JobPageHarness {
  let page: TestPage
  let job: JobID
  private let workflow: String
  private let name: String
  var path: FilePath { page.path }
  var server: Server { page.server }
  var spool: Spool { server.spool }

  static let pictures = """
    titles: {en: Pictures, zh: 图片}
    columns:
      - {name: image, titles: {en: Image, zh: 图片}, type: image}
      - {name: prompt, titles: {en: Prompt, zh: 提示词}, type: paragraph}
    steps:
      - name: made
        command: {run: [/bin/true], outputs: {picture: {file: x.png, type: image}}}
    results:
      - {name: picture, type: image}
    """

  init(_ name: String = "茶杯.csv", workflow: String = pictures) throws {
    page = try TestPage(TestPage.withoutWorkflows)
    var generator = SystemRandomNumberGenerator()
    job = JobID(drop: "cups.csv", time: .now, using: &generator)
    (self.workflow, self.name) = (workflow, name)
  }

  // MARK: The job

  /// Hands the drop in, which nobody reads.
  func submit() throws {
    let file = path.appending("cups.csv")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: file.string))
    let claim = DropClaim(
      job: job, name: name, origins: [file], workflow: "w", submitter: Submitter(name: "li", from: "submit"))
    try spool.submit(claim, files: [file])
  }

  /// Commits the job: rows with an ending have it and lie in its folder.
  ///
  /// - Parameter values: of a row.
  func commit(
    _ rows: ClosedRange<Int>, values: (Int) -> JSONObject = { ["prompt": .string("cup \($0)")] },
    ending: (Int) -> Ending? = { _ in nil }
  ) throws {
    try submit()
    try commitSubmitted(rows, values: values, ending: ending)
  }

  /// The same for a drop that was handed in already.
  func commitSubmitted(
    _ rows: ClosedRange<Int>, values: (Int) -> JSONObject = { ["prompt": .string("cup \($0)")] },
    ending: (Int) -> Ending? = { _ in nil }
  ) throws {
    let workshop = try spool.makeWorkshop(job)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows {
      let values = values(row)
      try writer.write(
        TaskRecord(job: job, row: row, cells: values.members.map { .text($0.value.plainText) }, values: values),
        ending: ending(row), at: .now)
    }
    try writer.finish()
    try spool.commit(manifest(rows), workflow: workflow)
    let folders = try JobRows(job, in: spool)
    for row in rows where ending(row) != nil { _ = try folders.claim(row) }
  }

  private func manifest(_ rows: ClosedRange<Int>) -> JobManifest {
    JobManifest(
      id: job, name: name, workflow: "w", submitter: Submitter(name: "li", from: "submit"), committedAt: .now,
      columns: ["prompt"], rows: RowRanges(rows))
  }

  func finish(_ state: JobState = .completed) throws {
    try spool.jobFolder(job).finish(
      FinishedRecord(round: 1, state: state, counts: ["done": 1], delivered: ["cups-results.xlsx", "cups-results.zip"]))
  }

  /// Gives the job to the dispatcher, all of whose rows wait.
  func adopt(_ rows: ClosedRange<Int>) async throws {
    try await server.dispatcher.adopt(spool.committed(manifest(rows)))
  }

  /// A result of a row, with its file.
  func result(_ row: Int, _ bytes: [UInt8], as ending: String = "png", type: String = "image/png") throws
    -> ProducedFile
  {
    let name = "\(row)-cup \(row)-picture.\(ending)"
    let folder = try spool.jobFolder(job).folder.makeFolder("files")
    try folder.replace(name, with: bytes, by: spool.tmp)
    return ProducedFile(
      column: "picture", name: name, mediaType: type, bytes: bytes.count, sha256: "\(bytes.hashValue)")
  }

  // MARK: Requests

  /// - Parameter path: `{job}` stands for the job's name.
  func ask(
    _ path: String, _ method: HTTPRequest.Method = .get, _ body: String? = nil, _ headers: HTTPFields = [:]
  ) async throws -> TestAnswer {
    var headers = headers
    if method != .get { headers[.pageToken] = try page.fields[.pageToken] }
    return try await page.ask(method, path.replacing("{job}", with: job.text), headers, body: body ?? "")
  }
}

extension TestAnswer {
  var text: String { body }
  var rows: [Int] { items.compactMap { $0["row"]?.integer } }
}
