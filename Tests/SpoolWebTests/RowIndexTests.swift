import JobModel
import Results
import TestSupport
import Testing

@testable import JobProcessing
@testable import Spool

/// Searches in many rows, of which the first one reads files and the next ones need not.
@Suite struct RowIndexTests {
  private static let failure = Failure(
    .invalid, code: "bad-cup", message: Message(english: "The cup is broken.", chinese: "杯子坏了。"))

  private static func ending(_ row: Int) -> Ending? {
    switch row % 100 {
    case 7: Ending(.failed, failure: failure)
    case 8: Ending(.unknown, failure: failure)
    case 9: Ending(.cancelled)
    case 10: Ending(.warning)
    case 11:
      Ending(
        .done,
        files: [ProducedFile(column: "picture", name: "\(row)-x.png", mediaType: "image/png", bytes: 1, sha256: "a")])
    default: Ending(.done, outputs: ["picture": .string("Café \(row)")])
    }
  }

  private let harness: JobPageHarness

  init() throws { harness = try JobPageHarness() }

  /// Commits a job whose rows have ended.
  private func finish(_ rows: ClosedRange<Int>, in harness: JobPageHarness) throws {
    try harness.commit(rows, ending: Self.ending)
    try harness.finish()
  }

  private static func query(_ states: Set<ResultState> = [], search: String = "", media: Bool = false) -> RowQuery {
    var query = RowQuery()
    (query.states, query.search, query.hasMedia, query.limit) = (states, search, media, 500)
    return query
  }

  private static let queries = [
    query([.failed]), query([.unknown, .cancelled]), query([.warning]), query([.pending]), query(media: true),
    query(search: "CUP 77"), query(search: "杯子"), query(search: "CAFE\u{301} 1"), query(search: "777"),
    query([.failed], search: "broken"), query(search: "nothing of the kind"),
  ]

  /// All rows of a query, page by page.
  private func all(_ query: RowQuery, _ desk: FrontDesk, _ job: JobRecord, within time: Duration) async throws -> [Int]
  {
    var (query, rows) = (query, [Int]())
    while true {
      let page = try #require(try await desk.rows(of: job, query, within: time))
      rows += page.rows.map(\.number)
      guard let next = page.next else { return rows }
      #expect(next > query.after)
      query.after = next
    }
  }

  /// Has the job's rows read, as a search does that is not over in time.
  private func read(_ desk: FrontDesk, _ job: JobRecord) async throws {
    _ = try await desk.rows(of: job, Self.query(search: "nothing"), within: .zero)
    try await wait(for: "the index") { desk.rowIndexes.isRead(job.manifest.id) }
  }

  @Test func theNextSearchIsOverAtOnce() async throws {
    try finish(2...3_001, in: harness)
    let desk = harness.server.frontDesk
    let job = try #require(try await desk.record(of: harness.job))
    let query = Self.query(search: "cup 2999")
    let first = try #require(try await desk.rows(of: job, query, within: .zero))
    #expect(first.rows.isEmpty && first.next != nil && first.lookedAt < 100)
    try await wait(for: "the index") { desk.rowIndexes.isRead(harness.job) }
    let second = try #require(try await desk.rows(of: job, query, within: .zero))
    #expect(second.rows.map(\.number) == [2_999] && second.next == nil && second.lookedAt == 3_000)
  }

  @Test func whatIsKnownChangesNothingOfWhatIsFound() async throws {
    try finish(2...2_001, in: harness)
    let (desk, fresh) = (harness.server.frontDesk, harness.server.frontDesk)
    let job = try #require(try await desk.record(of: harness.job))
    try await read(desk, job)
    for query in Self.queries {
      let known = try await all(query, desk, job, within: .zero)
      #expect(try await known == all(query, fresh, job, within: .seconds(600)), "\(query)")
    }
    #expect(try await all(Self.query(media: true), desk, job, within: .zero).count == 20)
    #expect(try await all(Self.query(search: "CAFE\u{301} 12"), desk, job, within: .zero).count > 10)
  }

  @Test func rowsThatWereMovedSinceAreReadAgain() async throws {
    try harness.commit(2...1_500)
    try await harness.adopt(2...1_500)
    let (desk, dispatcher) = (harness.server.frontDesk, harness.server.dispatcher)
    let job = try #require(try await desk.record(of: harness.job))
    try await read(desk, job)
    #expect(try await all(Self.query([.pending], search: "cup"), desk, job, within: .zero).count == 1_499)
    _ = try await dispatcher.apply(Order(.cancel, job: harness.job, by: "li"))
    await dispatcher.applyOrders(of: harness.job)
    #expect(try await all(Self.query([.cancelled]), desk, job, within: .zero) == Array(2...1_500))
    #expect(try await all(Self.query([.pending]), desk, job, within: .zero) == [])
    try await read(desk, job)
    let page = try await desk.rows(of: job, Self.query([.cancelled], search: "cup 1499"), within: .zero)
    #expect(page?.rows.map(\.number) == [1_499] && page?.next == nil)
  }

  @Test func aJobThatWasRunAgainIsReadAgain() async throws {
    try finish(2...1_101, in: harness)
    let desk = harness.server.frontDesk
    let job = try #require(try await desk.record(of: harness.job))
    try await read(desk, job)
    let rows = try JobRows(harness.job, in: harness.spool)
    #expect(try rows.requeue([1_007], Requeue(order: "o1", by: "li", values: [:])) == [1_007])
    guard case .claimed(let row) = try rows.claim(1_007) else { throw WaitedInVain(description: "no claim") }
    let end = TaskEvent.end(Ending(.done, outputs: ["picture": .string("mended")]))
    #expect(harness.spool.finish([Spool.Finish(row, end)]) == [nil])
    #expect(try await all(Self.query(search: "mended"), desk, job, within: .zero) == [1_007])
    #expect(try await all(Self.query([.failed]), desk, job, within: .zero).contains(1_007) == false)
  }

  @Test func memoryIsBounded() async throws {
    let second = try JobPageHarness()
    for harness in [harness, second] { try finish(2...2_001, in: harness) }
    let indexes = RowIndexes(harness.server.threads, mostBytes: 100_000)
    func read(_ harness: JobPageHarness) async throws {
      let rows = try JobRows(lookingAt: harness.job, in: harness.spool)
      indexes.complete(
        by: RowIndexReader(
          rows: rows, numbers: RowRanges(2...2_001), table: nil, basis: .folders(try rows.stamps()),
          pictureColumn: nil))
      try await wait(for: "the index") { indexes.isRead(harness.job) }
    }
    try await read(harness)
    // The first thousand have what can be searched for; of the others only their states are kept.
    #expect(indexes.bytes < 200_000)
    try await read(second)
    #expect(!indexes.isRead(harness.job) && indexes.bytes < 200_000)
  }
}
