import Glibc
import JobModel
import Spool
import SystemPackage

/// Files that are being sent, written as they come. One after another; what it may take is bounded by the disk's floor
/// and by a limit.
package actor DropUpload {
  private let thread: FileThread
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  package struct Limits: Sendable {
    /// Bytes of all files together.
    package var bytes: Int
    /// Bytes that stay free on the disk.
    package var minimumFree: Int
    package var files = 10_000
  }

  private let spool: Spool
  private let limits: Limits
  private let draft: DropDraft
  private var file: OpenFile?
  private var names: Set<UploadName> = []
  private(set) var bytes = 0
  private var unchecked = 0

  /// The disk is looked at after so many bytes.
  private static let checkInterval = 8 << 20

  init(_ draft: DropDraft, in spool: Spool, limits: Limits, thread: FileThread) {
    self.draft = draft
    self.spool = spool
    self.limits = limits
    self.thread = thread
  }

  package var isEmpty: Bool { names.isEmpty }
  /// Where the files lie within the drop.
  var paths: Set<String> { Set(names.map(\.path)) }

  /// Says beforehand whether so many bytes can be taken.
  ///
  /// - Throws: `SubmissionRefusal`.
  package func expect(_ count: Int) throws {
    if bytes + count > limits.bytes { throw SubmissionRefusal.tooLarge(limits.bytes) }
    try checkRoom(for: count)
  }

  private func checkRoom(for count: Int) throws {
    guard let free = FreeSpace.bytes(at: spool.layout.root), free < limits.minimumFree + count else { return }
    throw SubmissionRefusal.noRoom(at: limits.minimumFree)
  }

  // MARK: Files

  /// Begins the next file.
  ///
  /// - Returns: where it lies within the drop.
  /// - Throws: `SubmissionRefusal`, `SpoolError`.
  package func begin(_ name: UploadName) throws -> UploadName {
    try endFile()
    guard names.count < limits.files else {
      throw SubmissionRefusal(
        .tooLarge, "too-many-files", "That is more files than may be sent at once (\(limits.files)). Send a ZIP.")
    }
    if names.isEmpty { try checkRoom(for: 0) }
    var free = name
    var number = 1
    while names.contains(free) {
      number += 1
      free = name.numbered(number)
    }
    file = try asRefusal { () throws(SpoolError) in try draft.create(free.parts) }
    names.insert(free)
    return free
  }

  package func write(_ bytes: [UInt8]) throws {
    guard let file else { return }
    self.bytes += bytes.count
    if self.bytes > limits.bytes { throw SubmissionRefusal.tooLarge(limits.bytes) }
    unchecked += bytes.count
    if unchecked > Self.checkInterval {
      unchecked = 0
      try checkRoom(for: 0)
    }
    try asRefusal { () throws(SpoolError) in try file.write(bytes) }
  }

  /// Makes the file durable.
  package func endFile() throws {
    guard let file else { return }
    self.file = nil
    try asRefusal { () throws(SpoolError) in
      try file.sync()
      try file.close()
    }
  }

  /// Writes a small file whole.
  func add(_ name: UploadName, _ bytes: [UInt8]) throws -> UploadName {
    let place = try begin(name)
    try write(bytes)
    try endFile()
    return place
  }

  /// Takes the result of another job in.
  ///
  /// - Throws: `SubmissionRefusal` where there is no such result.
  func take(_ origin: PictureOrigin) throws -> UploadName {
    guard let name = UploadName(origin.file), name.parts.count == 1, name.name == origin.file,
      let job = try? spool.jobFolder(origin.job), try draft.take(name.name, in: JobFile.files, of: job, as: name.name)
    else { throw SubmissionRefusal.noResult(origin) }
    names.insert(name)
    return name
  }

  /// The disk's lack of room is told to whoever sends.
  private func asRefusal<Value>(_ body: () throws(SpoolError) -> Value) throws -> Value {
    do {
      return try body()
    } catch  where error.isNoSpace {
      throw SubmissionRefusal.noRoom(at: limits.minimumFree)
    }
  }

  // MARK: The end

  /// What the drop is called: after its only part, its only table, else after its first.
  func name() throws -> (name: String, origins: [FilePath]) {
    let origins = try draft.parts().sorted { $0.string < $1.string }
    let names = origins.compactMap(\.lastComponent?.string)
    let tables = names.filter { Self.tableTypes.contains(FilePath($0).extension?.lowercased() ?? "") }
    if names.count > 1, tables.count != 1 {
      return ("\(FilePath(names[0]).stem ?? names[0]) + \(names.count - 1)", origins)
    }
    return (tables.first ?? names.first ?? "", origins)
  }

  private static let tableTypes: Set = ["xlsx", "xlsm", "csv", "tsv"]

  func submit(_ claim: DropClaim) throws {
    try endFile()
    do {
      try draft.submit(claim)
    } catch let error as SpoolError where error.isNoSpace {
      throw SubmissionRefusal.noRoom(at: limits.minimumFree)
    }
  }

  /// Removes what has come; for whatever ends before `submit`.
  package func discard() {
    file = nil
    // What cannot be removed now is swept at the next start.
    try? draft.discard()
  }
}
