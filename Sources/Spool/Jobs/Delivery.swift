import CFileCalls
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
    folder = try Self.ownFolder(job.text, in: try Folder.open(spool.layout.outgoing, called: "outgoing"))
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

  package var path: FilePath { folder.path }

  /// Copies a file into the folder under a dot name, syncs it and renames it: nobody ever sees half of it.
  ///
  /// - Parameters:
  ///   - source: a file of the spool.
  ///   - name: its name there; a file of that name is replaced.
  ///   - subfolder: `files`, or `nil` for the job's folder itself.
  package func deliver(_ source: FilePath, as name: String, in subfolder: String? = nil) throws(SpoolError) {
    var target = folder
    if let subfolder { target = try Self.ownFolder(subfolder, in: folder) }
    let draft = ".\(name.prefix(40)).\(UInt64.random(in: 0 ... .max))"
    do {
      let input = try Folder.open(source.removingLastComponent()).open(
        source.lastComponent?.string ?? "", for: .reading)
      let output = try target.open(draft, for: .creating)
      // Shares the blocks where the file system can; anything else is copied.
      if rowspool_clone(output.descriptor, input.descriptor) != 0 { try output.copyContents(of: input) }
      try output.sync()
      try output.close()
      try target.rename(draft, to: target, as: name)
    } catch {
      try? target.remove(draft)
      throw error
    }
    try target.sync()
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
