import ContentDigest
package import Spool
import SystemPackage

/// The secret by which the page knows again what it gave out: sessions, tokens of pages, signed links.
///
/// It lies in the spool, so that they outlive the server. Whoever removes the file ends them all.
package struct WebKey: Sendable {
  private let bytes: [UInt8]

  /// What a code is for: one that was made for a link opens no session.
  enum Purpose: String {
    case session
    case page
    case link
  }

  static let file = ".web-key"

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The key of a spool, made at the first time. Blocks on the disk.
  ///
  /// - Throws: where the file can neither be read nor made, or others may read it.
  package init(of spool: Spool) throws {
    let file = PrivateFile(path: spool.root.path.appending(Self.file))
    if try file.contents() == nil { try file.write(Hexadecimal.random(count: 32), replaces: false) }
    guard let bytes = try file.contents(), bytes.count == 32 else {
      throw PrivateFile.Problem(
        description: "The file \(file.path) is damaged. Remove it: a new one is made, and everybody logs in again.")
    }
    self.bytes = bytes
  }

  /// The code of a message, 64 hexadecimal digits.
  func code(_ purpose: Purpose, _ message: String) throws -> String {
    Hexadecimal.text(try MessageCode.hmacSHA256(key: bytes, Array("\(purpose.rawValue)\n\(message)".utf8)))
  }

  func isCode(_ text: some StringProtocol, _ purpose: Purpose, of message: String) throws -> Bool {
    MessageCode.areEqual(Array(text.utf8), Array(try code(purpose, message).utf8))
  }
}
