import Containment
import Glibc
import HTTPTransfer
import JobModel
import Logging
import Spool
import SystemPackage
import Workflows

/// Tells people of a job's end and the like, by chat webhooks and by mail. What goes wrong with it is logged, and
/// touches no job.
struct NotificationDesk: Sendable {
  let spool: Spool
  let searchPath: [FilePath]
  let outgoing: FilePath
  let language: Language
  let http: any HTTPService
  let containment: ContainmentOptions
  let threads: FileThreads
  let log: Logger

  /// Waits before further attempts.
  var delays: [Duration] = [.seconds(60), .seconds(300), .seconds(900)]

  private static let mailDeadline = Duration.seconds(60)

  /// One message to one recipient.
  private struct Parcel: Sendable {
    var notice: Notice
    var channel: Notifier.Channel
    /// For the log: a notifier's name or `mail`.
    var recipient: String
    var file: NotifierFile
  }

  /// Sends what is put on the board, until the task is cancelled.
  func run(_ board: NoticeBoard) async {
    await withDiscardingTaskGroup { group in
      for await notice in board.notices {
        for parcel in await parcels(of: notice) { group.addTask { await deliver(parcel) } }
      }
      group.cancelAll()
    }
  }

  // MARK: To whom

  private func parcels(of notice: Notice) async -> [Parcel] {
    let file: NotifierFile
    do {
      file = try await threads.run { [spool, searchPath] in
        try NotifierFile(spool: spool.layout.root, searchPath: searchPath)
      }
    } catch {
      log.error("Nobody is told: \(error)")
      return []
    }
    var parcels = file.notifiers.filter { $0.events.contains(notice.event) }
      .map { Parcel(notice: notice, channel: $0.channel, recipient: $0.name, file: file) }
    for word in NotifierFile.words(of: notice.wanted ?? "") {
      guard let channel = file.channel(of: word) else {
        log.notice(
          "'notify' of the job names nobody who may be told: no such notifier, or a mail address outside 'domains'.",
          metadata: ["job": "\(notice.job?.text ?? "")"])
        continue
      }
      if parcels.contains(where: { $0.channel == channel }) { continue }
      parcels.append(Parcel(notice: notice, channel: channel, recipient: "notify", file: file))
    }
    return parcels
  }

  // MARK: Sending

  private func deliver(_ parcel: Parcel) async {
    let metadata: Logger.Metadata = [
      "notifier": "\(parcel.recipient)", "event": "\(parcel.notice.event.rawValue)",
    ]
    for attempt in 0...delays.count {
      do {
        try await send(parcel)
        log.debug("a notice was sent", metadata: metadata)
        return
      } catch {
        if attempt == 0 {
          log.warning("A notice could not be sent: \(error). It is tried again.", metadata: metadata)
        } else if attempt == delays.count {
          log.error("A notice could not be sent and is given up: \(error).", metadata: metadata)
          return
        }
      }
      do { try await ContinuousClock().sleep(for: delays[attempt]) } catch { return }
    }
  }

  private func send(_ parcel: Parcel) async throws {
    let language = parcel.notice.language ?? language
    let job = parcel.notice.event == .rejected ? nil : parcel.notice.job
    let link = job.map { job in
      parcel.file.link(to: ["job": .string(job.text)]) ?? outgoing.appending(job.text).string
    }
    switch parcel.channel {
    case .webhook(let webhook):
      let values = parcel.notice.values(in: language, link: link)
      let call = try await threads.run { try WebhookCall(webhook, values: values, at: .now) }
      try call.check(try await http.send(call.request))
    case .mail(let addresses):
      let mail = MailMessage(
        from: parcel.file.from ?? "rowspool@\(Self.hostName)", to: addresses,
        subject: parcel.notice.title.text(in: language),
        text: Message.lines([parcel.notice.title, parcel.notice.text(link: link)]).text(in: language) + "\n",
        at: parcel.notice.at)
      try await hand(mail, to: parcel.file.sendmail)
    }
  }

  private func hand(_ mail: MailMessage, to program: [String]) async throws {
    let name = "mail-\(mail.id)"
    let folder = try await threads.run { [spool] in try spool.tmp.makeFolder(name) }
    let invocation = CommandInvocation(
      arguments: program, folder: folder.path, input: mail.bytes, limits: nil, deadline: Self.mailDeadline)
    let result = await Result { () async throws in try await CommandRunner(containment).run(invocation) }
    // What is left is swept at the next start.
    await threads.run { [spool] in try? spool.tmp.removeTree(name) }
    switch try result.get().status {
    case .exited(0): return
    case let status:
      throw WebhookCall.Trouble("the mail program ended with \(status): \(try result.get().errorTail.suffix(200))")
    }
  }

  private static var hostName: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
