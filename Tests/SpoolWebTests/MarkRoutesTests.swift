import Foundation
import HTTPTypes
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Spool

/// Marks: kept in the job, of the contents that were looked at, whatever a crash leaves of their file.
@Suite struct MarkRoutesTests {
  private let harness: JobPageHarness
  private let names: [String]

  init() throws {
    let harness = try JobPageHarness()
    try harness.submit()
    var files: [Int: ProducedFile] = [:]
    for row in 2...4 { files[row] = try harness.result(row, Array("picture \(row)".utf8)) }
    let made = files
    try harness.commitSubmitted(2...4, ending: { row in Ending(.done, files: made[row].map { [$0] } ?? []) })
    try harness.finish()
    self.harness = harness
    names = (2...4).compactMap { files[$0]?.name }
  }

  private func put(_ marks: JSONObject) async throws -> TestAnswer {
    let body = String(decoding: JSONWriter.bytes(of: .object(["marks": .object(marks)])), as: UTF8.self)
    return try await harness.ask("/api/v1/jobs/{job}/marks", .put, body)
  }

  private func marks() async throws -> JSONObject? {
    try await harness.ask("/api/v1/jobs/{job}/marks").json["marks"]?.object
  }

  @Test func marksAreKeptFilteredAndTakenBack() async throws {
    #expect(try await put([names[0]: "good", names[1]: "bad"]).status == .ok)
    #expect(try await marks() == [names[0]: "good", names[1]: "bad"])
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows?mark=good").rows == [2])
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows?mark=bad&media=true").rows == [3])
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows?mark=none").rows == [4])
    #expect(try await put([names[0]: nil]).status == .ok)
    #expect(try await marks() == [names[1]: "bad"])
  }

  @Test func aTornLineIsCutAndTheOthersCount() async throws {
    _ = try await put([names[0]: "good"])
    let folder = try harness.spool.jobFolder(harness.job).folder
    let file = try folder.open("marks.jsonl", for: .appending)
    try file.write(Array("{\"at\":\"2026-11-21T09:35:12.345Z\",\"marks\":{\"\(names[1])\":{\"mark\":\"ba".utf8))
    try file.close()
    #expect(try await marks() == [names[0]: "good"])
    _ = try await put([names[2]: "bad"])
    #expect(try await marks() == [names[0]: "good", names[2]: "bad"])
  }

  @Test func aResultThatIsMadeAnewHasNoMark() async throws {
    _ = try await put([names[0]: "good"])
    let again = try harness.result(2, Array("another".utf8))
    let rows = try JobRows(harness.job, in: harness.spool)
    _ = try rows.requeue([2], Requeue(order: "o", by: "li", values: ["prompt": "x"]))
    guard case .claimed(let claimed) = try rows.claim(2) else { throw CancellationError() }
    #expect(harness.spool.finish([.init(claimed, .end(Ending(.done, files: [again])))]) == [nil])
    #expect(try await marks() == [:])
  }

  @Test func whatIsNoResultIsNotMarkedAndNothingElseIsEither() async throws {
    for name in ["9-x.png", "../job.json", "", names[0] + "x"] {
      #expect(try await put([names[0]: "good", name: "good"]).status == .notFound, "\(name)")
    }
    #expect(try await put([names[0]: "fine"]).status == .badRequest)
    #expect(try await harness.ask("/api/v1/jobs/{job}/marks", .put, "[]").status == .badRequest)
    #expect(try await marks() == [:])
  }

  @Test func theZipHasTheMarkedOnesAlone() async throws {
    #expect(try await harness.ask("/api/v1/jobs/{job}/results.zip?marked=good").status == .notFound)
    _ = try await put([names[0]: "good", names[1]: "bad", names[2]: "good"])
    let answer = try await harness.ask("/api/v1/jobs/{job}/results.zip?marked=good")
    #expect(answer.headers[.contentType] == "application/zip" && answer.headers[.contentLength] == nil)
    let zip = harness.path.appending("marked.zip").string
    try Data(answer.bytes).write(to: URL(fileURLWithPath: zip))
    let script = "import sys, zipfile; print('|'.join(sorted(zipfile.ZipFile(sys.argv[1]).namelist())), end='')"
    let listed = String(decoding: try Python.run(script, [zip]), as: UTF8.self)
    #expect(listed == [names[0], names[2]].joined(separator: "|"))
    #expect(try harness.spool.tmp.entries().isEmpty)
  }
}
