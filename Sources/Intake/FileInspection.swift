import Glibc

/// Opens one file to see whether somebody writes it and whether its end is there. It changes nothing.
enum FileInspection {
  /// - Parameters:
  ///   - name: a name in `folder`; a link is not followed, and a FIFO does not block.
  ///   - asksForWriters: whether this kernel knows all who write: not on polled file systems.
  static func inspect(
    _ name: EntryName, in folder: borrowing FolderDescriptor, asksForWriters: Bool, checksStructure: Bool
  ) -> Inspection {
    let none = Signature(inode: 0, size: 0, modified: 0)
    let number = folder.number
    let descriptor = name.withCString {
      openat(number, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    }
    guard descriptor >= 0 else { return Inspection(none, problem: errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return Inspection(none, problem: errno) }
    guard EntryKind(facts) == .file else { return Inspection(none, problem: ENOENT) }
    let writer = asksForWriters ? writer(of: descriptor) : .unknown
    do {
      let bytes = FileBytes(descriptor: descriptor, size: Int64(facts.st_size))
      let structure = checksStructure ? try Structure.check(bytes, suffix: name.suffix) : .complete
      guard fstat(descriptor, &facts) == 0 else { return Inspection(none, problem: errno) }
      return Inspection(Signature(facts), writer: writer, structure: structure)
    } catch {
      return Inspection(Signature(facts), problem: error.code)
    }
  }

  /// Whether any process of this machine has the file open for writing: the kernel refuses a read lease then.
  /// The lease is given back at once. Should somebody want to write in between, the kernel sends us the signal set
  /// here, which is ignored by default; SIGIO, its usual one, would end the process.
  private static func writer(of descriptor: Int32) -> Inspection.Writer {
    guard fcntl(descriptor, setSignal, SIGURG) == 0 else { return .unknown }
    if fcntl(descriptor, setLease, Int32(F_RDLCK)) == 0 {
      return fcntl(descriptor, setLease, Int32(F_UNLCK)) == 0 ? .none : .unknown
    }
    return errno == EAGAIN ? .open : .unknown
  }

  /// F_SETLEASE and F_SETSIG of `fcntl.h`, which Swift's Glibc does not show.
  private static let setLease: Int32 = 1024
  private static let setSignal: Int32 = 10
}
