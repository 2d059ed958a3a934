import Foundation

/// The string literals of the project's sources.
struct SourceTexts {
  struct Text: CustomStringConvertible {
    /// Below `Sources/`.
    var file: String
    var literal: SourceLiteral

    var description: String { "\(file):\(literal.line): \(literal.pattern)" }
  }

  var texts: [Text] = []

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    where file.hasSuffix(".swift") && !file.hasPrefix(Self.catalogue) {
      let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      texts += LiteralScanner.literals(in: source).map { Text(file: file, literal: $0) }
    }
  }

  private static let catalogue = "JobModel/Messages/Chinese/"
}

extension SourceTexts.Text {
  /// Whether it seems to be something that is said to people: several words with a blank between them.
  var readsLikeWords: Bool {
    let text = literal.pattern.replacing(/\{\d+\}/, with: "")
    return text.contains(/[a-z]{2}/) && literal.pattern.trimmingCharacters(in: .whitespaces).contains(" ")
  }

  /// Whether its line says that it is for the log, for administrators or for programmers.
  var isAnAside: Bool {
    let marks = ["log.", "detail:", "precondition", "while:", "check(", "debugDescription:", "forKey:", "report("]
    return marks.contains { literal.before.contains($0) }
  }
}
