import Results
import Workflows

/// Which columns of a dropped back results workbook are the operator's, and which are ours.
///
/// Ours are known by their titles, wherever they were moved to. Where the operator has a column of the same title, his is
/// the one further left, as it was when the workbook was written. A column of ours that was renamed is known by the
/// columns on both sides of it.
struct ResultsColumns: Hashable {
  /// What each of the sheet's columns is.
  private(set) var kinds: [ResultsLayout.Kind]

  /// - Parameters:
  ///   - titles: of the sheet's columns.
  ///   - layout: what the workbook says of itself.
  init(titles: [String], layout: ResultsLayout) {
    var places = Self.places(of: titles, in: layout, mostOfOurs: .max)
    Self.fillGaps(&places, layout)
    kinds = places.map { $0.map { layout.columns[$0].kind } ?? .input }
  }

  /// For a workbook that has lost what it says of itself.
  ///
  /// - Parameter usual: what such workbooks look like, in each language.
  init(titles: [String], usual: [ResultsLayout]) {
    kinds = titles.map { _ in .input }
    for layout in usual {
      for (index, place) in Self.places(of: titles, in: layout, mostOfOurs: 1).enumerated() {
        if let place, kinds[index] == .input { kinds[index] = layout.columns[place].kind }
      }
    }
  }

  func first(_ kind: ResultsLayout.Kind) -> Int? { kinds.firstIndex(of: kind) }

  func isInput(_ column: Int) -> Bool {
    column >= kinds.count || kinds[column] == .input
  }

  /// For each of the sheet's columns its place in the layout.
  private static func places(of titles: [String], in layout: ResultsLayout, mostOfOurs: Int) -> [Int?] {
    var places = [Int?](repeating: nil, count: titles.count)
    let known = Dictionary(grouping: layout.columns.indices) { FoldedText.fold(layout.columns[$0].title) }
    let found = Dictionary(grouping: titles.indices) { FoldedText.fold(titles[$0]) }
    for (title, positions) in found where !title.isEmpty {
      let (theirs, ours) = (known[title] ?? []).parted { layout.columns[$0].kind == .input }
      let oursHere = ours.isEmpty ? 0 : min(max(0, positions.count - theirs.count), mostOfOurs)
      let (left, right) = (positions.dropLast(oursHere), positions.suffix(oursHere))
      for (position, place) in zip(left, theirs) { places[position] = place }
      // A copy of one of our columns is ours too.
      for (offset, position) in right.enumerated() { places[position] = ours[min(offset, ours.count - 1)] }
    }
    return places
  }

  /// Columns of unknown titles between two that are known are what stood between those two and is
  /// nowhere else, if they are as many.
  private static func fillGaps(_ places: inout [Int?], _ layout: ResultsLayout) {
    let placed = Set(places.compactMap(\.self))
    var position = 0
    while position < places.count {
      guard places[position] == nil else {
        position += 1
        continue
      }
      let end = places[position...].firstIndex { $0 != nil } ?? places.count
      let before = position == 0 ? -1 : places[position - 1] ?? -1
      let after = end == places.count ? layout.columns.count : places[end] ?? -1
      let missing = before < after ? (before + 1..<after).filter { !placed.contains($0) } : []
      if missing.count == end - position {
        for (offset, place) in missing.enumerated() { places[position + offset] = place }
      }
      position = end
    }
  }
}

extension [Int] {
  fileprivate func parted(_ belongs: (Int) -> Bool) -> (yes: [Int], no: [Int]) {
    (filter(belongs), filter { !belongs($0) })
  }
}
