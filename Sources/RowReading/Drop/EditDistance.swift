/// How far two words are apart, for suggestions.
enum EditDistance {
  /// The number of letters to insert, delete, replace or swap with a neighbour (optimal string alignment).
  ///
  /// - Parameter limit: from there on the distance does not matter; `limit + 1` stands for more.
  static func between(_ left: String, _ right: String, limit: Int) -> Int {
    let (a, b) = (Array(left), Array(right))
    if abs(a.count - b.count) > limit { return limit + 1 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var (before, previous) = ([Int](), Array(0...b.count))
    for i in 1...a.count {
      var current = [i]
      current.reserveCapacity(b.count + 1)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
        current.append(best)
      }
      (before, previous) = (previous, current)
    }
    return previous[b.count]
  }

  /// The names nearest to `wanted`, nearest first, no more than a third of its letters away.
  static func nearest(to wanted: String, among names: some Sequence<String>, most: Int) -> [String] {
    let limit = max(1, wanted.count / 3)
    var near: [(name: String, distance: Int)] = []
    for name in names {
      let distance = between(wanted, name, limit: limit)
      if distance <= limit { near.append((name, distance)) }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(most).map(\.name)
  }
}
