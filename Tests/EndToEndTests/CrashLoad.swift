import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Jobs of all kinds and orders for them, and what must come of them.
struct CrashLoad {
  /// What was dropped, by the name of its job.
  private struct Dropped {
    /// Files as they were dropped, by their place in `source/`.
    var files: [String: [UInt8]]
    /// Input numbers by row, for workbooks and tables.
    var numbers: [Int: (key: String, n: Int)] = [:]
    var rowCount: Int
  }

  private let server: TemporarySpoolServer
  private var dropped: [String: Dropped] = [:]
  private var orders: [Order] = []
  private var dropCount = 0

  init(_ server: TemporarySpoolServer) throws {
    self.server = server
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
  }

  // MARK: Drops

  mutating func dropSomething(_ round: Int) throws {
    switch round % 5 {
    case 1: try dropTable(rows: 12, ways: ["ok", "slow", "flaky", "bad"])
    case 2: try dropPictures()
    case 3: try dropPassing(rows: 300)
    case 4: try dropWorkbook()
    default: try dropTable(rows: 40, ways: ["ok"])
    }
  }

  private mutating func next(_ kind: String) -> String {
    dropCount += 1
    return "\(kind)\(dropCount)"
  }

  private mutating func dropTable(rows: Int, ways: [String]) throws {
    let name = next("table")
    var text = "key,n,way\n"
    var numbers: [Int: (key: String, n: Int)] = [:]
    for row in 2...(rows + 1) {
      numbers[row] = ("\(name)-\(row)", row * 7)
      text += "\(name)-\(row),\(row * 7),\(ways[row % ways.count])\n"
    }
    dropped["\(name).csv"] = Dropped(files: ["\(name).csv": Array(text.utf8)], numbers: numbers, rowCount: rows)
    try server.drop("\(name).csv", into: "ledger", text)
  }

  private mutating func dropPassing(rows: Int) throws {
    let name = next("pass")
    let text = (1...rows).reduce("key\n") { $0 + "\(name)-\($1)\n" }
    dropped["\(name).csv"] = Dropped(files: ["\(name).csv": Array(text.utf8)], rowCount: rows)
    try server.drop("\(name).csv", into: "pass", text)
  }

  private mutating func dropWorkbook() throws {
    let name = next("book")
    let numbers = [4: (key: "\(name)-4", n: 11), 6: (key: "\(name)-6", n: 13)]
    let bytes = try TestWorkbook.bytes([
      "Data": [
        ["Title"], [], ["Number", "Key"], [11, .string("\(name)-4")], [], [13, .string("\(name)-6")],
      ]
    ])
    dropped["\(name).xlsx"] = Dropped(files: ["\(name).xlsx": bytes], numbers: numbers, rowCount: 2)
    try server.drop("\(name).xlsx", into: "ledger", bytes)
  }

  private mutating func dropPictures() throws {
    let name = next("pictures")
    var files: [String: [UInt8]] = [:]
    for index in 1...6 {
      files["\(index).png"] = TestPicture.png(
        width: 300, height: 200, red: UInt8(index * 9), green: UInt8(dropCount), blue: 9)
    }
    let placed = Dictionary(uniqueKeysWithValues: files.map { ("\(name)/\($0.key)", $0.value) })
    dropped[name] = Dropped(files: placed, rowCount: 6)
    try server.drop(folder: name, into: "picture", files)
  }

  // MARK: Orders

  /// An order for a job that is there, by chance: pause and resume for one, cancel and retry for another.
  mutating func giveAnOrder() throws {
    let verbs: [Order.Verb] = [.pause, .resume, .resume, .retry, .set, .results]
    guard let job = try? server.spool.listJobs().jobs.randomElement(), let verb = verbs.randomElement() else { return }
    var order = Order(dropCount % 4 == 0 && Int.random(in: 0..<6) == 0 ? .cancel : verb, job: job, by: "crash test")
    if order.verb == .set { order.priority = Int.random(in: 1...9) }
    orders.append(order)
    try server.give(order)
  }

  // MARK: The end

  /// Starts the server for the last time, and lets every job come to its end.
  func finishAll(within limit: Duration) async throws {
    try server.start()
    let end = ContinuousClock.now.advanced(by: limit)
    func unread() -> [String] {
      Order.Verb.allCases.flatMap { server.control($0).names }.filter { $0.hasSuffix(".json") }
    }
    try await wait(for: "\(unread().count) of \(orders.count) orders to be read; \(server.evidence)", atMost: limit) {
      unread().isEmpty
    }
    for name in dropped.keys {
      let job = try await server.job(named: name, atMost: limit)
      try server.give(Order(.resume, job: job, by: "crash test"))
    }
    for name in dropped.keys {
      let job = try await server.job(named: name)
      try await server.finished(job, atMost: max(.seconds(1), ContinuousClock.now.duration(to: end)))
    }
  }

  /// Each drop is one job, whole; each result is on its row; each order was done once.
  func checkResults() throws {
    for (name, drop) in dropped {
      let jobs = try server.jobs(named: name)
      #expect(jobs.count == 1, "'\(name)' became \(jobs)")
      guard let job = jobs.first else { continue }
      try InvariantCheck(server).check([job])
      let source = server.root.appending("jobs").appending(job.text).appending("source")
      #expect(try source.tree().mapValues { [UInt8]($0) } == drop.files, "'\(name)' is not what was dropped")
      try checkRows(of: job, drop)
      try checkOrders(of: job)
    }
  }

  private func checkRows(of job: JobID, _ drop: Dropped) throws {
    let results = try server.results(of: job)
    #expect(results.rows.count == drop.rowCount, "\(job)")
    for (row, expected) in drop.numbers {
      let cells = try #require(results.rows[row], "row \(row) of \(job) is not in the workbook")
      let ending = try #require(try server.ending(ofRow: row, of: job))
      #expect((cells["key"] ?? cells["Key"])?.string == expected.key)
      let result = ending.outcome == .done ? expected.n * 4 : nil
      #expect(cells["quadruple"]?.integer == result, "row \(row) of \(job): \(ending)")
      if ending.outcome == .done { #expect(cells["Status"]?.string == "Done") }
    }
    let zips = server.outgoing.appending(job.text).names.filter { $0.hasSuffix(".zip") }
    #expect(
      try zips.map { try TestZip.entries(of: server.outgoing.appending(job.text).appending($0)).count }.count == 1)
  }

  private func checkOrders(of job: JobID) throws {
    let lines = try JSONLog(JobFile.orders, in: server.spool.jobFolder(job).folder).lines()
    var given: [String: Int] = [:]
    for line in lines { if let id = line["order"]?.string { given[id, default: 0] += 1 } }
    #expect(given.values.allSatisfy { $0 == 1 }, "an order of \(job) was recorded twice: \(given)")
    for order in orders where order.job == job && given[order.id] == nil {
      let answer = server.control(order.verb).appending("\(order.id).json.refused.txt")
      #expect(answer.exists, "the order \(order.verb) \(order.id) of \(job) was neither done nor refused")
    }
    #expect(try server.spool.jobFolder(job).orders().open.isEmpty)
    for row in try server.spool.jobFolder(job).manifest()?.rows ?? RowRanges() {
      let requeues = try server.row(row, of: job)?.history.orders ?? []
      #expect(Set(requeues).count == requeues.count, "row \(row) of \(job) was queued twice by one order")
    }
  }
}
