import Glibc
import JobModel
package import SystemPackage

/// A spool that is open: the folders of `Sources/Spool/STATES.md`, held by descriptor.
///
/// All calls block on the disk: they belong on threads of their own, never on Swift's cooperative ones.
package final class Spool: Sendable {
  package let layout: SpoolLayout
  /// The spool's own id, which its sentinels carry.
  package let id: String
  package let root: Folder
  package let jobs: Folder
  package let tmp: Folder
  let pending: Folder
  let running: Folder
  let done: Folder
  let failed: Folder

  /// Opens a spool made by `create`.
  ///
  /// - Throws: `.notASpool`, `.unknownFormat`, or the system call that failed.
  package init(opening layout: SpoolLayout) throws(SpoolError) {
    self.layout = layout
    root = try Self.openRoot(layout)
    try Self.checkFormat(of: root)
    guard let id = try root.contents(of: SpoolLayout.sentinel).map(Self.text(of:)), !id.isEmpty else {
      throw SpoolError(
        .notASpool, "open", layout.root.string,
        reason: "The spool \(layout.root) has lost its id (\(SpoolLayout.sentinel)). Run 'rowspool init' on it.")
    }
    self.id = id
    pending = try root.folder(RowFolder.pending.rawValue)
    running = try root.folder(RowFolder.running.rawValue)
    done = try root.folder(RowFolder.done.rawValue)
    failed = try root.folder(RowFolder.failed.rawValue)
    jobs = try root.folder("jobs")
    tmp = try root.folder("tmp")
    try checkOneFileSystem()
  }

  /// The state folder that holds the rows of all jobs.
  func folder(_ state: RowFolder) -> Folder {
    switch state {
    case .pending: pending
    case .running: running
    case .done: done
    case .failed: failed
    }
  }

  private static func openRoot(_ layout: SpoolLayout) throws(SpoolError) -> Folder {
    do {
      return try Folder.open(layout.root, called: layout.root.string)
    } catch  where error.errno == ENOENT {
      throw SpoolError(
        .notASpool, "open", layout.root.string,
        reason: "There is no spool at \(layout.root). Make one with: rowspool init --spool \(layout.root)")
    }
  }

  private static func checkFormat(of root: Folder) throws(SpoolError) {
    guard let bytes = try root.contents(of: SpoolLayout.formatFile) else {
      throw SpoolError(
        .notASpool, "open", root.path.string,
        reason: """
          \(root.path) is not a rowspool spool: it has no file 'format'. \
          Make a spool with: rowspool init --spool DIR
          """)
    }
    let format = text(of: bytes)
    guard format == SpoolLayout.format else {
      throw SpoolError(
        .unknownFormat, "open", root.path.string,
        reason: """
          The spool \(root.path) has the format '\(format.prefix(40))', and this version of rowspool knows \
          '\(SpoolLayout.format)'. Nothing was changed. Use the version of rowspool that made it.
          """)
    }
  }

  /// Rows move by rename, which cannot cross file systems.
  private func checkOneFileSystem() throws(SpoolError) {
    let folders = RowFolder.allCases.map { ($0.rawValue, folder($0)) } + [("jobs", jobs), ("tmp", tmp)]
    var devices: [(name: String, device: dev_t)] = []
    for (name, folder) in folders {
      guard let status = try folder.status(of: ".") else { continue }
      devices.append((name, status.st_dev))
    }
    guard let first = devices.first, let other = devices.first(where: { $0.device != first.device }) else { return }
    throw SpoolError(
      .notASpool, "open", layout.root.string,
      reason: """
        The folders '\(first.name)' and '\(other.name)' of the spool \(layout.root) lie on different disks. \
        pending, running, done, failed, jobs and tmp must lie on one.
        """)
  }

  static func text(of bytes: [UInt8]) -> String {
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// Whether a share is there: its sentinel carries this spool's id. A share without it is away, not empty.
  package func isPresent(share path: FilePath) -> Bool {
    guard let folder = try? Folder.open(path) else { return false }
    return (try? folder.contents(of: SpoolLayout.sentinel)).flatMap { $0 }.map(Self.text(of:)) == id
  }
}
