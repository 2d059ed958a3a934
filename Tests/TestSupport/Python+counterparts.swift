import Foundation
import JobModel
package import SystemPackage

extension Python {
  /// The folder of the scripts that compare rowspool, or its stand-ins, with programs of others.
  package static let counterparts = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .appending("Counterparts")

  /// Runs a script of checks on a thread of its own.
  ///
  /// - Parameters:
  ///   - name: of the script in `Tests/Counterparts`, without `.py`.
  ///   - arguments: its arguments.
  ///   - place: the name of the place that its packages have for themselves; see `APART` in the Makefile.
  /// - Returns: what became of each check, by its name: `ok`, or what went wrong.
  /// - Throws: `Failure` where the script did not come to its end.
  package static func checks(
    _ name: String, _ arguments: [String], place: String? = nil
  ) async throws -> [String: String] {
    let path = counterparts.appending("\(name).py").string
    let python = try place.map { try prefix().appending($0).appending("bin/python").string } ?? "python3"
    let bytes: [UInt8] = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try output(of: ["-B", "-W", "ignore", path] + arguments, python: python) })
      }
    }
    let results = try JSONReader.read(bytes).object?.members ?? []
    return Dictionary(results.map { ($0.name, $0.value.plainText) }, uniquingKeysWith: { $1 })
  }

  /// The place of the Python that tests use: `/…/.build-python`.
  package static func prefix() throws -> FilePath {
    FilePath(String(decoding: try run("import sys; print(sys.prefix, end='')"), as: UTF8.self))
  }
}
