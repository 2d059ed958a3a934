import Glibc
import Testing

@testable import Containment

@Suite struct RestrictionTests {
  /// The errno of each probe that the restricted helper tried; 0 where it was allowed.
  private func probe(_ folder: TemporaryFolder, _ probes: String...) -> [String] {
    let words = probes.map { "'\($0)'" }.joined(separator: " ")
    let lines = shell("'\(helper)' restrict '\(folder.path)' \(words)").output.split(separator: "\n")
    return lines.dropFirst().map { String($0.split(separator: " ").last ?? "") }
  }

  @Test(.enabled(if: Protections.available().contains(.fileAccess)))
  func forbidsFilesOutsideItsFolders() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    let file = try folder.script("a.txt", "hello")
    let secret = try other.script("b.txt", "hello")
    let results = probe(
      folder, file, "write:\(folder.path)/new", "/etc/hostname", secret, "write:\(secret)", "write:\(other.path)/new",
      "\(folder.path)/../../etc/hostname")
    #expect(results == ["0", "0"] + Array(repeating: String(EACCES), count: 5))
  }

  @Test(.enabled(if: Protections.available().contains(.systemCalls)))
  func deniesSocketsAndPrograms() throws {
    let folder = try TemporaryFolder()
    #expect(probe(folder, "socket", "local-socket", "exec") == Array(repeating: String(EPERM), count: 3))
  }

  @Test(.enabled(if: Protections.available().contains(.signals)))
  func deniesSignalsToTheServer() throws {
    let folder = try TemporaryFolder()
    #expect(probe(folder, "signal-parent") == [String(EPERM)])
  }

  @Test func saysWhatAnOldKernelLacks() {
    #expect(Landlock.missing(version: 0).map(\.protection) == [.fileAccess, .signals])
    #expect(Landlock.missing(version: 5).map(\.protection) == [.signals])
    #expect(Landlock.missing(version: 6).isEmpty)
  }
}
