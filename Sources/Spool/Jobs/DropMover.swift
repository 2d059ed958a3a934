import CFileCalls
import Glibc
import JobModel
import SystemPackage

/// Moves what operators dropped. Names stay bytes, links are never followed, nothing is overwritten.
enum DropMover {
  /// Makes a file's or a folder's contents durable before it is moved: a rename without it can leave an empty file
  /// after a power cut.
  static func sync(_ path: FilePath) throws(SpoolError) {
    let file = try open(path, O_RDONLY)
    var status = stat()
    _ = try perform(.stat, on: path.string) { fstat(file.descriptor, &status) }
    if isFolder(status) {
      try Folder.open(path).syncFileSystem()
    } else {
      _ = try perform(.sync, on: path.string) { fsync(file.descriptor) }
    }
  }

  /// The C function is `rename`. One that is reported as failed may have happened.
  static func rename(_ source: FilePath, to target: FilePath) throws(SpoolError) {
    do {
      _ = try perform(.rename, on: "\(source) > \(target)") {
        source.withPlatformString { source in target.withPlatformString { Glibc.rename(source, $0) } }
      }
    } catch {
      guard (try? exists(source)) == false, (try? exists(target)) == true else { throw error }
    }
  }

  /// Gives what was moved its name back, or a name beside it where that one is taken by now.
  ///
  /// A file comes back by a second name (the C function is `link`): a watcher takes what is renamed into a folder for
  /// whole. Where the rights or the file system allow none, it comes back by a rename that replaces nothing.
  static func putBack(_ path: FilePath, to origin: FilePath) throws(SpoolError) {
    let folder = origin.removingLastComponent()
    var target = origin
    var number = 1
    while try !isPutBack(path, to: target) {
      number += 1
      target = folder.appending(Delivery.nameBeside(origin.lastComponent?.string ?? "", number))
    }
    try Folder.open(folder).sync()
  }

  /// - Returns: `false` where the name is taken.
  private static func isPutBack(_ path: FilePath, to target: FilePath) throws(SpoolError) -> Bool {
    let subject = "\(path) > \(target)"
    do {
      _ = try perform(.link, on: subject) {
        path.withPlatformString { path in target.withPlatformString { linkat(AT_FDCWD, path, AT_FDCWD, $0, 0) } }
      }
      _ = try perform(.unlink, on: path.string) { path.withPlatformString { unlink($0) } }
      return true
    } catch  where error.errno == EEXIST {
      return false
    } catch  where error.operation == SystemCall.link.rawValue && [EPERM, EOPNOTSUPP, EMLINK].contains(error.errno) {
      // A folder, or a file that can have one name only.
    }
    do {
      _ = try perform(.rename, on: subject) {
        path.withPlatformString { path in
          target.withPlatformString { rowspool_rename_noreplace(AT_FDCWD, path, AT_FDCWD, $0) }
        }
      }
    } catch  where error.errno == EEXIST {
      return false
    } catch  where error.errno == EINVAL {
      // The file system knows no such rename.
      if try exists(target) { return false }
      try rename(path, to: target)
    }
    return true
  }

  static func exists(_ path: FilePath) throws(SpoolError) -> Bool {
    try status(of: path) != nil
  }

  private static func status(of path: FilePath) throws(SpoolError) -> stat? {
    var status = stat()
    do {
      _ = try perform(.stat, on: path.string) { path.withPlatformString { lstat($0, &status) } }
      return status
    } catch  where error.errno == ENOENT {
      return nil
    }
  }

  private static func isFolder(_ status: stat) -> Bool { status.st_mode & 0o170000 == 0o040000 }

  private static func open(_ path: FilePath, _ flags: Int32) throws(SpoolError) -> OpenFile {
    let descriptor = try perform(.open, on: path.string) {
      path.withPlatformString { Glibc.open($0, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o664) }
    }
    return OpenFile(descriptor: descriptor, subject: path.string)
  }

  // MARK: Between file systems

  /// Copies a file or a tree, with owner and mode, and makes it durable. Links are copied as links; pipes, sockets and
  /// devices are left.
  static func copy(_ source: FilePath, to target: FilePath) throws(SpoolError) {
    guard let status = try status(of: source) else {
      throw SpoolError(.system(errno: ENOENT), "copy", source.string)
    }
    switch status.st_mode & 0o170000 {
    case 0o100000: try copyFile(source, to: target, status)
    case 0o040000:
      _ = try perform(.makeFolder, on: target.string) { target.withPlatformString { mkdir($0, 0o775) } }
      for name in try names(in: source) { try copy(source.appending(name), to: target.appending(name)) }
      let folder = try Folder.open(target)
      keepOwner(of: folder.descriptor, as: status)
      try folder.sync()
    case 0o120000: try copyLink(source, to: target)
    default: break
    }
  }

  private static func names(in folder: FilePath) throws(SpoolError) -> [FilePath.Component] {
    var names: [FilePath.Component] = []
    try Folder.open(folder).forEachEntry { name, _ in
      if let component = FilePath.Component(platformString: name) { names.append(component) }
    }
    return names
  }

  private static func copyFile(_ source: FilePath, to target: FilePath, _ status: stat) throws(SpoolError) {
    let input = try open(source, O_RDONLY)
    let output = try open(target, O_RDWR | O_CREAT | O_EXCL)
    try output.copyContents(of: input)
    keepOwner(of: output.descriptor, as: status)
    try output.setModificationTime(milliseconds: Timestamp(status.st_mtim).milliseconds)
    try output.sync()
    try output.close()
  }

  /// A copy looks like what was moved by a rename. Only root may give files away: otherwise the owner is the server's
  /// user, who can always read it. The C functions are `fchown` and `fchmod`.
  private static func keepOwner(of descriptor: Int32, as status: stat) {
    let isGiven = fchown(descriptor, status.st_uid, status.st_gid) == 0
    if !isGiven { _ = fchown(descriptor, UInt32.max, status.st_gid) }
    _ = fchmod(descriptor, status.st_mode & 0o777 | (isGiven ? 0 : 0o600))
  }

  private static func copyLink(_ source: FilePath, to target: FilePath) throws(SpoolError) {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    _ = try perform(.read, on: source.string) { source.withPlatformString { readlink($0, &text, text.count - 1) } }
    _ = try perform(.rename, on: target.string) { target.withPlatformString { symlink(text, $0) } }
  }
}

extension OpenFile {
  /// Copies from where `other` stands to its end.
  func copyContents(of other: OpenFile) throws(SpoolError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try perform(.read, on: other.subject) { Glibc.read(other.descriptor, &buffer, buffer.count) }
      if count == 0 { return }
      try write(Array(buffer.prefix(count)))
    }
  }
}
