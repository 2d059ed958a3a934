import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A job's page with a server that runs its rows: run again with changes, marks that come out in the workbook.
@Suite(.serialized) struct JobPageEndToEndTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_WEB": "127.0.0.1:0"])
    try server.start()
  }

  private func address() async throws -> String {
    try await wait(for: "the page; \(server.evidence)") {
      guard let line = server.log.split(separator: "\n").last(where: { $0.contains("the page is at http://") }),
        let port = line.split(separator: ":").last
      else { return nil }
      return "http://127.0.0.1:\(port.filter(\.isNumber))"
    }
  }

  private func call(_ method: String, _ path: String, _ body: String? = nil) async throws -> JSONValue {
    let address = try await address()
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.union(["?"])) ?? path
    return try await Task.detached {
      try Python.json(
        """
        import json, re, sys, urllib.request
        page = urllib.request.urlopen(urllib.request.Request(sys.argv[4], headers={"Accept": "text/html"})).read().decode()
        token = re.search(r'<meta name="token" content="([^"]*)"', page)
        body = sys.argv[3].encode() if sys.argv[3] else None
        request = urllib.request.Request(sys.argv[2], data=body, method=sys.argv[1],
            headers={"Content-Type": "application/json", "X-Rowspool-Token": token.group(1) if token else ""})
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        print(json.dumps({"status": answer.status, "body": json.loads(answer.read())}))
        """,
        [
          method, address + "/api/v1" + escaped, body ?? "",
          address + "/jobs/" + (escaped.split(separator: "/").dropFirst().first.map(String.init) ?? ""),
        ])
    }.value
  }

  @Test func aDoneRowRunsAgainWithOtherValuesAndAsItIs() async throws {
    try server.addLedgerWorkflow()
    try server.drop("t.csv", into: "ledger", "key,n,way\nk1,1,ok\nk2,2,ok\n")
    let job = try await server.finishedJob(named: "t.csv")
    let changed = try await call("POST", "/jobs/\(job)/rows/3/retry", #"{"values":{"n":"50"}}"#)
    #expect(changed.object?["status"] == 200)
    try await server.finished(job, round: 2)
    #expect(try server.ending(ofRow: 3, of: job)?.outputs["quadruple"] == 200)
    #expect(try server.ledger.count("first", "k1") == 1)
    // As it is: a person who says so means it, and every step runs.
    #expect(try await call("POST", "/jobs/\(job)/rows/2/retry", "{}").object?["status"] == 200)
    try await server.finished(job, round: 3)
    #expect(try server.ledger.counts()["first k1"] == 2)
    #expect(try server.ledger.counts()["second k1"] == 2)
    let refused = try await call("POST", "/jobs/\(job)/rows/2/retry", #"{"values":{"n":"many"}}"#)
    #expect(refused.object?["status"] == 409)
    #expect(try await call("POST", "/jobs/\(job)/rows/99/retry", "{}").object?["status"] == 409)
    #expect(try server.spool.jobFolder(job).finished()?.round == 3)
  }

  @Test func marksComeOutInTheWorkbookAndItCanBeDroppedBack() async throws {
    try server.addPictureWorkflow()
    let picture = TestPicture.png(width: 64, height: 64, red: 9, green: 9, blue: 200)
    try server.drop(folder: "cups", into: "picture", ["a.png": picture, "b.png": picture, "c.png": picture])
    let job = try await server.finishedJob(named: "cups")
    let rows = try await call("GET", "/jobs/\(job)/rows?media=true")
    let items = rows.object?["body"]?.object?["items"]?.array?.compactMap(\.object) ?? []
    let names = items.compactMap { $0["files"]?.array?.first?.object?["name"]?.string }
    try #require(names.count == 3)
    #expect(try server.results(of: job).headers.contains("Mark") == false)
    let marks = #"{"marks":{"\#(names[0])":"good","\#(names[1])":"bad"}}"#
    #expect(try await call("PUT", "/jobs/\(job)/marks", marks).object?["status"] == 200)
    #expect(try await call("POST", "/jobs/\(job)/results", "{}").object?["status"] == 200)
    let results = try await wait(for: "the results with marks") { () -> ResultsReading? in
      let results = try server.results(of: job)
      return results.headers.contains("Mark") ? results : nil
    }
    #expect(results.rows.sorted { $0.key < $1.key }.map { $0.value["Mark"] } == ["✓", "✗", .null])
    let workbook = server.outgoing.appending(job.text).appending("cups-results.xlsx")
    try server.drop("cups-results.xlsx", into: "picture", Data(contentsOf: URL(fileURLWithPath: workbook.string)))
    let again = try await server.finishedJob(named: "cups-results.xlsx")
    #expect(try server.spool.jobFolder(again).manifest()?.carriedRows == 3)
    #expect(try server.spool.jobFolder(again).manifest()?.columns.contains("Mark") == false)
  }
}
