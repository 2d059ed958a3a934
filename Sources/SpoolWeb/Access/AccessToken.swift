import ContentDigest

/// What somebody shows to be let in, and what is kept of it: a salted code, from which it cannot be found again.
///
/// Tokens are 160 bits at random, so a slow hash would add nothing.
package struct AccessToken: Hashable, Sendable {
  package let name: String
  package let role: Visitor.Role
  private let salt: [UInt8]
  private let code: [UInt8]

  /// A new token.
  ///
  /// - Returns: what to keep, and the text for whoever gets it, which is told once.
  package static func make(name: String, role: Visitor.Role) throws -> (token: AccessToken, text: String) {
    let text = "rowspool_" + Hexadecimal.text(Hexadecimal.random(count: 20))
    let salt = Hexadecimal.random(count: 16)
    let code = try MessageCode.hmacSHA256(key: salt, Array(text.utf8))
    return (AccessToken(name: name, role: role, salt: salt, code: code), text)
  }

  func isText(_ text: String) throws -> Bool {
    MessageCode.areEqual(try MessageCode.hmacSHA256(key: salt, Array(text.utf8)), code)
  }

  /// By which a session knows its token; tells nothing of its text.
  var fingerprint: String { Hexadecimal.text(Array(code.prefix(8))) }

  // MARK: As a line

  private static let kind = "hmac-sha256"

  /// `operator lin hmac-sha256:<salt>:<code>`
  var line: String { "\(role.rawValue) \(name) \(Self.kind):\(Hexadecimal.text(salt)):\(Hexadecimal.text(code))" }

  /// - Returns: `nil` where the line is none of a token.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 3, let role = Visitor.Role(rawValue: String(words[0])), Self.isName(String(words[1])) else {
      return nil
    }
    let parts = words[2].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.kind, let salt = Hexadecimal.bytes(parts[1]), salt.count >= 8,
      let code = Hexadecimal.bytes(parts[2]), code.count == 32
    else { return nil }
    self.init(name: String(words[1]), role: role, salt: salt, code: code)
  }

  private init(name: String, role: Visitor.Role, salt: [UInt8], code: [UInt8]) {
    (self.name, self.role, self.salt, self.code) = (name, role, salt, code)
  }

  /// Names stand in the file between blanks, and as a job's submitter on pages.
  package static func isName(_ name: String) -> Bool {
    (1...60).contains(name.count) && !name.hasPrefix("#") && VisitorName.clean(name) == name
      && !name.contains(where: \.isWhitespace)
  }
}
