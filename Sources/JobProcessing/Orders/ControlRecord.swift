import JobModel
import Spool
import SystemPackage

/// What rowspool remembers of `control/`, in a file of the spool: which things that stay there have given their order,
/// and which answers are its own.
struct ControlRecord: Codable, Hashable {
  /// Something that was not removed: somebody's own, or on a share where nothing may be removed. It gives no order a
  /// second time, not even to the next server.
  struct Kept: Codable, Hashable {
    var path: String
    var identity: String
  }

  /// A text that rowspool wrote there.
  struct Written: Codable, Hashable {
    var path: String
    var version: String
    var at: Timestamp
  }

  private(set) var kept: [Kept] = []
  private(set) var answers: [Written] = []
  /// Digests of the texts that say what a folder is for, by verb.
  private(set) var readMes: [String: String] = [:]

  private static let file = "control.json"

  /// One that cannot be read is begun anew: then things that stayed give their orders again, which are answered.
  init(_ spool: Spool) {
    if let record: ControlRecord = try? spool.root.document(Self.file) { self = record }
  }

  func save(to spool: Spool) throws {
    try spool.root.write(self, as: Self.file, by: spool.tmp)
  }

  // MARK: Things that stay

  func isKept(_ file: ControlFile) -> Bool {
    kept.contains { $0.path == file.path.string && $0.identity == file.identity.description }
  }

  mutating func keep(_ file: ControlFile) {
    kept.removeAll { $0.path == file.path.string }
    kept.append(Kept(path: file.path.string, identity: file.identity.description))
  }

  /// Forgets what is there no more.
  mutating func forgetGone() {
    kept.removeAll { FileIdentity(FilePath($0.path))?.description != $0.identity }
    answers.removeAll { !Self.isUnchanged($0) }
  }

  // MARK: Answers

  mutating func note(answer path: FilePath, at time: Timestamp) {
    answers.removeAll { $0.path == path.string }
    if let identity = FileIdentity(path) {
      answers.append(Written(path: path.string, version: identity.version, at: time))
    }
  }

  /// Whether it is there as rowspool wrote it.
  func isOwnAnswer(_ path: FilePath) -> Bool {
    answers.contains { $0.path == path.string && Self.isUnchanged($0) }
  }

  func answers(before time: Timestamp) -> [FilePath] {
    answers.filter { $0.at < time && Self.isUnchanged($0) }.map { FilePath($0.path) }
  }

  // MARK: Read-me files

  /// Keeps a text in `control/<verb>/`.
  mutating func keep(_ text: KeptText, of verb: Order.Verb, in control: FilePath, access: ShareAccess) throws {
    let folder = try Folder.open(control.appending(verb.rawValue), called: verb.rawValue, access: access)
    if let digest = try text.keep(in: folder, known: readMes[verb.rawValue]) { readMes[verb.rawValue] = digest }
  }

  private static func isUnchanged(_ written: Written) -> Bool {
    FileIdentity(FilePath(written.path))?.version == written.version
  }
}
