import FoundationEssentials
import Glibc
import Intake
import JobModel
import Logging
import Spool
import SystemPackage

/// Does what is dropped into `control/<verb>/`: orders of programs as `<unique>.json`, and files or folders that have a
/// job's name. Each leaves an answer beside it, `<name>.done.txt` or `<name>.refused.txt`.
package struct ControlDesk: Sendable {
  let spool: Spool
  let dispatcher: Dispatcher
  let threads: FileThreads
  /// Of orders that are for no single job, and of jobs whose workflow names none.
  let language: Language
  let log: Logger

  /// A ticket is a few lines; anything larger was dropped by mistake.
  private static let mostBytes = 1 << 20

  /// Names of the answers, which lie where the orders are dropped.
  static let answers = ["*.done.txt", "*.refused.txt"]

  /// - Returns: whether the order is settled; one that is not is to be looked at again after a while.
  func handle(_ drop: Drop) async -> Bool {
    var isSettled = true
    for item in drop.items {
      guard let verb = Order.Verb(rawValue: drop.folder) else { continue }
      isSettled = await handle(item.path, called: item.name.displayed, verb: verb) && isSettled
    }
    return isSettled
  }

  private func handle(_ path: FilePath, called name: String, verb: Order.Verb) async -> Bool {
    do {
      let found = try await threads.run { try Self.order(at: path, called: name, verb: verb) }
      guard let order = found else {
        let sentence: Message =
          "'\(name)' names no job. Drop a job's ticket here, or an empty file with the job's name."
        try await answer(
          [OrderAnswer(acted: false, sentence: sentence)], to: path, called: name, isProgram: false, in: language)
        return true
      }
      let answers = try await dispatcher.apply(order)
      let own = if let job = order.job { await dispatcher.language(of: job) } else { Language?.none }
      try await answer(
        answers, to: path, called: name, isProgram: name.hasSuffix(".json"), in: own ?? language)
      return true
    } catch {
      // The order's file stays and is read again.
      log.error("an order waits: \(error)", metadata: ["name": "\(name)"])
      return false
    }
  }

  /// - Returns: `nil` where the file names no job.
  private static func order(at path: FilePath, called name: String, verb: Order.Verb) throws -> Order? {
    if name.hasSuffix(".json"), let order = try programOrder(at: path), order.verb == verb { return order }
    guard let job = jobName(in: name) else { return nil }
    return Order(id: "ticket-\(name)-\(try changeTime(of: path))", verb, job: job, by: FileOwner.name(of: path))
  }

  private static func programOrder(at path: FilePath) throws -> Order? {
    let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: mostBytes)
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    guard count < mostBytes, let object = (try? JSONReader.read(bytes[..<count]))?.object else { return nil }
    return Order(json: object)
  }

  /// A browser adds ` (1)`, people any extension: the job's name is what counts.
  private static func jobName(in name: String) -> JobID? {
    var text = Substring(name)
    while !text.isEmpty {
      if let job = JobID(String(text)) { return job }
      if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
        text = text[..<open]
        while text.last == " " { text.removeLast() }
      } else if let dot = text.lastIndex(of: ".") {
        text = text[..<dot]
      } else {
        return nil
      }
    }
    return nil
  }

  /// Makes the order's id: the same file is the same order, however often it is looked at.
  private static func changeTime(of path: FilePath) throws -> String {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { throw Errno(rawValue: errno) }
    return "\(status.st_ino)-\(status.st_mtim.tv_sec)-\(status.st_mtim.tv_nsec)"
  }

  // MARK: Answers

  /// Writes the answer, then removes the order's file: an order that is found again is not done again.
  private func answer(
    _ answers: [OrderAnswer], to path: FilePath, called name: String, isProgram: Bool, in language: Language
  ) async throws {
    let text = Message.lines(answers.map(\.sentence)).text(in: language) + "\n"
    let hasActed = answers.contains(where: \.acted)
    try await threads.run {
      let folder = try Folder.open(path.removingLastComponent())
      if !isProgram || !hasActed {
        try folder.replace(
          "\(name).\(hasActed ? "done" : "refused").txt", with: Array(text.utf8), by: folder)
      }
      guard path.withPlatformString({ unlink($0) }) == 0 || errno == ENOENT else { throw Errno(rawValue: errno) }
      try folder.sync()
    }
    log.info("\(hasActed ? "order done" : "order refused")", metadata: ["name": "\(name)", "answer": "\(text)"])
  }
}
