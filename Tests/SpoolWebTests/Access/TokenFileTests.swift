import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import SpoolWeb

@Suite struct TokenFileTests {
  private let folder: TemporaryFolder
  private let path: FilePath

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("web-tokens")
  }

  @Test func tokensAreAddedReplacedAndRemoved() throws {
    let file = TokenFile(path)
    #expect(try file.tokens().isEmpty)
    let (first, text) = try AccessToken.make(name: "lin", role: .operator)
    try file.add(first)
    let (second, newText) = try AccessToken.make(name: "lin", role: .admin)
    try file.add(second)
    let kept = try file.tokens()
    #expect(kept == [second] && kept[0].role == .admin)
    #expect(try kept[0].isText(newText) && !kept[0].isText(text) && !kept[0].isText(""))
    #expect(try !file.remove("wang") && file.remove("lin") && file.tokens().isEmpty)
  }

  @Test func theFileTellsNoToken() throws {
    let (token, text) = try AccessToken.make(name: "lin", role: .operator)
    try TokenFile(path).add(token)
    let contents = try String(contentsOfFile: path.string, encoding: .utf8)
    #expect(contents.hasPrefix("operator lin hmac-sha256:") && !contents.contains(text.dropFirst(9)))
    let mode = try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func remarksStayAndDamageIsNamed() throws {
    let file = TokenFile(path)
    let (token, _) = try AccessToken.make(name: "lin", role: .operator)
    try file.add(token)
    let text = try String(contentsOfFile: path.string, encoding: .utf8)
    try Self.write("# the office\n\(text)operator wang secret\n", path)
    #expect(
      throws: TokenFile.Problem(
        description: """
          The file \(path), line 3, is no token. Lines are made by 'rowspool token add'; remarks begin with #.
          """)
    ) { try file.tokens() }
    #expect(try file.remove("lin"))
    #expect(try String(contentsOfFile: path.string, encoding: .utf8) == "# the office\noperator wang secret\n")
  }

  @Test func aFileThatOthersCanReadIsNotUsed() throws {
    try Self.write("", path)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path.string)
    #expect(
      throws: TokenFile.Problem(
        description: """
          The file \(path) is open to others (mode 640). Run: chmod 600 '\(path)'
          """)
    ) { try TokenFile(path).tokens() }
  }

  private static func write(_ text: String, _ path: FilePath) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.string)
  }

  @Test(arguments: ["", "a b", "#a", "a\u{202E}", "a\nb", String(repeating: "a", count: 61)])
  func aNameStandsOnALine(name: String) {
    #expect(!AccessToken.isName(name))
  }
}
