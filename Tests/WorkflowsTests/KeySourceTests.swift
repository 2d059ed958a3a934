import Foundation
import Glibc
import SystemPackage
import Testing

@testable import Workflows

@Suite struct KeySourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func file(_ text: String, mode: mode_t = 0o600, name: String = "k.key") throws -> KeySource {
    try folder.write(text, to: name)
    let path = folder.path.appending(name)
    #expect(chmod(path.string, mode) == 0)
    return .file(path)
  }

  @Test(arguments: ["abcdefgh", "abcdefgh\n", "abcdefgh\r\n", "\u{FEFF}abcdefgh\n"])
  func readsAKeyAsEditorsLeaveIt(text: String) throws {
    #expect(try file(text).read(environment: [:]) == "abcdefgh")
    #expect(try KeySource.environment("KEY").read(environment: ["KEY": text]) == "abcdefgh")
  }

  @Test(arguments: [
    ("", KeyProblem.empty), ("\n", .empty), ("\u{FEFF}", .empty), ("one\ntwo", .notAKey), ("one two", .notAKey),
    ("k\n\n", .notAKey), ("k\u{0}", .notAKey), ("k\u{1B}[m", .notAKey), ("schlüssel", .notAKey),
    (String(repeating: "k", count: 8193), .tooLong), (String(repeating: "k", count: 100_000), .tooLong),
  ])
  func refusesWhatIsNoKey(text: String, problem: KeyProblem) throws {
    let source = try file(text)
    #expect(throws: problem) { try source.read(environment: [:]) }
    #expect(throws: problem) { try KeySource.environment("KEY").read(environment: ["KEY": text]) }
  }

  @Test func takesTheLongestKey() throws {
    let text = String(repeating: "k", count: 8192)
    #expect(try file("\u{FEFF}\(text)\r\n").read(environment: [:]) == text)
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610, 0o777] as [mode_t])
  func refusesAFileThatOthersCanUse(mode: mode_t) throws {
    let source = try file("abcdefgh", mode: mode)
    #expect(throws: KeyProblem.openToOthers(mode: UInt32(mode))) { try source.read(environment: [:]) }
  }

  @Test func followsLinksToTheFileThatCounts() throws {
    _ = try file("abcdefgh", name: "..data/k")
    let link = folder.path.appending("link")
    #expect(symlink("..data/k", link.string) == 0)
    #expect(try KeySource.file(link).read(environment: [:]) == "abcdefgh")
    #expect(chmod(folder.path.appending("..data/k").string, 0o644) == 0)
    #expect(throws: KeyProblem.openToOthers(mode: 0o644)) { try KeySource.file(link).read(environment: [:]) }
  }

  @Test func neverWaitsForAPipeAndOpensNoDevice() throws {
    let pipe = folder.path.appending("pipe")
    #expect(mkfifo(pipe.string, 0o600) == 0)
    #expect(throws: KeyProblem.notAFile) { try KeySource.file(pipe).read(environment: [:]) }
    #expect(throws: KeyProblem.notAFile) { try KeySource.file("/dev/zero").read(environment: [:]) }
    #expect(throws: KeyProblem.notAFile) { try KeySource.file(folder.path).read(environment: [:]) }
  }

  @Test func saysThatAFileIsMissing() throws {
    #expect(throws: KeyProblem.missing) {
      try KeySource.file(folder.path.appending("none.key")).read(environment: [:])
    }
    #expect(throws: KeyProblem.missing) { try KeySource.environment("KEY").read(environment: [:]) }
  }

  @Test func readsSystemdCredentials() throws {
    _ = try file("abcdefgh", mode: 0o440, name: "openai")
    let environment = ["CREDENTIALS_DIRECTORY": folder.path.string]
    #expect(try KeySource.credential("openai").read(environment: environment) == "abcdefgh")
    #expect(throws: KeyProblem.noCredentials) { try KeySource.credential("openai").read(environment: [:]) }
    #expect(throws: KeyProblem.missing) { try KeySource.credential("gemini").read(environment: environment) }
    _ = try file("abcdefgh", mode: 0o444, name: "openai")
    #expect(throws: KeyProblem.openToOthers(mode: 0o444)) {
      try KeySource.credential("openai").read(environment: environment)
    }
  }
}
