/// Finds what somebody meant to write.
package enum Spelling {
  /// The candidate that differs least from `word`: by a third of its letters at most, case and width aside.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(FoldedText.fold(word).prefix(longest))
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let letters = Array(FoldedText.fold(candidate).prefix(longest))
      let limit = max(1, max(wanted.count, letters.count) / 3)
      let distance = distance(wanted, letters)
      if distance <= limit, distance < letters.count, distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  private static let longest = 60

  /// Letters put in, left out, changed, or swapped with their neighbour ("optimal string alignment" distance).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var value = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { value = min(value, rows[i - 1][j - 1] + 1) }
        row.append(value)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
