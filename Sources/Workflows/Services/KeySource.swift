package import JobModel
package import SystemPackage

/// Where a service's key is kept. The key itself is nowhere but there, and in memory while a request runs.
package enum KeySource: Hashable, Sendable, CustomStringConvertible {
  /// An absolute path.
  case file(FilePath)
  /// A variable in the server's environment.
  case environment(String)
  /// A file in the folder that systemd names in `CREDENTIALS_DIRECTORY` (`LoadCredential=`).
  case credential(String)

  package var description: String { name.english }

  /// In the middle of a sentence.
  package var name: Message {
    switch self {
    case .file(let path): Message(verbatim: path.string)
    case .environment(let name): "the environment variable \(name)"
    case .credential(let name): "the systemd credential '\(name)'"
    }
  }

  /// Bytes of the longest key.
  static let longest = 8192
}

/// Why there is no key.
enum KeyProblem: Error, Hashable {
  case missing
  /// No `CREDENTIALS_DIRECTORY`: the server was not started by a unit with credentials.
  case noCredentials
  case noPermission
  case notAFile
  /// Others may read it, or change it.
  case openToOthers(mode: UInt32)
  case foreignOwner(UInt32)
  case empty
  case tooLong
  /// More than one line, or control characters.
  case notAKey
  case unreadable(Errno)
}

extension KeySource {
  /// Reads the key. Blocks for as long as reading a small file takes.
  func read(environment: [String: String]) throws(KeyProblem) -> String {
    switch self {
    case .file(let path): return try KeyFile(path, isCredential: false).read()
    case .environment(let name):
      guard let value = environment[name] else { throw .missing }
      return try Self.key(Array(value.utf8))
    case .credential(let name):
      guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else { throw .noCredentials }
      return try KeyFile(FilePath(folder).appending(name), isCredential: true).read()
    }
  }

  /// A key as an editor or `echo` leaves it: a byte order mark in front and one line end behind it do not count.
  static func key(_ bytes: [UInt8]) throws(KeyProblem) -> String {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    if rest.last == UInt8(ascii: "\n") { rest = rest.dropLast() }
    if rest.last == UInt8(ascii: "\r") { rest = rest.dropLast() }
    guard !rest.isEmpty else { throw .empty }
    guard rest.count <= longest else { throw .tooLong }
    // What could end a header line, or come from a copied table, is not part of any key.
    guard rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let text = String(validating: rest, as: UTF8.self) else {
      throw .notAKey
    }
    return text
  }
}
