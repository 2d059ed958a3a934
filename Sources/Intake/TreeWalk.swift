import Glibc
import JobModel

/// Goes through a dropped folder: its digest, its lock files, and on request a look into every file.
struct TreeWalk {
  let options: IntakeOptions
  /// Whether every file is opened.
  let inspects: Bool

  private(set) var size: Int64 = 0
  private(set) var digest = 0
  private(set) var isPolled = false
  private(set) var lock: LockFile?
  /// The folders in it, as paths below it, for watching.
  private(set) var folders: [[UInt8]] = []
  /// The first finding that keeps the folder from being whole, else the last.
  private(set) var finding: Inspection?
  private var device: UInt64 = 0

  init(options: IntakeOptions, inspects: Bool = false) {
    self.options = options
    self.inspects = inspects
  }

  /// Walks a folder of which `facts` are known.
  ///
  /// - Throws: `SystemFailure` for what cannot be read; nested deeper than 32 folders it is ENAMETOOLONG.
  /// - Returns: the signature of the whole tree.
  mutating func walk(_ name: EntryName, in parent: borrowing FolderDescriptor, facts: stat, isPolled: Bool)
    throws(SystemFailure) -> Signature
  {
    self.isPolled = isPolled
    device = UInt64(facts.st_dev)
    try visit(try FolderDescriptor(name, in: parent), path: [], depth: 1)
    var signature = Signature(facts)
    (signature.size, signature.tree) = (size, digest)
    return signature
  }

  private mutating func visit(_ folder: consuming FolderDescriptor, path: [UInt8], depth: Int) throws(SystemFailure) {
    guard depth <= 32 else { throw SystemFailure(code: ENAMETOOLONG) }
    folders.append(path)
    for name in try folder.names() {
      let facts: stat
      do {
        facts = try folder.facts(of: name)
      } catch  where error.code == ENOENT {
        continue
      }
      let below = path.isEmpty ? name.bytes : path + [UInt8(ascii: "/")] + name.bytes
      if EntryKind(facts) == .folder {
        if options.ignored.ignores(String(decoding: name.bytes, as: UTF8.self)) { continue }
        note(facts, path: below)
        try enter(try FolderDescriptor(name, in: folder), facts: facts, path: below, depth: depth + 1)
      } else {
        note(facts, path: below)
        look(at: name, in: folder, facts: facts, path: below)
      }
    }
  }

  private mutating func enter(_ folder: consuming FolderDescriptor, facts: stat, path: [UInt8], depth: Int)
    throws(SystemFailure)
  {
    // Another file system may be mounted inside.
    if UInt64(facts.st_dev) != device, folder.mountKind.isPolled { isPolled = true }
    try visit(folder, path: path, depth: depth)
  }

  private mutating func look(
    at name: EntryName, in folder: borrowing FolderDescriptor, facts: stat, path: [UInt8]
  ) {
    if let (program, target) = LockFile.target(of: name) {
      guard lock == nil else { return }
      lock = LockFile.read(name, program: program, in: folder)
      lock?.part = target.displayed
    }
    guard inspects, EntryKind(facts) == .file, !(finding?.keepsWaiting ?? false),
      !options.ignored.ignores(String(decoding: name.bytes, as: UTF8.self))
    else { return }
    var found = FileInspection.inspect(
      name, in: folder, asksForWriters: !isPolled, checksStructure: options.checksStructure)
    found.part = EntryName(bytes: path).displayed
    if finding == nil || found.keepsWaiting || found.structure == .uncertain || found.writer == .unknown {
      finding = found.merged(with: finding)
    }
  }

  /// Adds a name to the digest, in whatever order names come.
  private mutating func note(_ facts: stat, path: [UInt8]) {
    var hasher = Hasher()
    hasher.combine(path)
    hasher.combine(facts.st_mode & 0o170000)
    // A folder's own size and time say nothing that its names do not.
    if EntryKind(facts) != .folder {
      hasher.combine(Signature(facts))
      size += Int64(facts.st_size)
    }
    digest &+= hasher.finalize()
  }
}

extension Inspection {
  fileprivate var keepsWaiting: Bool {
    if problem != nil || writer == .open { return true }
    if case .incomplete = structure { return true }
    return false
  }

  /// One finding for two files of a folder, of which neither keeps it waiting for certain, or the newer does.
  fileprivate func merged(with older: Inspection?) -> Inspection {
    guard let older, !keepsWaiting else { return self }
    var merged = structure == .uncertain ? self : older
    merged.writer = writer == .unknown ? .unknown : older.writer
    return merged
  }
}

extension LockFile {
  /// Reads who holds a lock file; where it cannot be read, nobody is named.
  static func read(_ name: EntryName, program: Program, in folder: borrowing FolderDescriptor) -> LockFile {
    let number = folder.number
    let descriptor = name.withCString { openat(number, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { return LockFile(program, name: name.displayed) }
    defer { close(descriptor) }
    let contents = (try? FileBytes(descriptor: descriptor, size: 0).read(at: 0, count: 1024)) ?? []
    return LockFile(program, name: name.displayed, holder: holder(in: contents, of: program))
  }
}
