import Glibc
import JobModel
import Logging
import Results
import Spool
import SystemPackage

extension StatusDesk {
  private static let loggedBytes = 16 << 10
  /// Originals whose small copies are made for one page, so that the next one is not late.
  private static let originalsAtOnce = 8

  /// Writes the page of a job that is not finished, and its ticket where it is missing.
  ///
  /// - Throws: where the share is away; any other trouble is this job's alone, and is tried again later.
  func write(_ status: JobStatus) async throws {
    let (id, start) = (status.manifest.id, ContinuousClock.now)
    var known = written[id] ?? WrittenPage(at: start, nextLook: start)
    if known.digest != nil {
      await previews.makeOriginals(
        status.book, in: status.folder, atMost: Self.originalsAtOnce, failed: &known.failedOriginals)
    } else if !status.book.pictures.isEmpty {
      // Its pictures are made when people have their page.
      dispatcher.chores.status.raise()
    }
    let freshness = PageFreshness(written: .now, nextWithin: Self.heartbeat(of: max(1, written.count)))
    let began = ContinuousClock.now
    try tryWriting(status, freshness, known: &known)
    known.digest = status.digest
    known.at = .now
    known.took = began.duration(to: .now)
    known.nextLook = known.at.advanced(by: Self.lookInterval)
    written[id] = known
  }

  /// Writes a finished job's page for the last time: at once, and again when its pictures are made.
  func writeLast(_ page: LastPage) async throws {
    let (status, id) = (page.status, page.status.manifest.id)
    var known = written[id] ?? WrittenPage(at: .now, nextLook: .now)
    if page.isWritten {
      await previews.makeOriginals(
        status.book, in: status.folder, atMost: Self.originalsAtOnce, failed: &known.failedOriginals)
      written[id] = known
      if previews.lacksOriginals(status.book, in: status.folder, failed: known.failedOriginals) {
        return dispatcher.chores.status.raise()
      }
    }
    // Cleared meanwhile, or collected: its folder must not come back. A removed folder that is still open says nothing.
    let isCleared = try status.folder.folder.has(JobFile.clearing) || !spool.jobs.has(id.text)
    let isCollected = page.isWritten ? try !Delivery.has(StatusFile.page, of: id, in: spool) : false
    if !isCleared, !isCollected {
      try tryWriting(status, PageFreshness(written: .now, nextWithin: nil), known: &known)
      if !page.isWritten, previews.lacksOriginals(status.book, in: status.folder, failed: known.failedOriginals) {
        written[id] = known
        lastPages[id]?.isWritten = true
        return dispatcher.chores.status.raise()
      }
    }
    lastPages[id] = nil
    written[id] = nil
  }

  private func tryWriting(_ status: JobStatus, _ freshness: PageFreshness, known: inout WrittenPage) throws {
    do {
      try write(status, freshness, known: &known)
    } catch let error as SpoolError where error.code == .shareMissing {
      throw error
    } catch {
      if !known.isBlocked {
        log.warning("a job's page cannot be written: \(error)", metadata: ["job": "\(status.manifest.id)"])
      }
      known.isBlocked = true
    }
  }

  private func write(_ status: JobStatus, _ freshness: PageFreshness, known: inout WrittenPage) throws {
    let (id, language) = (status.manifest.id, configuration.language(of: status.definition))
    let delivery = try Delivery(of: id, in: spool)
    // Collected with its folder, by mistake most likely: the job still runs.
    if try !delivery.has(StatusFile.page) { (known.thumbnails, known.hasTicket) = ([:], false) }
    try PagePictures.deliver(status.book, of: status.folder, by: delivery, delivered: &known.thumbnails)
    let maker = try maker(for: status, delivery, known, in: language)
    let html = pages.html(of: maker.page(freshness), in: language)
    known.isBlocked = try !publish(html, as: StatusFile.page, by: delivery, durably: status.finished != nil)
    if !known.hasTicket || freshness.nextWithin == nil {
      let text = StatusTicket.text(of: id, drop: status.manifest.name, in: language)
      let name = JobTicket.name(of: id)
      if try !delivery.has(name) { _ = try publish(text, as: name, by: delivery, durably: false) }
      known.hasTicket = true
    }
  }

  private func maker(
    for status: JobStatus, _ delivery: Delivery, _ known: WrittenPage, in language: Language
  ) throws -> JobPageMaker {
    var maker = JobPageMaker(status, in: language)
    maker.events = (try? status.folder.lastEvents(bytes: Self.loggedBytes)) ?? []
    if status.digest.state == .running, status.finished == nil {
      let left = status.digest.pending + status.digest.running
      maker.pace = pace.progress(of: status.manifest.id, ended: status.digest.ended, left: left)
    } else {
      pace.forget(status.manifest.id)
    }
    maker.downloads = try downloads(of: status, delivery, in: language)
    if let problems = try? status.folder.problems() { maker.take(problems) }
    maker.thumbnails = Set(known.thumbnails.keys)
    return maker
  }

  /// The results that lie in the job's folder, so far or final.
  private func downloads(of status: JobStatus, _ delivery: Delivery, in language: Language) throws -> [String] {
    let names = status.finished?.delivered ?? ResultsMaker.names(for: status.manifest)
    let marked = status.manifest.badRows > 0 ? [ResultsNames.marked(for: status.manifest.name, language)] : []
    return try (names + marked).filter { try delivery.has($0) }
  }

  /// - Returns: whether it could be written; it cannot where a stranger's folder has its name.
  func publish(_ text: String, as name: String, by delivery: Delivery, durably: Bool) throws -> Bool {
    do {
      try delivery.publish(Array(text.utf8), as: name, durably: durably)
    } catch {
      guard let code = error.errno, code == EISDIR || code == ENOTEMPTY || code == EEXIST else { throw error }
      log.warning("\(delivery.path)/\(name) is not rowspool's and is left alone; the page is not written.")
      return false
    }
    return true
  }

  // MARK: The end

  private static let farewells = 100

  /// The server stops: pages say so, those of the newest jobs at least.
  func farewell() async {
    let digests = await dispatcher.statusDigests()
    for status in await dispatcher.takeFinishedStatuses() { take(finished: status) }
    index.take(digests)
    do {
      for page in lastPages.values where !page.isWritten { try await writeLast(page) }
      for id in digests.keys.sorted(by: >).prefix(Self.farewells) {
        guard let status = await dispatcher.status(of: id) else { continue }
        var freshness = PageFreshness(written: .now, nextWithin: Self.heartbeat)
        freshness.isServerStopped = true
        var known = written[id] ?? WrittenPage(at: .now, nextLook: .now)
        try tryWriting(status, freshness, known: &known)
      }
      try writeIndex(isServerStopped: true, await indexFacts())
    } catch {
      log.debug("the last pages could not be written: \(error)")
    }
  }
}
