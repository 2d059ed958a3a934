import CFileCalls
package import Glibc
package import SystemPackage

/// An open folder. Names given to it are single names, never paths.
///
/// Folders are held open because calls relative to a descriptor are about twice as fast as calls by path, and cannot
/// be led elsewhere by a link.
package final class Folder: Sendable {
  package let descriptor: Int32
  package let path: FilePath
  /// The path for messages, below the spool.
  let subject: String
  /// What is made here is made so, where people work in it; folders below inherit it.
  let access: ShareAccess?

  init(descriptor: Int32, path: FilePath, subject: String, access: ShareAccess? = nil) {
    self.descriptor = descriptor
    self.path = path
    self.subject = subject
    self.access = access
  }

  deinit {
    _ = Glibc.close(descriptor)
  }

  /// Opens a folder by path. Never follows a link at its last component.
  ///
  /// - Parameters:
  ///   - name: what messages call it; its last component unless given.
  ///   - access: for a folder where people work: how files and folders are made in it.
  package static func open(
    _ path: FilePath, called name: String? = nil, access: ShareAccess? = nil
  ) throws(SpoolError) -> Folder {
    let subject = name ?? path.lastComponent?.string ?? path.string
    let descriptor = try perform(.open, on: subject) {
      path.withPlatformString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    }
    return Folder(descriptor: descriptor, path: path, subject: subject, access: access)
  }

  package func folder(_ name: String) throws(SpoolError) -> Folder {
    let subject = subject(of: name)
    let opened = try perform(.open, on: subject) {
      openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    return Folder(descriptor: opened, path: path.appending(name), subject: subject, access: access)
  }

  /// The folder of that name, made if it is not there.
  package func makeFolder(_ name: String) throws(SpoolError) -> Folder {
    do {
      try createFolder(name)
    } catch  where error.errno == EEXIST {
      // Ours from an earlier try; opening it says whether it is a folder.
    }
    return try folder(name)
  }

  /// The C function is `mkdirat`.
  ///
  /// - Throws: errno EEXIST where the name is taken.
  package func createFolder(_ name: String) throws(SpoolError) {
    _ = try perform(.makeFolder, on: subject(of: name)) { mkdirat(descriptor, name, 0o775) }
    guard let access else { return }
    let made = try folder(name)
    // Its descriptor lives as long as it does.
    withExtendedLifetime(made) { access.apply(to: made.descriptor, isFolder: true) }
  }

  package func subject(of name: String) -> String { "\(subject)/\(name)" }

  // MARK: Files

  package enum Purpose: Sendable {
    case reading
    /// A new file; the name must be free.
    case creating
    /// An existing file, for reading and for lines at its end.
    case appending
    /// A log that is begun if it is not there.
    case logging

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .creating: O_RDWR | O_CREAT | O_EXCL
      case .appending: O_RDWR | O_APPEND
      case .logging: O_RDWR | O_APPEND | O_CREAT
      }
    }
  }

  /// Opens a file; never follows a link and never waits for a pipe's other end.
  package func open(_ name: String, for purpose: Purpose) throws(SpoolError) -> OpenFile {
    let subject = subject(of: name)
    let opened = try perform(.open, on: subject) {
      openat(descriptor, name, purpose.flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o664)
    }
    if purpose == .creating { access?.apply(to: opened, isFolder: false) }
    return OpenFile(descriptor: opened, subject: subject)
  }

  /// The contents of a file; `nil` where there is none of that name.
  package func contents(of name: String) throws(SpoolError) -> [UInt8]? {
    do {
      return try open(name, for: .reading).readAll()
    } catch  where error.errno == ENOENT {
      return nil
    }
  }

  // MARK: Names

  /// Whether anything of that name is there.
  package func has(_ name: String) throws(SpoolError) -> Bool {
    try status(of: name) != nil
  }

  /// The C function is `fstatat`, which does not follow a link here; `nil` where nothing is there.
  package func status(of name: String) throws(SpoolError) -> stat? {
    var status = stat()
    do {
      _ = try perform(.stat, on: subject(of: name)) { fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) }
      return status
    } catch  where error.errno == ENOENT {
      return nil
    }
  }

  /// The C function is `renameat`, which replaces a file of that name.
  ///
  /// A rename that is reported as failed may have happened (NFS loses answers): both names are looked at before the
  /// failure is believed.
  package func rename(_ name: String, to target: Folder, as newName: String? = nil) throws(SpoolError) {
    let newName = newName ?? name
    do {
      _ = try perform(.rename, on: "\(subject(of: name)) > \(target.subject(of: newName))") {
        renameat(descriptor, name, target.descriptor, newName)
      }
    } catch {
      guard (try? has(name)) == false, (try? target.has(newName)) == true else { throw error }
    }
  }

  /// The C function is `unlinkat`. Nothing there is as good as removed.
  package func remove(_ name: String) throws(SpoolError) {
    do {
      _ = try perform(.unlink, on: subject(of: name)) { unlinkat(descriptor, name, 0) }
    } catch  where error.errno == ENOENT {
      // Gone already: a repeated try, or a removal that was reported as failed.
    }
  }

  /// The C function is `unlinkat` with AT_REMOVEDIR. Nothing there is as good as removed.
  package func removeFolder(_ name: String) throws(SpoolError) {
    do {
      _ = try perform(.removeFolder, on: subject(of: name)) { unlinkat(descriptor, name, AT_REMOVEDIR) }
    } catch  where error.errno == ENOENT {
      // Gone already.
    }
  }

  // MARK: Syncing

  /// Makes renames, new names and removals in this folder durable. The C function is `fsync`.
  package func sync() throws(SpoolError) {
    _ = try perform(.syncFolder, on: subject) { fsync(descriptor) }
  }

  /// Makes everything on this folder's file system durable. The C function is `syncfs`.
  ///
  /// For big batches only: it pays for everybody's unwritten pages.
  package func syncFileSystem() throws(SpoolError) {
    _ = try perform(.syncFileSystem, on: subject) { rowspool_syncfs(descriptor) }
  }
}
