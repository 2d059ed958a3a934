import Foundation
import Glibc
package import JobModel
package import Spool
package import SystemPackage

/// A spool in a folder of its own, and the built `rowspool serve` on it, with settings of milliseconds.
///
/// The folder holds `spool/`, `templates/` with the test's workflows, `ledger` (what really ran) and `server.log`.
package final class TemporarySpoolServer {
  private let temporary: TemporaryFolder
  package let spool: Spool
  /// Settings by their names in the environment, above the quick ones.
  package var settings: [String: String]
  /// A program with its arguments that starts the server.
  package var launcher: [String] = []
  private var process: ServerProcess?

  private static let quick = [
    "ROWSPOOL_SETTLE": "100ms", "ROWSPOOL_POLL_CONTROL": "100ms", "ROWSPOOL_RESCAN": "2s",
    "ROWSPOOL_RETRY_DELAYS": "50ms,100ms,150ms", "ROWSPOOL_STOP_GRACE": "2s", "ROWSPOOL_MINIMUM_FREE": "1MiB",
    "ROWSPOOL_ROW_TIMEOUT": "10m", "ROWSPOOL_WEB": "off", "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
  ]

  /// Makes the spool; nothing runs yet.
  ///
  /// - Parameters:
  ///   - root: the folder for the spool, where it shall lie elsewhere than in the test's own folder.
  ///   - share: the folder for the four folders that people see, where they shall lie outside the spool.
  package init(settings: [String: String] = [:], root: FilePath? = nil, share: FilePath? = nil) throws {
    temporary = try TemporaryFolder()
    var layout = SpoolLayout(root: root ?? temporary.path.appending("spool"))
    self.settings = settings
    if let share {
      for (name, path) in [
        ("incoming", \SpoolLayout.incoming), ("control", \.control), ("outgoing", \.outgoing), ("rejected", \.rejected),
      ] {
        layout[keyPath: path] = share.appending(name)
        self.settings["ROWSPOOL_\(name.uppercased())"] = share.appending(name).string
      }
    }
    spool = try Spool.create(layout)
    try temporary.path.appending("templates").makeFolders()
  }

  deinit {
    process?.signal(SIGKILL)
  }

  package var folder: FilePath { temporary.path }
  package var root: FilePath { spool.layout.root }
  package var incoming: FilePath { spool.layout.incoming }
  package var rejected: FilePath { spool.layout.rejected }
  package var outgoing: FilePath { spool.layout.outgoing }
  package var ledger: Ledger { Ledger(path: folder.appending("ledger")) }
  package var log: String { (try? folder.appending("server.log").text()) ?? "" }

  // MARK: Running

  /// What the server is started with.
  package var environment: [String: String] {
    Self.quick
      .merging(["ROWSPOOL_TEMPLATES": folder.appending("templates").string]) { $1 }
      .merging(settings) { $1 }
  }

  package func start() throws {
    process = try ServerProcess(
      spool: root, environment: environment, launcher: launcher, log: folder.appending("server.log"))
  }

  package var isRunning: Bool { process?.isRunning ?? false }
  package var processID: Int32 { process?.processID ?? 0 }
  package var residentBytes: Int? { process?.residentBytes }
  package var privateBytes: Int? { process?.privateBytes }

  package func signal(_ number: Int32) { process?.signal(number) }

  /// Ends the server as a crash does, and waits until it is gone.
  package func kill() async throws {
    process?.signal(SIGKILL)
    _ = try await waitForEnd()
  }

  /// Stops the server as systemd does.
  ///
  /// - Returns: its exit status.
  @discardableResult
  package func stop() async throws -> Int32 {
    process?.signal(SIGTERM)
    return try await waitForEnd()
  }

  /// - Returns: the exit status, or minus the signal that ended the server.
  package func waitForEnd(atMost limit: Duration = patience) async throws -> Int32 {
    guard let process else { return 0 }
    let status = try await wait(for: "the server's end\n\(log.suffix(2000))", atMost: limit) { process.status }
    self.process = nil
    return status
  }

  package func restart() async throws {
    try await stop()
    try start()
  }

  // MARK: Workflows

  /// Adds a workflow with its programs, and its drop folder.
  ///
  /// - Parameter programs: texts of executable files beside `workflow.yaml`, by name.
  package func addWorkflow(_ name: String, _ yaml: String, programs: [String: String] = [:]) throws {
    let place = folder.appending("templates").appending(name)
    try place.appending("workflow.yaml").write(yaml)
    for (name, text) in programs {
      try place.appending(name).write(text)
      guard chmod(place.appending(name).string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    }
    try incoming.appending(name).makeFolders()
  }

  // MARK: Dropping

  /// Drops a file the way programs do: written elsewhere, renamed in.
  package func drop(_ name: String, into workflow: String, _ bytes: some Sequence<UInt8>) throws {
    let draft = folder.appending("draft-\(name)")
    try draft.write(bytes)
    try draft.move(to: incoming.appending(workflow).appending(name))
  }

  package func drop(_ name: String, into workflow: String, _ text: String) throws {
    try drop(name, into: workflow, text.utf8)
  }

  /// Drops a folder by one rename.
  package func drop(folder name: String, into workflow: String, _ files: [String: [UInt8]]) throws {
    let draft = folder.appending("draft-\(name)")
    for (name, bytes) in files { try draft.appending(FilePath(name).components).write(bytes) }
    try draft.move(to: incoming.appending(workflow).appending(name))
  }

  // MARK: Orders

  /// Gives an order as programs do.
  ///
  /// - Returns: the order's id.
  @discardableResult
  package func give(_ order: Order) throws -> String {
    let name = "\(order.id).json"
    let draft = folder.appending(name)
    try draft.write(JSONWriter.bytes(of: .object(order.json)))
    try placeOrder(draft, order.verb)
    return order.id
  }

  /// Gives an order as people do: an empty file with the job's name.
  package func giveTicket(_ verb: Order.Verb, _ job: JobID, suffix: String = "") throws {
    let draft = folder.appending(job.text + suffix)
    try draft.write("")
    try placeOrder(draft, verb)
  }

  package func control(_ verb: Order.Verb) -> FilePath { spool.layout.control.appending(verb.rawValue) }

  private func placeOrder(_ draft: FilePath, _ verb: Order.Verb) throws {
    try control(verb).makeFolders()
    try draft.move(to: control(verb).appending(draft.name))
  }

  /// The text that answers an order given as a file of this name, once it is there.
  package func answer(to name: String, _ verb: Order.Verb) async throws -> String {
    try await wait(for: "the answer to \(verb.rawValue)/\(name)") {
      for ending in ["done", "refused"] {
        let path = control(verb).appending("\(name).\(ending).txt")
        if path.exists { return try "\(ending): \(Self.sentences(of: path.text()))" }
      }
      return nil
    }
  }

  /// An answer without the marks of its file and without the line that says when it was written.
  private static func sentences(of text: String) -> String {
    let plain = text.replacingOccurrences(of: "\u{FEFF}", with: "").replacingOccurrences(of: "\r\n", with: "\n")
    guard let end = plain.range(of: "\n\nAnswer to ") ?? plain.range(of: "\n\n答复") else { return plain }
    return plain[..<end.lowerBound] + "\n"
  }
}
