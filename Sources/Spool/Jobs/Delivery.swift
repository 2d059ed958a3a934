import Glibc
package import JobModel
package import SystemPackage

/// A job's folder in `outgoing/`, where people collect what was made.
///
/// It may lie on a share that goes away: then every call throws and may be repeated later. Whatever people move or
/// delete there counts as collected.
package struct Delivery: Sendable {
  let folder: Folder

  /// Opens `outgoing/<job>`, made if need be.
  ///
  /// - Throws: `.shareMissing` where the share is away.
  package init(of job: JobID, in spool: Spool) throws(SpoolError) {
    guard spool.isPresent(share: spool.layout.outgoing) else {
      throw SpoolError(
        .shareMissing, "deliver", job.text,
        reason: "The folder \(spool.layout.outgoing) is not there; results are delivered when it is back.")
    }
    folder = try Self.ownFolder(
      job.text, in: try Folder.open(spool.layout.outgoing, called: "outgoing", access: spool.layout.access))
  }

  /// A name beside one that is taken by something of somebody's: `name (2)`.
  package static func nameBeside(_ name: String, _ number: Int = 2) -> String {
    "\(FilePath(name).stem ?? name) (\(number))\(FilePath(name).extension.map { ".\($0)" } ?? "")"
  }

  /// A folder of ours. What people have put in its place stays, and it gets another name; one of ours that was made
  /// read-only is opened again.
  private static func ownFolder(_ name: String, in parent: Folder) throws(SpoolError) -> Folder {
    let folder: Folder
    do {
      folder = try parent.makeFolder(name)
    } catch  where [ENOTDIR, ELOOP].contains(error.errno) {
      folder = try parent.makeFolder("\(name) (2)")
    }
    // Where this is not ours to change, writing into it says so.
    if let mode = try folder.status(of: ".")?.st_mode, mode & 0o300 != 0o300 { _ = fchmod(folder.descriptor, 0o775) }
    return folder
  }

  /// `outgoing/` itself, for what concerns all jobs.
  ///
  /// - Throws: `.shareMissing` where the share is away.
  package init(toAllOf spool: Spool) throws(SpoolError) {
    guard spool.isPresent(share: spool.layout.outgoing) else {
      throw SpoolError(
        .shareMissing, "deliver", "outgoing",
        reason: "The folder \(spool.layout.outgoing) is not there; pages are written when it is back.")
    }
    folder = try Folder.open(spool.layout.outgoing, called: "outgoing", access: spool.layout.access)
  }

  package var path: FilePath { folder.path }

  /// Whether a job's folder in `outgoing/` has a file of that name; no folder is made to find out.
  ///
  /// - Throws: `.shareMissing` where the share is away.
  package static func has(_ name: String, of job: JobID, in spool: Spool) throws(SpoolError) -> Bool {
    try changeTime(of: name, of: job, in: spool) != nil
  }

  /// A job's folder in `outgoing/`, to look at; it is not made to find out.
  ///
  /// - Throws: `.shareMissing` where the share is away, errno ENOENT where there is no such folder.
  package static func folder(of job: JobID, in spool: Spool) throws(SpoolError) -> Folder {
    try Delivery(toAllOf: spool).folder.folder(job.text)
  }

  /// When it was last written; `nil` where there is none.
  package static func changeTime(of name: String, of job: JobID, in spool: Spool) throws(SpoolError) -> Timestamp? {
    let all = try Delivery(toAllOf: spool)
    do {
      return try all.folder.folder(job.text).status(of: name).map { Timestamp($0.st_mtim) }
    } catch  where error.errno == ENOENT || error.errno == ENOTDIR {
      return nil
    }
  }

  /// Copies a file into the folder, durably; nobody ever sees half of it.
  ///
  /// - Parameters:
  ///   - source: a file of the spool.
  ///   - name: its name there; a file of that name is replaced.
  ///   - subfolder: `files`, or `nil` for the job's folder itself.
  package func deliver(_ source: FilePath, as name: String, in subfolder: String? = nil) throws(SpoolError) {
    var target = folder
    if let subfolder { target = try Self.ownFolder(subfolder, in: folder) }
    try Folder.open(source.removingLastComponent()).copy(source.lastComponent?.string ?? "", to: target, as: name)
    try target.sync()
  }

  /// Writes a page that is soon written again: under a dot name, then renamed; nobody ever sees half of it.
  ///
  /// - Parameter durably: it is synced, as nobody writes it again.
  package func publish(_ bytes: [UInt8], as name: String, durably: Bool) throws(SpoolError) {
    let draft = ".\(name).draft"
    try folder.remove(draft)
    do {
      let file = try folder.open(draft, for: .creating)
      try file.write(bytes)
      if durably { try file.sync() }
      try file.close()
      try folder.rename(draft, to: folder, as: name)
    } catch {
      try? folder.remove(draft)
      throw error
    }
  }

  /// Writes a small file whole.
  package func write(_ bytes: [UInt8], as name: String) throws(SpoolError) {
    try folder.replace(name, with: bytes, by: folder)
  }

  /// - Parameter subfolder: `files`, or `nil` for the job's folder itself.
  package func has(_ name: String, in subfolder: String? = nil) throws(SpoolError) -> Bool {
    guard let subfolder else { return try folder.has(name) }
    return try Self.ownFolder(subfolder, in: folder).has(name)
  }
}
