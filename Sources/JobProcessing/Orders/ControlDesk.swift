import Glibc
import Intake
import JobModel
import Logging
import Spool
import SystemPackage

/// Does what is dropped into `control/<verb>/`: orders of programs as `<unique>.json`, and tickets, other files and
/// folders that have a job's name. Each leaves an answer beside it.
///
/// Nothing of anybody's is removed: only empty files, tickets and orders of programs are. What stays gives its order
/// once.
package actor ControlDesk {
  /// What became of a thing that was dropped.
  enum Outcome {
    case gone
    /// It lies there still and is not to be looked at again.
    case stays
    /// The disk or the share did not let it be done now.
    case again
  }

  private let spool: Spool
  private let dispatcher: Dispatcher
  private let threads: FileThreads
  private let language: @Sendable (JobID?) async -> Language
  private let log: Logger
  private var record: ControlRecord

  /// - Parameter language: in which people are told about a job, or about what names none.
  init(
    _ spool: Spool, dispatcher: Dispatcher, threads: FileThreads, log: Logger,
    language: @escaping @Sendable (JobID?) async -> Language
  ) async {
    self.spool = spool
    self.dispatcher = dispatcher
    self.threads = threads
    self.log = log
    self.language = language
    record = await threads.run { ControlRecord(spool) }
  }

  func handle(_ drop: Drop) async -> Outcome {
    guard let verb = Order.Verb(rawValue: drop.folder), let item = drop.items.first,
      let file = await threads.run({ ControlFile(item.path, called: item.name.displayed) })
    else { return .gone }
    guard !record.isKept(file) else { return .stays }
    do {
      return try await handle(file, verb)
    } catch {
      // It stays and is read again; an order that was recorded is not done twice.
      log.error("an order waits: \(error)", metadata: ["name": "\(file.name)"])
      return .again
    }
  }

  private func handle(_ file: ControlFile, _ verb: Order.Verb) async throws -> Outcome {
    let request = try await threads.run { [spool] in try ControlRequest(file, verb, spool) }
    let language = await language(request.job)
    var answer = ControlAnswer(subject: request.subject, file: file.name, verb: verb, language: language)
    answer.isProgram = request.isProgram
    // Before the order: it may have results written, into a new folder where the job's own is not.
    let hasGone = await putBack(file, request, &answer)
    switch request.wish {
    case .nothing(let sentence): answer.add(sentence)
    case .order(let order):
      for each in try await dispatcher.apply(order) { answer.add(each) }
      if verb == .set, answer.isDone { answer.add(TicketSettings(file.ticket?.lines ?? []).summary) }
    }
    log.info("\(answer.isDone ? "order done" : "order refused")", metadata: answer.metadata)
    if hasGone {
      try await write(answer, beside: file)
      return .gone
    }
    return try await remove(file, request, answer)
  }

  /// Something that is not a file or a folder, or a link.
  func refuse(_ entry: RefusedEntry, in folder: FilePath) async {
    let name = entry.entry.name
    guard let verb = Order.Verb(rawValue: entry.entry.folder),
      let file = await threads.run({ ControlFile(name.path(in: folder), called: name.displayed) }),
      !record.isKept(file)
    else { return }
    var answer = ControlAnswer(subject: name.displayed, file: name.displayed, verb: verb, language: await language(nil))
    answer.add(entry.message)
    do {
      try await write(answer, beside: file)
      try await keep(file)
    } catch {
      log.warning("\(entry.message) It could not be answered: \(error)")
    }
  }

  // MARK: What lies there

  private func putBack(_ file: ControlFile, _ request: ControlRequest, _ answer: inout ControlAnswer) async -> Bool {
    guard case .folder(isEmpty: false) = file.content, let job = request.job else { return false }
    let result = await threads.run { [spool] in
      ReturnedFolder(job: job, path: file.path, spool: spool).putBack()
    }
    answer.remarks.append(result.sentence)
    return result.hasGone
  }

  /// Removes what holds nothing of anybody's, after the answer is there: programs look for it then.
  private func remove(_ file: ControlFile, _ request: ControlRequest, _ answer: ControlAnswer) async throws -> Outcome {
    var answer = answer
    guard file.isOurs(for: request.subject) else {
      if answer.remarks.isEmpty, let remark = file.whyItStays { answer.remarks.append(remark) }
      try await write(answer, beside: file)
      try await keep(file)
      return .stays
    }
    if !request.isProgram || !answer.isDone { try await write(answer, beside: file) }
    let failure = await threads.run { file.remove() }
    guard let failure else { return .gone }
    let reason = Message(verbatim: String(cString: strerror(failure)))
    log.warning("an order's file cannot be removed: \(reason)", metadata: ["name": "\(file.name)"])
    answer.remarks.append(
      "'\(file.name)' could not be removed here (\(reason)). It gives no further order; you can delete it.")
    try await write(answer, beside: file)
    try await keep(file)
    return .stays
  }

  private func keep(_ file: ControlFile) async throws {
    record.keep(file)
    try await save()
  }

  private func save() async throws {
    try await threads.run { [record, spool] in try record.save(to: spool) }
  }

  // MARK: Answers

  /// Where nothing may be written, the log has the answer.
  private func write(_ answer: ControlAnswer, beside file: ControlFile) async throws {
    do {
      record = try await threads.run { [record, spool] in
        var record = record
        try ControlAnswers(in: file.path.removingLastComponent(), access: spool.layout.access).write(
          answer, &record, at: .now)
        return record
      }
      try await save()
    } catch let error as SpoolError where [EACCES, EPERM, EROFS].contains(error.errno) {
      log.warning("an order could not be answered: \(error)", metadata: answer.metadata)
    }
  }

  /// Removes old answers and keeps the texts that say what the folders are for.
  func tidy(_ control: FilePath, texts: [(verb: Order.Verb, text: String)]) async {
    do {
      record = await threads.run { [record, spool, log] in
        var record = record
        ControlAnswers.sweep(&record, at: .now)
        for (verb, text) in texts {
          do {
            try record.keep(
              KeptText(name: IgnoredNames.readMe, text: text), of: verb, in: control, access: spool.layout.access)
          } catch {
            log.debug("control/\(verb.rawValue) could not be given its read-me: \(error)")
          }
        }
        return record
      }
      try await save()
    } catch {
      log.warning("what is known of control could not be saved: \(error)")
    }
  }
}
