import HTTPTypes
import Hummingbird
import JobModel
import Testing

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// With `visibility: own`: to an operator the jobs of others are as good as not there, whatever is asked.
@Suite struct VisibilityTests {
  private let page: TestPage
  private let lin: HTTPFields
  private let wang: HTTPFields
  private let chief: HTTPFields
  private let own: JobID
  private let foreign: JobID
  private static let file = "2-result.txt"

  init() async throws {
    let page = try TestPage(["visibility": "own"], address: "0.0.0.0:8080")
    func fields(_ name: String, _ role: Visitor.Role = .operator) throws -> HTTPFields {
      [.authorization: "Bearer \(try page.token(name, role))"]
    }
    self.page = page
    lin = try fields("lin")
    wang = try fields("wang")
    chief = try fields("chief", .admin)
    own = try await page.server.commit("own.csv", by: "lin")
    foreign = try await page.server.commit("foreign.csv", by: "wang")
    for job in [own, foreign] { try addResult(to: job) }
  }

  /// Ends a job's second row with a file.
  private func addResult(to job: JobID) throws {
    let spool = page.desk.spool
    let folder = try spool.jobFolder(job).folder.makeFolder("files")
    try folder.replace(Self.file, with: Array("42".utf8), by: spool.tmp)
    let file = ProducedFile(column: "a", name: Self.file, mediaType: "text/plain", bytes: 2, sha256: "")
    _ = try JobRows(job, in: spool).endWaiting([2], with: Ending(.done, files: [file]))
  }

  private func names(_ answer: TestAnswer) throws -> Set<String> {
    let object = try JSONReader.read(Array(answer.body.utf8)).object
    return Set(object?["items"]?.array?.compactMap { $0.object?["name"]?.string } ?? [])
  }

  private func ask(
    _ method: HTTPRequest.Method = .get, _ path: String, as visitor: HTTPFields, body: String = ""
  ) async throws -> TestAnswer {
    var fields = visitor
    if !body.isEmpty { fields[.contentType] = "application/json" }
    return try await page.ask(method, path, fields, body: body)
  }

  @Test func listsAndSumsHoldOnesOwnJobs() async throws {
    for query in ["", "?search=csv", "?state=unfinished", "?sort=name"] {
      #expect(try names(await ask(.get, "/api/v1/jobs\(query)", as: lin)) == ["own.csv"])
      #expect(try names(await ask(.get, "/api/v1/jobs\(query)", as: wang)) == ["foreign.csv"])
      #expect(try names(await ask(.get, "/api/v1/jobs\(query)", as: chief)) == ["own.csv", "foreign.csv"])
    }
    #expect(try names(await ask(.get, "/api/v1/jobs?search=foreign", as: lin)) == [])
    for (visitor, jobs) in [(lin, 1), (wang, 1), (chief, 2)] {
      let sums = try JSONReader.read(Array(await ask(.get, "/api/v1/statistics", as: visitor).body.utf8)).object
      #expect(sums?["jobs"]?.integer == jobs)
    }
  }

  private static let questions = [
    "/api/v1/jobs/{job}", "/api/v1/jobs/{job}/rows", "/api/v1/jobs/{job}/rows/2", "/api/v1/jobs/{job}/marks",
    "/api/v1/jobs/{job}/log", "/api/v1/jobs/{job}/results.xlsx", "/api/v1/jobs/{job}/results.zip",
    "/api/v1/jobs/{job}/results.zip?marked=good", "/api/v1/jobs/{job}/marked.xlsx", "/api/v1/events?job={job}",
    "/jobs/{job}", "/jobs/{job}?part=head", "/jobs/{job}/files/\(file)", "/jobs/{job}/thumbnails/\(file)",
    "/jobs/{job}/rows/2/inputs/a",
  ]

  @Test(arguments: questions) func nothingIsToldOfAnothersJob(path: String) async throws {
    let answer = try await ask(.get, path.replacing("{job}", with: foreign.text), as: lin)
    #expect(answer.status == .notFound && answer.body.contains("There is no job \(foreign)."), "\(answer.body)")
  }

