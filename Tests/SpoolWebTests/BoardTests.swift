import JobModel
import Testing

@testable import JobProcessing

/// What those who watch are told.
@Suite struct BoardTests {
  private let harness: JobsHarness

  init() throws { harness = try JobsHarness() }

  /// Waits until a watcher was told what is looked for.
  private func told<Value>(
    _ watcher: BoardWatcher, _ what: String, _ body: (BoardChanges) -> Value?
  ) async throws -> Value {
    for _ in 0..<1000 {
      let changes = try #require(await watcher.next(atMost: .seconds(30)), "waited for \(what)")
      if let value = body(changes) { return value }
    }
    throw Missing()
  }

  private struct Missing: Error {}

  @Test func whoBeginsToWatchIsToldAllUnfinishedJobs() async throws {
    let open = try await harness.commit("open.csv")
    let over = try await harness.commit("over.csv")
    try await harness.cancelAndFinish(over)
    let watcher = await harness.server.frontDesk.watch()
    let first = try #require(await watcher.next(atMost: .seconds(30)))
    #expect(Set(first.jobs.keys) == [open])
    #expect(first.statistics?.jobsByState == [.pending: 1, .cancelled: 1])
  }

  @Test func watchersAreToldOfEachChangeOnceAndOfJobsThatGo() async throws {
    let id = try await harness.commit("a.csv")
    let board = harness.server.board
    let running = Task { await board.run() }
    defer { running.cancel() }
    let watcher = await harness.server.frontDesk.watch()
    _ = try await harness.server.frontDesk.give(Order(.pause, job: id, by: "li"))
    try await told(watcher, "the pause") { $0.jobs[id]?.summary.state == .paused ? () : nil }
    try await harness.cancelAndFinish(id)
    try await told(watcher, "the end") { $0.jobs[id]?.summary.state == .cancelled ? () : nil }
    _ = try await harness.server.frontDesk.give(Order(.clear, job: id, by: "li"))
    try await told(watcher, "its going") { $0.gone.contains(id) ? () : nil }
  }

  @Test func whoMaySeeOnlyHisOwnJobsIsToldOfNoOthers() async throws {
    let own = try await harness.commit("own.csv", by: "li")
    try await harness.commit("other.csv", by: "wang")
    let watcher = await harness.server.frontDesk.watch(only: "li")
    let first = try #require(await watcher.next(atMost: .seconds(30)))
    #expect(Set(first.jobs.keys) == [own])
    #expect(first.statistics == nil && first.drops == nil)
    // Names of jobs tell what others work on.
    let other = try await harness.commit("secret.csv", by: "wang")
    await harness.server.board.look()
    for id in [other, own] {
      try await harness.cancelAndFinish(id)
      _ = try await harness.server.frontDesk.give(Order(.clear, job: id, by: "li"))
    }
    await harness.server.board.look()
    #expect(await watcher.next(atMost: .seconds(30))?.gone == [own])
  }

  @Test func ordersForRowsAreToldToThoseWhoWatchTheJob() async throws {
    let id = try await harness.commit("a.csv")
    let board = harness.server.board
    let running = Task { await board.run() }
    defer { running.cancel() }
    let watcher = await harness.server.frontDesk.watch(job: id)
    _ = try await harness.server.frontDesk.give(Order(.cancel, job: id, by: "li"))
    await harness.server.dispatcher.applyOrders(of: id)
    try await told(watcher, "many rows") { $0.rows.areMany ? () : nil }
  }

  @Test func aSlowListenerGetsTheNewestOfEachJob() async throws {
    let id = try await harness.commit("a.csv")
    let view = try #require(await harness.server.frontDesk.jobs(JobQuery()).items.first)
    var (first, second, third) = (BoardChanges(), BoardChanges(), BoardChanges())
    first.jobs[id] = view
    var later = view
    later.summary.state = .paused
    second.jobs[id] = later
    third.gone = [id]
    first.merge(second)
    #expect(first.jobs == [id: later])
    first.merge(third)
    #expect(first.jobs.isEmpty && first.gone == [id])
    first.merge(second)
    #expect(first.jobs == [id: later] && first.gone.isEmpty)
  }

  @Test func rowsBeyondTheMostAreOnlySaidToBeMany() throws {
    let id = try #require(JobID("20261121-093512-rows-ab2c"))
    func change(_ row: Int) -> RowChange {
      RowChange(started: TaskHistory(TaskRecord(job: id, row: row, cells: [], values: [:])))
    }
    var changes = RowChanges()
    for row in 1...RowChanges.most { changes.note(change(row), of: row) }
    #expect(changes.rows.count == RowChanges.most && !changes.areMany)
    changes.note(change(1), of: 1)
    #expect(!changes.areMany)
    changes.note(change(1000), of: 1000)
    #expect(changes.rows.isEmpty && changes.areMany)
    #expect(changes.json(of: id, in: .english)["many"] == true)
  }

  @Test func rowsAreCountedByMinuteAndByDay() {
    var rows = EndedRows()
    let noon = EndedRows.startOfDay(.now).advanced(by: .seconds(43_200))
    rows.note(Ending(.done), at: noon)
    rows.note(Ending(.failed), at: noon.advanced(by: .seconds(60)))
    rows.note(Ending(.retry), at: noon.advanced(by: .seconds(60)))
    rows.note(Ending(.cancelled), at: noon.advanced(by: .seconds(60)))
    let hour = rows.lastHour(at: noon.advanced(by: .seconds(120)))
    #expect(hour.suffix(3) == [.init(good: 1), .init(bad: 1), .init()])
    #expect(rows.today(at: noon).rows == .init(good: 1, bad: 1))
    let tomorrow = noon.advanced(by: .seconds(86_400))
    #expect(rows.today(at: tomorrow).rows == .init())
    #expect(rows.lastHour(at: tomorrow).allSatisfy { $0 == .init() })
  }
}
