package import JobModel
import Logging
import Spool
import Workflows

/// What the dispatcher remembers of back ends between two looks.
struct BackEndWatch {
  /// When services are looked up again: their keys and limits may be others.
  var nextLookup = Timestamp(milliseconds: 0)
  var isAnyHeld = false
}

/// Why no row of a job starts at present, and when that may change by itself.
package struct JobWait: Hashable, Sendable {
  package var sentence: Message
  package var until: Timestamp?
}

extension Dispatcher {
  private static let lookupInterval = Duration.seconds(60)
  /// A person who put a new key into its file wants to see something happen.
  private static let lookupIntervalWhenHeld = Duration.seconds(5)

  /// Brings what the scheduler knows of back ends in line with them, and tells people what is new.
  func refreshBackEnds(at now: Timestamp) {
    let steady = options.clock.now
    if backEndWatch.nextLookup <= steady { lookUpServices(at: steady) }
    let rooms = options.backEnds.rooms()
    scheduler.take(rooms)
    for news in options.backEnds.takeNews() { tell(news) }
    let isAnyHeld = rooms.values.contains { $0.hold != nil }
    if isAnyHeld || backEndWatch.isAnyHeld { giveUpLongWaits(rooms, at: steady) }
    if isAnyHeld != backEndWatch.isAnyHeld { backEndWatch.nextLookup = steady }
    backEndWatch.isAnyHeld = isAnyHeld
  }

  /// Finds what a job's steps work with, before it is scheduled.
  func findBackEnds(of job: ActiveJob) {
    job.use = options.backEndUse(job.definition)
    options.backEnds.prepare(job.use.backEnds)
    if let missing = job.use.missing { tellMissing(missing, in: job) }
  }

  private func lookUpServices(at now: Timestamp) {
    var isAnyMissing = false
    for job in active.values where job.definition.isRemote || !job.use.isLocal {
      let (before, found) = (job.use, options.backEndUse(job.definition))
      isAnyMissing = isAnyMissing || found.missing != nil
      guard found != before else { continue }
      job.use = found
      if let missing = found.missing, missing != before.missing { tellMissing(missing, in: job) }
      if found.missing == nil, before.missing != nil { note("going-on", in: job) }
      options.backEnds.prepare(found.backEnds)
      refreshHold(of: job.id)
    }
    forgetReplaced()
    let interval = isAnyMissing || backEndWatch.isAnyHeld ? Self.lookupIntervalWhenHeld : Self.lookupInterval
    backEndWatch.nextLookup = now.advanced(by: interval)
  }

  /// A service whose key was exchanged is another back end; what was known of the old one is of no use.
  private func forgetReplaced() {
    let used = Set(active.values.lazy.flatMap(\.use.backEnds))
    let places = Set(used.map { [$0.service, $0.endpoint] })
    let replaced = options.backEnds.rooms().keys.filter {
      !used.contains($0) && places.contains([$0.service, $0.endpoint])
    }
    for news in options.backEnds.forget(replaced) { log.notice("\(news.sentence)") }
  }

  /// Jobs that have waited for a held back end as long as they may let their rows start, which then fail.
  private func giveUpLongWaits(_ rooms: [BackEndID: BackEndRoom], at now: Timestamp) {
    for job in active.values where !job.use.backEnds.isEmpty {
      let isGivenUp = job.use.backEnds.contains { backEnd in
        guard let hold = rooms[backEnd]?.hold else { return false }
        return max(hold.since, job.waitsSince).advanced(by: options.backEnds.holdAtMost) <= now
      }
      if scheduler[job.id]?.isGivenUp != isGivenUp { scheduler[job.id]?.isGivenUp = isGivenUp }
    }
  }

  // MARK: Telling

  private func tell(_ news: BackEndNews) {
    let jobs = active.values.filter { $0.use.backEnds.contains(news.backEnd) && $0.openCount > 0 }
    let metadata: Logger.Metadata = ["service": "\(news.backEnd.service)", "jobs": "\(jobs.count)"]
    let event: String
    switch news.event {
    case .held:
      event = "on-hold"
      log.warning("\(news.sentence)", metadata: metadata)
    case .givenUp:
      event = "given-up"
      log.error("\(news.sentence)", metadata: metadata)
    case .released:
      event = "going-on"
      log.notice("\(news.sentence)", metadata: metadata)
    }
    for job in jobs {
      var members: JSONObject = ["service": .string(news.backEnd.service)]
      members.set("reason", news.sentence)
      note(event, members, in: job)
      if news.event == .held, job.hasStarted { choreQueue.resultsSoFar.insert(job.id) }
    }
    if news.event == .held { chores.results.raise() }
    tellPeople(of: news)
  }

  private func tellPeople(of news: BackEndNews) {
    let event: Notifier.Event
    switch news.event {
    case .held: event = .held
    case .released: event = .released
    // The rows fail, and the job's end says so.
    case .givenUp: return
    }
    var notice = Notice(event)
    (notice.name, notice.reasons) = (news.backEnd.service, [news.sentence])
    options.tell(notice)
  }

  private func tellMissing(_ failure: Failure, in job: ActiveJob) {
    log.warning("\(failure.message)", metadata: ["job": "\(job.id)"])
    note("on-hold", reason: failure.message, in: job)
  }

  // MARK: Waiting jobs

  /// Why no row of a job starts, for reasons that are neither an order nor its start time.
  func wait(of job: ActiveJob) -> JobWait? {
    guard job.table.count(.pending) > 0 else { return nil }
    if let missing = job.use.missing { return JobWait(sentence: missing.message) }
    if let sentence = ceilingSentence(of: job) { return JobWait(sentence: sentence) }
    guard !job.use.backEnds.isEmpty, backEndWatch.isAnyHeld else { return nil }
    let statuses = options.backEnds.statuses()
    for backEnd in job.use.backEnds {
      guard let hold = statuses[backEnd]?.hold else { continue }
      return JobWait(sentence: hold.sentence(backEnd), until: hold.nextProbe)
    }
    return nil
  }

  /// What views of other processes are told.
  package func backEndReport() -> BackEndReport {
    var report = BackEndReport(at: options.clock.now)
    report.backEnds = options.backEnds.report()
    for job in active.values {
      let budget = scheduler[job.id]?.budget
      var item = BackEndReport.Job(wait: wait(of: job), maxCost: budget?.ceiling)
      if let budget, budget.chargedRows > 0 { item.cost = budget.shownSpent }
      guard item.wait != nil || item.cost != nil else { continue }
      item.currency = job.definition.estimate?.currency
      report.jobs[job.id] = item
    }
    return report
  }

  /// A person wants a job to go on: its held back ends are tried at once.
  func probeBackEnds(of id: JobID) {
    guard let job = active[id], !job.use.backEnds.isEmpty || job.use.missing != nil else { return }
    backEndWatch.nextLookup = Timestamp(milliseconds: 0)
    options.backEnds.probeNow(job.use.backEnds)
  }
}
