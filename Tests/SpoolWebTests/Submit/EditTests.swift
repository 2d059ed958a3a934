import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobModel
import JobProcessing
import NIOCore
import Spool
import SystemPackage
import TestSupport
import Testing

@testable import SpoolWeb

/// Pictures that are worked on further: jobs that are begun with another job's result.
@Suite struct EditTests {
  private static let picture = TestPicture.png(width: 4, height: 3, red: 200, green: 90, blue: 10)

  /// Hands a picture in for a job that copies it.
  ///
  /// - Returns: the job, when it is finished, and its result.
  private func begin(_ page: RunningPage, _ client: PageClient, _ headers: HTTPFields = [:]) async throws
    -> PictureOrigin
  {
    var form = TestForm()
    form.add("workflow", "reprint")
    form.add("value.note", "the first")
    form.add("value.picture", file: "cup.png", Self.picture)
    let response = try await client.post(form, to: "/api/v1/jobs", headers)
    let job = try #require(try response.object["job"]?.string.flatMap(JobID.init))
    return try await result(of: job, page)
  }

  private func result(of job: JobID, _ page: RunningPage) async throws -> PictureOrigin {
    try await wait(for: "the result of \(job); given back: \(page.rejections)") {
      guard let folder = try? page.spool.jobFolder(job), try folder.finished() != nil,
        let row = try folder.manifest()?.rows.ranges.first?.lowerBound,
        case .end(let ending)? = try JobRows(job, in: page.spool).read(row)?.history.last?.event
      else { return nil }
      return ending.files.first.map { PictureOrigin(job: job, row: row, file: $0.name) }
    }
  }

  private func edit(
    _ origin: PictureOrigin, _ client: PageClient, _ more: JSONObject = ["values": ["note": "bluer"]],
    _ headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    let body = JSONObject([("workflow", "reprint"), ("from", .object(origin.json))]).merging(more)
    var headers = headers
    headers[.contentType] = "application/json"
    return try await client.execute(
      uri: "/api/v1/jobs", method: .post, headers: headers,
      body: ByteBuffer(bytes: JSONWriter.bytes(of: .object(body))))
  }

  private func job(_ response: TestResponse) throws -> JobID {
    try #require(try response.object["job"]?.string.flatMap(JobID.init), "\(String(buffer: response.body))")
  }

  private func items(_ path: String, _ client: PageClient, _ headers: HTTPFields = [:]) async throws -> [JSONObject] {
    let answer = try await client.execute(uri: "/api/v1" + path, method: .get, headers: headers)
    return try answer.object["items"]?.array?.compactMap(\.object) ?? []
  }

  // MARK: Beginning