  @Test func whatIsTheirsIsTold() async throws {
    for (visitor, job) in [(lin, own), (wang, foreign), (chief, own), (chief, foreign)] {
      for path in [
        "/api/v1/jobs/\(job)", "/api/v1/jobs/\(job)/rows", "/jobs/\(job)", "/jobs/\(job)/files/\(Self.file)",
      ] {
        #expect(try await ask(.get, path, as: visitor).status == .ok, "\(path)")
      }
    }
  }

  private static let orders: [(HTTPRequest.Method, String, String)] = [
    (.post, "pause", "{}"), (.post, "resume", "{}"), (.post, "start", "{}"), (.post, "cancel", "{}"),
    (.post, "retry", "{}"), (.post, "results", "{}"), (.post, "clear", "{}"), (.delete, "", ""),
    (.patch, "", #"{"priority":1}"#), (.post, "rows/retry", #"{"rows":[2]}"#), (.post, "rows/2/retry", "{}"),
    (.put, "marks", #"{"marks":{"2-result.txt":"good"}}"#),
  ]

  @Test(arguments: orders) func nothingIsDoneToAnothersJob(
    method: HTTPRequest.Method, path: String, body: String
  ) async throws {
    let place = "/api/v1/jobs/\(foreign)" + (path.isEmpty ? "" : "/\(path)")
    let answer = try await ask(method, place, as: lin, body: body)
    #expect(answer.status == .notFound && answer.body.contains("There is no job \(foreign)."), "\(answer.body)")
    #expect(try JSONLog("orders.jsonl", in: page.desk.spool.jobFolder(foreign).folder).lines().isEmpty)
  }

  @Test func ordersForManyJobsReachOnesOwn() async throws {
    let body = #"{"verb":"pause","jobs":["\#(own)","\#(foreign)"]}"#
    let answer = try await ask(.post, "/api/v1/orders", as: lin, body: body)
    let items = try JSONReader.read(Array(answer.body.utf8)).object?["items"]?.array?.compactMap(\.object) ?? []
    #expect(items.map { $0["acted"] } == [true, false])
    #expect(items.last?["sentence"]?.string == "There is no job \(foreign).")
    let all = try await ask(.post, "/api/v1/orders", as: lin, body: #"{"verb":"pause","all":true}"#)
    #expect(all.status == .forbidden)
    #expect(try await ask(.patch, "/api/v1/limits", as: lin, body: #"{"paused":true}"#).status == .forbidden)
  }

  @Test func linksLeadToOnesOwnFilesOnly() async throws {
    func link(to job: JobID, as visitor: HTTPFields) async throws -> TestAnswer {
      try await ask(.post, "/api/v1/links", as: visitor, body: #"{"path":"/jobs/\#(job)/files/\#(Self.file)"}"#)
    }
    #expect(try await link(to: foreign, as: lin).status == .notFound)
    let answer = try await link(to: foreign, as: chief)
    let url = try JSONReader.read(Array(answer.body.utf8)).object?["url"]?.string ?? ""
    let path = try #require(url.firstRange(of: "/jobs/").map { String(url[$0.lowerBound...]) })
    // A link is for whoever has it.
    #expect(try await page.ask(.get, path).status == .ok)
  }

  @Test func aRowIsNotBegunWithAnothersPicture() async throws {
    let body = #"{"workflow":"w","from":{"job":"\#(foreign)","row":2,"file":"\#(Self.file)"}}"#
    let answer = try await ask(.post, "/api/v1/jobs", as: lin, body: body)
    #expect(answer.status == .notFound, "\(answer.body)")
  }

  // MARK: Events

  private struct Enough: Error {}

  /// Takes what is sent until jobs were told of.
  private final class FirstJobs: ResponseBodyWriter, @unchecked Sendable {
    var text = ""

    func write(_ buffer: ByteBuffer) async throws {
      text += String(buffer: buffer)
      if text.contains("event: jobs") { throw Enough() }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  @Test func watchersAreToldOfTheirOwnJobs() async throws {
    for (visitor, isSeen) in [(lin, [true, false]), (wang, [false, true]), (chief, [true, true])] {
      let writer = FirstJobs()
      await #expect(throws: Enough.self) { try await page.stream("/api/v1/events", visitor, to: writer) }
      #expect([own, foreign].map { writer.text.contains($0.text) } == isSeen)
    }
  }
}
