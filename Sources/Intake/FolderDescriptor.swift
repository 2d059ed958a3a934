import Glibc
import SystemPackage

/// An open folder. Blocks: not for Swift's cooperative threads.
struct FolderDescriptor: ~Copyable {
  let number: Int32

  /// Opens a folder by its path.
  ///
  /// - Throws: `SystemFailure`. The corresponding C function is `open`.
  init(_ path: FilePath) throws(SystemFailure) {
    number = path.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK) }
    if number < 0 { throw SystemFailure(code: errno) }
  }

  /// Opens a folder inside another; a link is not followed.
  ///
  /// - Throws: `SystemFailure`. The corresponding C function is `openat`.
  init(_ name: EntryName, in parent: borrowing FolderDescriptor) throws(SystemFailure) {
    let parent = parent.number
    number = name.withCString { openat(parent, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
    if number < 0 { throw SystemFailure(code: errno) }
  }

  deinit {
    close(number)
  }

  /// The kind of the file system it lies on. A property of the open folder, so that it stays open meanwhile.
  var mountKind: MountKind { MountKind.ofDescriptor(number) }

  /// The names in it but `.` and `..`, as bytes, in no order.
  ///
  /// - Throws: `SystemFailure`. The corresponding C function is `readdir`.
  func names() throws(SystemFailure) -> [EntryName] {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = fdopendir(copy) else {
      let code = errno
      if copy >= 0 { close(copy) }
      throw SystemFailure(code: code)
    }
    defer { closedir(stream) }
    var names: [EntryName] = []
    while true {
      errno = 0
      guard let found = readdir(stream) else {
        if errno != 0 { throw SystemFailure(code: errno) }
        return names
      }
      let bytes = withUnsafeBytes(of: &found.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(EntryName(bytes: bytes)) }
    }
  }

  /// What a name in it stands for; a link is not followed.
  ///
  /// - Throws: `SystemFailure`. The corresponding C function is `fstatat`.
  func facts(of name: EntryName) throws(SystemFailure) -> stat {
    var facts = stat()
    let result = name.withCString { fstatat(number, $0, &facts, AT_SYMLINK_NOFOLLOW) }
    if result != 0 { throw SystemFailure(code: errno) }
    return facts
  }
}

extension Signature {
  init(_ facts: stat) {
    self.init(
      device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino), size: Int64(facts.st_size),
      modified: Int64(facts.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_mtim.tv_nsec))
  }
}

extension EntryKind {
  init(_ facts: stat) {
    switch facts.st_mode & 0o170000 {
    case 0o100000: self = .file
    case 0o040000: self = .folder
    case 0o120000: self = .link
    default: self = .special
    }
  }
}