  @Test func aJobOfOneRowBeginsWithThePictureAndIsListedWithIt() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      let edit = try job(try await edit(origin, client))
      let made = try await result(of: edit, page)
      #expect(try page.spool.jobFolder(edit).manifest()?.begunWith == origin)
      let path = page.spool.layout.root.appending("jobs").appending(edit.text).appending("files").appending(made.file)
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path.string))) == Self.picture)
      let listed = try await items("/jobs/\(origin.job.pathSegment)/edits", client)
      #expect(listed.map { $0["job"] } == [.string(edit.text)])
      #expect(listed.first?["root"] == .object(origin.json))
      #expect(listed.first?["result"]?.object?["files"]?.array?.first?.object?["name"] == .string(made.file))
      #expect(listed.first?["result"]?.object?["state"] == "done")
    }
  }

  @Test func aPresetFillsInWhatTheRowNeeds() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      let refused = try await edit(origin, client, ["values": [:]])
      #expect(refused.status == .unprocessableContent)
      #expect(try refused.object["fields"]?.array?.map { $0.object?["name"]?.string } == ["note"])
      let edit = try job(try await edit(origin, client, ["preset": "usual"]))
      let made = try await result(of: edit, page)
      #expect(try JobRows(edit, in: page.spool).read(made.row)?.history.values["note"] == "as usual")
    }
  }

  @Test func editsOfEditsGoBackToTheFirstPicture() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      let first = try await result(of: try job(try await edit(origin, client)), page)
      let second = try await result(of: try job(try await edit(first, client)), page)
      let place = "/jobs/\(origin.job.pathSegment)/edits"
      let listed = try await items(place, client)
      #expect(listed.map { $0["job"] } == [.string(first.job.text), .string(second.job.text)])
      #expect(listed.map { $0["root"] } == [.object(origin.json), .object(origin.json)])
      #expect(listed.last?["begunWith"] == .object(first.json))
      let page = try await client.execute(uri: "/api/v1\(place)?limit=1", method: .get).object
      #expect(page["next"] == .string(first.job.text))
      #expect(try await items("\(place)?after=\(first.job.pathSegment)", client).count == 1)
      #expect(try await items("\(place)?row=\(origin.row)", client).count == 2)
      #expect(try await items("\(place)?row=\(origin.row + 1)", client).isEmpty)
      // What was begun with it is seen in the list of jobs too.
      #expect(try await items("/jobs", client).first?["begunWith"] == .object(first.json))
    }
  }

  @Test(arguments: ["../job.json", "none.png", "/etc/passwd", "..", "", "made.png", "2-cup.png"])
  func onlyResultsOfTheOtherJobAreTaken(file: String) async throws {
    let page = try RunningPage()
    try await page.run { client in
      var origin = try await begin(page, client)
      let job = origin.job
      origin.file = file
      #expect(try await edit(origin, client).status == .notFound)
      #expect(page.leftovers.isEmpty && page.spool.jobs.path.names == [job.text])
    }
  }

  @Test func aResultOfAnotherRowIsNotTaken() async throws {
    let page = try RunningPage()
    try await page.run { client in
      var origin = try await begin(page, client)
      origin.row += 1
      #expect(try await edit(origin, client).status == .notFound)
    }
  }

  @Test func aPictureToBeginWithIsARowEvenWhereFilesAreMeant() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      var form = TestForm()
      form.add("workflow", "reprint")
      form.add("as", "files")
      form.add("from", String(decoding: JSONWriter.bytes(of: .object(origin.json)), as: UTF8.self))
      form.add("value.note", "bluer")
      let edit = try job(try await client.post(form))
      #expect(try await result(of: edit, page).job == edit)
      #expect(try page.spool.jobFolder(edit).manifest()?.begunWith == origin)
    }
  }

  // MARK: Pages

  @Test func theEditsPageNamesThePictureAndALinkToIt() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      let edit = try job(try await edit(origin, client))
      _ = try await result(of: edit, page)
      let path = "/jobs/\(edit.pathSegment)"
      let shown = String(buffer: try await client.execute(uri: path, method: .get).body)
      #expect(shown.contains("Begun with the picture of row \(origin.row) of "))
      #expect(shown.contains("href=\"/jobs/\(origin.job.pathSegment)#tab=pictures&amp;shot="))
      _ = try await client.execute(uri: "/api/v1/jobs/\(origin.job.pathSegment)/clear", method: .post)
      try await wait(for: "the first job to be gone") {
        try await client.execute(uri: "/jobs/\(origin.job.pathSegment)", method: .get).status == .notFound
      }
      let later = String(buffer: try await client.execute(uri: path, method: .get).body)
      #expect(later.contains("Begun with a picture of a job that is not there any more."))
    }
  }

  // MARK: Who sees what

  @Test func withOwnJobsOnlyNobodyTakesOrSeesAnothersPicture() async throws {
    let page = try RunningPage(["ROWSPOOL_VISIBILITY": "own"])
    let lin: HTTPFields = [.authorization: "Bearer \(try page.token("lin"))"]
    let wang: HTTPFields = [.authorization: "Bearer \(try page.token("wang"))"]
    try await page.run { client in
      let origin = try await begin(page, client, lin)
      #expect(try await edit(origin, client, ["values": ["note": "stolen"]], wang).status == .notFound)
      #expect(page.leftovers.isEmpty)
      let own = try job(try await edit(origin, client, ["values": ["note": "bluer"]], lin))
      _ = try await result(of: own, page)
      // An administrator, who sees all, works on it too.
      let admins = try job(try await edit(origin, client))
      _ = try await result(of: admins, page)
      let place = "/jobs/\(origin.job.pathSegment)/edits"
      #expect(try await items(place, client, lin).map { $0["job"] } == [.string(own.text)])
      #expect(try await items(place, client).count == 2)
      let refused = try await client.execute(uri: "/api/v1" + place, method: .get, headers: wang)
      #expect(refused.status == .notFound)
      #expect(try await items("/jobs", client, wang).isEmpty)
      let listed = try await items("/jobs", client, lin).compactMap { $0["begunWith"] }
      #expect(listed == [.object(origin.json)])
    }
  }

  @Test func anotherJobsNameIsNotTold() async throws {
    let page = try RunningPage()
    try await page.run { client in
      let origin = try await begin(page, client)
      let token = try page.token("lin")
      let edit = try job(
        try await edit(origin, client, ["values": ["note": "bluer"]], [.authorization: "Bearer \(token)"]))
      _ = try await result(of: edit, page)
      // As if only own jobs were shown from now on.
      #expect(try await page.desk.job(edit)?.summary.begunWith == origin)
      #expect(try await page.desk.job(edit, only: "lin")?.summary.begunWith == nil)
      var query = JobQuery()
      query.only = "lin"
      let listed = await page.desk.jobs(query).items
      #expect(listed.map(\.id) == [edit] && listed.first?.summary.begunWith == nil)
    }
  }
}
