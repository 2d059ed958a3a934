import Glibc
import JobModel
import Logging
import Results
import Spool
package import SystemPackage
import Workflows

/// Hands results over: files within seconds of their row's end, workbook and ZIP when a job ends or somebody asks.
///
/// A share that is away delays this and nothing else. Jobs whose results could not be written are tried again.
package struct ResultsDesk: Sendable {
  let spool: Spool
  let dispatcher: Dispatcher
  let threads: FileThreads
  let thumbnails: Thumbnails
  let maker: ResultsMaker
  let interval: Duration
  let log: Logger
  let delivered = DeliveredFiles()

  private static let retryAfter = Duration.seconds(5)

  // MARK: Workbook and ZIP

  /// Writes results until the task is cancelled.
  package func runResults() async {
    while !Task.isCancelled {
      await dispatcher.wantPeriodicResults(every: interval)
      do {
        for task in try await dispatcher.takeResultsChores() { await hand(over: task) }
      } catch {
        log.error("results could not be prepared: \(error)")
      }
      await dispatcher.chores.results.wait(atMost: Self.retryAfter)
    }
  }

  private func hand(over task: ResultsTask) async {
    let id = task.manifest.id
    let start = ContinuousClock.now
    do {
      try await makeThumbnails(of: task)
      let (names, counts) = try await threads.run { try write(task) }
      switch task.kind {
      case .final:
        try await dispatcher.finish(id, delivered: names, counts: counts)
        delivered.forget(id)
      case .soFar: await dispatcher.noteResults(of: id, took: start.duration(to: .now))
      case .again: break
      }
    } catch {
      log.error("the results wait: \(error)", metadata: ["job": "\(id)"])
      if task.kind == .final { await dispatcher.retryDelivery(of: id) }
    }
  }

  /// What a crash left undone, for the rows that show thumbnails.
  private func makeThumbnails(of task: ResultsTask) async throws {
    guard task.definition.results.contains(where: { $0.type == .image }) else { return }
    let job = try spool.jobFolder(task.manifest.id)
    let rows = task.manifest.rows.prefix(ResultsMaker.thumbnailRows)
    let files = try await threads.run {
      let folders = try JobRows(task.manifest.id, in: spool)
      return try rows.flatMap { row -> [ProducedFile] in
        guard case .end(let ending)? = try folders.read(row, in: [.done])?.history.last?.event else { return [] }
        return ending.files
      }
    }
    try await thumbnails.make(for: files, in: job)
  }

  /// - Returns: the names delivered, and the rows by state.
  private func write(_ task: ResultsTask) throws -> (names: [String], counts: [String: Int]) {
    let id = task.manifest.id
    // Before anything is written: a share that is away would cost a whole workbook at every try.
    let delivery = try Delivery(of: id, in: spool)
    let workshopName = "results-\(id)-\(UInt64.random(in: 0 ... .max))"
    let workshop = try spool.tmp.makeFolder(workshopName)
    defer {
      // What is left is swept at the next start.
      try? spool.tmp.removeTree(workshopName)
    }
    let product = try maker.make(task, in: workshop.path)
    for file in product.files where try isWanted(file, task, delivery) {
      _ = try deliver(file.path, as: file.name, in: JobFile.files, of: id, by: delivery)
    }
    let names = try [product.workbook, product.archive].map {
      try deliver($0, as: $0.lastComponent?.string ?? "results", of: id, by: delivery)
    }
    return (names, product.counts)
  }

  /// A file that this process handed over before and that is not there now was collected by somebody.
  private func isWanted(_ file: ResultsMaker.ResultFile, _ task: ResultsTask, _ delivery: Delivery) throws -> Bool {
    if task.kind == .again { return true }
    guard file.row > 0 else { return true }
    return try !delivered.contains(file.name, of: task.manifest.id) && !delivery.has(file.name, in: JobFile.files)
  }

  /// What somebody holds open cannot be replaced on some shares, and what people have put in its place must not be:
  /// then the new one gets a number, and the job's log says so.
  private func deliver(
    _ path: FilePath, as name: String, in subfolder: String? = nil, of job: JobID, by delivery: Delivery
  ) throws -> String {
    var candidate = name
    for number in 2...Self.mostNumbers {
      do {
        try delivery.deliver(path, as: candidate, in: subfolder)
        if candidate != name { tell(of: job, name, candidate) }
        return candidate
      } catch {
        guard let code = error.errno, Self.inTheWay.contains(code) else { throw error }
        candidate = Delivery.nameBeside(name, number)
      }
    }
    try delivery.deliver(path, as: candidate, in: subfolder)
    return candidate
  }

  private static let mostNumbers = 10
  private static let inTheWay = [EACCES, EPERM, EBUSY, ETXTBSY, EISDIR, ENOTEMPTY, EEXIST]

  private func tell(of job: JobID, _ name: String, _ second: String) {
    let sentence: Message =
      "'\(name)' could not be replaced: somebody has it open, perhaps. The new one is '\(second)'."
    log.warning("\(sentence)", metadata: ["job": "\(job)"])
    var members: JSONObject = [:]
    members.set("message", sentence)
    // A line for people: nothing is lost without it.
    try? spool.jobFolder(job).log("results-beside", members)
  }

  // MARK: Files of single rows

  /// Copies files to `outgoing/` as rows end, until the task is cancelled.
  package func runFiles() async {
    var waiting: [FileDelivery] = []
    while !Task.isCancelled {
      waiting += await dispatcher.takeFileChores()
      waiting = await handOver(waiting)
      await dispatcher.chores.files.wait(atMost: waiting.isEmpty ? nil : Self.retryAfter)
    }
  }

  /// - Returns: those that could not be handed over now.
  private func handOver(_ deliveries: [FileDelivery]) async -> [FileDelivery] {
    var left: [FileDelivery] = []
    for item in deliveries {
      do {
        let job = try spool.jobFolder(item.job)
        try await threads.run {
          let delivery = try Delivery(of: item.job, in: spool)
          for file in item.files {
            try delivery.deliver(
              job.folder.path.appending(JobFile.files).appending(file.name), as: file.name, in: JobFile.files)
            delivered.insert(file.name, of: item.job)
          }
        }
        try await thumbnails.make(for: item.files, in: job)
      } catch let error as SpoolError where error.code == .shareMissing || error.isNoSpace {
        left.append(item)
      } catch {
        // The job's results are written from what is in the spool; a job that was cleared has none.
        log.warning("a result file could not be handed over yet: \(error)", metadata: ["job": "\(item.job)"])
      }
    }
    return left
  }

  // MARK: Orders and clearing

  /// Moves the rows of orders until the task is cancelled.
  package func runOrders() async {
    while !Task.isCancelled {
      for job in await dispatcher.takeOrderChores() { await dispatcher.applyOrders(of: job) }
      await dispatcher.chores.orders.wait(atMost: Self.retryAfter)
    }
  }

  /// Removes cleared jobs until the task is cancelled.
  package func runClearings(archive: FilePath?) async {
    var waiting: [JobID] = []
    while !Task.isCancelled {
      waiting += await dispatcher.takeClearings()
      var left: [JobID] = []
      for job in waiting {
        do {
          try await threads.run { try spool.clear(job, archive: archive) }
        } catch {
          log.warning("a cleared job could not be removed yet: \(error)", metadata: ["job": "\(job)"])
          left.append(job)
        }
      }
      waiting = left
      await dispatcher.chores.clearings.wait(atMost: waiting.isEmpty ? nil : Self.retryAfter)
    }
  }
}
