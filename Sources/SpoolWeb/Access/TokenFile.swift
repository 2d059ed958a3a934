import Glibc
package import SystemPackage

/// The file of those who may log in, one line each: role, name, code. Lines that begin with `#` are remarks.
///
/// Its calls block on the disk.
package struct TokenFile: Sendable {
  private let file: PrivateFile

  package init(_ path: FilePath) {
    file = PrivateFile(path: path)
  }

  package struct Problem: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// Everybody in it; nobody where there is no such file.
  ///
  /// - Throws: `Problem` where it cannot be read, is open to others, or has a line that is none.
  package func tokens() throws(Problem) -> [AccessToken] {
    var tokens: [AccessToken] = []
    for (index, line) in try lines().enumerated() where !Self.isRemark(line) {
      guard let token = AccessToken(line: line) else {
        throw Problem(
          description: """
            The file \(file.path), line \(index + 1), is no token. Lines are made by 'rowspool token add'; remarks \
            begin with #.
            """)
      }
      tokens.append(token)
    }
    return tokens
  }

  var stamp: PrivateFile.Stamp? { file.stamp() }

  /// Adds somebody, in place of whoever had the name.
  package func add(_ token: AccessToken) throws(Problem) {
    try write(try others(than: token.name) + [token.line])
  }

  /// - Returns: whether there was somebody of that name.
  package func remove(_ name: String) throws(Problem) -> Bool {
    let (all, others) = (try lines(), try others(than: name))
    guard others.count < all.count else { return false }
    try write(others)
    return true
  }

  private func others(than name: String) throws(Problem) -> [String] {
    // A damaged line is no reason to lose the others.
    try lines().filter { AccessToken(line: $0)?.name != name }
  }

  private static func isRemark(_ line: String) -> Bool {
    line.allSatisfy(\.isWhitespace) || line.hasPrefix("#")
  }

  private func lines() throws(Problem) -> [String] {
    do {
      let text = String(decoding: try file.contents() ?? [], as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).map(String.init)
    } catch {
      throw Problem(description: error.description)
    }
  }

  private func write(_ lines: [String]) throws(Problem) {
    do {
      try file.write(Array(lines.map { $0 + "\n" }.joined().utf8), replaces: true)
    } catch {
      throw Problem(description: error.description)
    }
  }
}
