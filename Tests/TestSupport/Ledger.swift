package import SystemPackage

/// A file outside the spool to which the tests' programs add `<step> <key>` each time they really run.
package struct Ledger {
  package let path: FilePath

  /// How often each line is there.
  package func counts() throws -> [String: Int] {
    guard path.exists else { return [:] }
    return try path.text().split(separator: "\n").reduce(into: [:]) { $0[String($1), default: 0] += 1 }
  }

  package func count(_ step: String, _ key: String) throws -> Int {
    try counts()["\(step) \(key)"] ?? 0
  }
}
