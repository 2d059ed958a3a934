import Glibc
import JobModel
import Spool
import SystemPackage

/// What somebody put into `control/<verb>/`, as far as an order needs to know it. Only small texts are read.
struct ControlFile {
  enum Content {
    case nothing
    case ticket(JobTicket)
    /// What a program wrote.
    case order(Order)
    /// Something of somebody's own.
    case other(bytes: Int)
    case folder(isEmpty: Bool)
  }

  var path: FilePath
  /// As people read it.
  var name: String
  var identity: FileIdentity
  var content: Content
  var owner: String

  /// Programs may name many rows.
  private static let mostOrderBytes = 1 << 20

  /// Looks at it. Blocks.
  ///
  /// What cannot be opened counts as somebody's own: its name is enough for an order.
  ///
  /// - Returns: `nil` where nothing is there any more.
  init?(_ path: FilePath, called name: String) {
    guard let identity = FileIdentity(path) else { return nil }
    (self.path, self.name, self.identity) = (path, name, identity)
    owner = FileOwner.name(of: path)
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return nil }
    if status.st_mode & 0o170000 == 0o040000 {
      content = .folder(isEmpty: (try? Folder.open(path).entries().isEmpty) ?? false)
    } else if status.st_size == 0 {
      content = .nothing
    } else {
      let bytes = Int(status.st_size)
      content = Self.content(of: path, bytes: bytes, isOrder: name.hasSuffix(".json")) ?? .other(bytes: bytes)
    }
  }

  private static func content(of path: FilePath, bytes: Int, isOrder: Bool) -> Content? {
    guard bytes <= (isOrder ? mostOrderBytes : JobTicket.mostBytes), let text = try? read(path, bytes) else {
      return nil
    }
    if isOrder, let order = (try? JSONReader.read(text))?.object.flatMap({ Order(json: $0) }) { return .order(order) }
    guard bytes <= JobTicket.mostBytes else { return nil }
    return TicketText.decode(text).flatMap { JobTicket($0) }.map(Content.ticket)
  }

  private static func read(_ path: FilePath, _ bytes: Int) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    return try file.closeAfter {
      var buffer = [UInt8](repeating: 0, count: bytes)
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      return Array(buffer[..<count])
    }
  }

  var ticket: JobTicket? { if case .ticket(let ticket) = content { ticket } else { nil } }

  /// Whether its removal loses nothing of anybody's.
  ///
  /// - Parameter subject: a job's name, where it names a job.
  func isOurs(for subject: String) -> Bool {
    switch content {
    case .ticket, .order: true
    case .nothing, .folder(isEmpty: true): JobID(subject) != nil
    case .folder, .other: false
    }
  }

  /// For people, where it is not ours.
  var whyItStays: Message? {
    switch content {
    case .other(let bytes) where name.lowercased().hasSuffix(".lnk"):
      """
      '\(name)' is only a shortcut (\(ByteCountText.rounded(bytes))): next time, copy the ticket itself here. \
      The shortcut gives no further order; you can delete it.
      """
    case .other(let bytes):
      """
      '\(name)' is no ticket: it holds something else (\(ByteCountText.rounded(bytes))), so it was left here as it is. \
      It gives no further order; you can delete it or move it away.
      """
    case .folder(isEmpty: false): "'\(name)' was left here with everything in it; you can move it away."
    case .nothing: "'\(name)' is empty; you can delete it."
    case .folder, .ticket, .order: nil
    }
  }

  /// The C functions are `unlink` and `rmdir`.
  ///
  /// - Returns: `errno` where it is still there.
  func remove() -> Int32? {
    let isFolder = if case .folder = content { true } else { false }
    guard path.withPlatformString({ isFolder ? rmdir($0) : unlink($0) }) == -1, errno != ENOENT else { return nil }
    return errno
  }
}
