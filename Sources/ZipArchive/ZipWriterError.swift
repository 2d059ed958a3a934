/// A ZIP that cannot be written, or that does not read back.
package struct ZipWriterError: Error, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The archive's own file cannot be made or written. `errno` says why (ENOSPC: the disk is full).
    case write = "zip-write"
    /// A file that was to be packed cannot be opened or read.
    case read = "zip-read"
    /// A file became shorter while it was packed. The archive is not usable; begin again.
    case changed = "zip-file-changed"
    /// A name that no archive can have, such as an empty one.
    case name = "zip-name"
    /// A finished archive does not read back whole.
    case damaged = "zip-damaged"
  }

  package var code: Code
  /// The archive, the file or the entry it happened to; a name, never a full path.
  package var object: String
  package var errno: Int32?
  /// What the library said, for administrators.
  package var detail: String?

  package init(_ code: Code, _ object: String, errno: Int32? = nil, detail: String? = nil) {
    self.code = code
    self.object = object
    self.errno = errno
    self.detail = detail
  }

  package var description: String {
    let reason = detail.map { " (\($0))" } ?? ""
    switch code {
    case .write: return "The ZIP “\(object)” could not be written\(reason)."
    case .read: return "“\(object)” could not be read while it was packed into the ZIP\(reason)."
    case .changed: return "“\(object)” changed while it was packed into the ZIP. Ask for the results again."
    case .name: return "“\(object)” is no name that a ZIP can hold."
    case .damaged: return "“\(object)” was written but does not read back whole\(reason). Ask for the results again."
    }
  }
}
