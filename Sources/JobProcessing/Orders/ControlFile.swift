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
    guard bytes <= (isOrder ? mostOrderBytes : JobTicket.mostBytes), let text = try? read(path, bytes) else { return nil }
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

  /// Whether its removal loses nothing of anybody's.
  func isOurs(for job: JobID?) -> Bool {
    switch content {
    case .ticket, .order: true
    case .nothing: job != nil
    case .folder, .other: false
    }
  }
}
