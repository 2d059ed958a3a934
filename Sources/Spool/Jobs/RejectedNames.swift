import SystemPackage

/// What a drop and its papers are called in `rejected/`: names that belong together, and that nobody else has there.
package struct RejectedNames: Hashable, Sendable {
  /// The drop's own name, or `name (2)` and so on before its extension.
  package var drop: String
  /// The text that says why.
  package var text: String
  /// The workbook in which the bad cells are marked.
  package var marked: String?

  /// All that a file name may have.
  private static let mostBytes = 255

  /// - Parameters:
  ///   - name: of the drop.
  ///   - number: counts from 1 the drops of that name.
  ///   - markedEnding: follows the stem of the marked-up workbook, such as `-marked.xlsx`.
  init(_ name: String, number: Int, markedEnding: String?) {
    let path = FilePath(name)
    let stem = path.stem ?? name
    let place = number == 1 ? "" : " (\(number))"
    let ending = place + (path.extension.map { ".\($0)" } ?? "")
    drop = number == 1 ? name : Self.cut(stem, adding: ending)
    text = Self.cut(stem, adding: ending + ".txt")
    marked = markedEnding.map { Self.cut(stem, adding: place + $0) }
  }

  private static func cut(_ stem: String, adding ending: String) -> String {
    var stem = stem
    while stem.utf8.count + ending.utf8.count > mostBytes, !stem.isEmpty { stem.removeLast() }
    return stem + ending
  }
}
