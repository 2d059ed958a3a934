import Intake
import JobModel
import Results
import Spool
import Workflows

/// What concerns all jobs, besides the jobs themselves.
struct IndexFacts {
  var warnings: [Message] = []
  var services: [Message] = []
}

extension StatusDesk {
  /// Takes note of what lies in `incoming/` and is not whole.
  func note(waiting entries: [WaitingEntry]) {
    index.waiting = IndexPage.Waiting.all(entries)
    dispatcher.chores.status.raise()
  }

  /// Jobs that were finished before this server was started. Their pages are left as they are, but for those that the
  /// last server had no time to write for the last time.
  func readFinished(_ ids: [JobID]) {
    let newest = ids.sorted(by: >).prefix(IndexKeeper.shownJobs)
    for id in newest {
      guard let folder = try? spool.jobFolder(id), let manifest = try? folder.manifest(),
        let record = try? folder.finished()
      else { continue }
      index.take(record, of: manifest)
      guard isPageOlder(than: record, of: id), let status = finishedStatus(manifest, record, folder) else { continue }
      lastPages[id] = LastPage(status: status)
    }
  }

  private func isPageOlder(than record: FinishedRecord, of id: JobID) -> Bool {
    guard let written = try? Delivery.changeTime(of: StatusFile.page, of: id, in: spool) else { return false }
    return written < record.at
  }

  /// A finished job read from its files: as much of its rows as a page shows.
  private func finishedStatus(_ manifest: JobManifest, _ record: FinishedRecord, _ folder: JobFolder) -> JobStatus? {
    guard let rows = try? JobRows(manifest.id, in: spool), let definition = try? folder.pinnedWorkflow(of: manifest)
    else { return nil }
    let failed = ((try? rows.list(.failed))?.rows ?? []).sorted()
    var book = StatusBook(manifest.rows)
    let numbers = Set(manifest.rows.prefix(StatusBook.shownRows)).union(failed.prefix(1000)).sorted()
    let column = definition.columns.first { $0.type == .image }?.name
    book.take(numbers.compactMap { (try? rows.read($0))??.history }, picture: column)
    var digest = StatusDigest(state: record.state, since: manifest.committedAt)
    (digest.total, digest.failed) = (manifest.rows.count, failed.count)
    digest.done = digest.total - digest.failed
    digest.priority = manifest.settings.effectivePriority
    var status = JobStatus(
      manifest: manifest, definition: definition, folder: folder, digest: digest, book: book)
    status.finished = record
    return status
  }

  // MARK: Writing

  func writeIndex() async throws {
    index.keepFinished(await dispatcher.finishedJobs)
    try writeIndex(isServerStopped: false, await indexFacts())
  }

  func writeIndex(isServerStopped: Bool, _ facts: IndexFacts) throws {
    index.lookAtRejected(in: spool)
    var freshness = PageFreshness(written: .now, nextWithin: Self.heartbeat)
    freshness.isServerStopped = isServerStopped
    var page = index.page(freshness, left: pace.left)
    (page.warnings, page.services) = (facts.warnings, facts.services)
    let (essence, now) = (page.essence, ContinuousClock.now)
    if let last = index.lastWritten, !isServerStopped {
      let age = last.at.duration(to: now)
      if last.essence == essence, age < Self.heartbeat, try isIndexThere(age) { return }
      guard isDue(since: last.at, after: last.took * 20) else { return }
    }
    let delivery = try Delivery(toAllOf: spool)
    let html = pages.html(of: page, in: configuration.language)
    _ = try publish(html, as: StatusFile.page, by: delivery, durably: isServerStopped)
    index.lastWritten = (essence, .now, now.duration(to: .now))
  }

  private func isIndexThere(_ age: Duration) throws -> Bool {
    guard age > Self.lookInterval else { return true }
    return try Delivery(toAllOf: spool).has(StatusFile.page)
  }

  func indexFacts() async -> IndexFacts {
    var facts = IndexFacts()
    if await dispatcher.isPausedAltogether {
      facts.warnings.append("All jobs are paused: no row starts until an administrator resumes them.")
    }
    if let shortage = SpaceShortage.message(at: spool.layout.root, minimum: configuration.minimumFree) {
      facts.warnings.append(shortage)
    } else if let free = FreeSpace.bytes(at: spool.layout.root), free < configuration.minimumFree * 2 {
      facts.warnings.append("The disk of the server is almost full. Please tell your administrator.")
    }
    facts.services = await dispatcher.backEndReport().backEnds.compactMap { status in
      status.hold.map { $0.sentence(BackEndID(service: status.service, endpoint: status.endpoint)) }
    }
    return facts
  }
}
