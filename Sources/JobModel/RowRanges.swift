/// An ascending set of rows, kept as ranges: a few bytes for a job of a million rows.
package struct RowRanges: Hashable, Sendable {
  package private(set) var ranges: [ClosedRange<Int>]
  package private(set) var count: Int

  package init() {
    ranges = []
    count = 0
  }

  package init(_ rows: some Sequence<Int>) {
    self.init()
    for row in rows { append(row) }
  }

  package var isEmpty: Bool { count == 0 }

  /// Adds a row above all that are there; any other is left out, so that a damaged list cannot repeat a row.
  package mutating func append(_ row: Int) {
    append(contentsOf: row...row)
  }

  package mutating func append(contentsOf range: ClosedRange<Int>) {
    guard let last = ranges.last else {
      ranges.append(range)
      count += range.count
      return
    }
    guard range.lowerBound > last.upperBound else { return }
    if range.lowerBound == last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...range.upperBound
    } else {
      ranges.append(range)
    }
    count += range.count
  }

  /// By halves: an order may name every other of a hundred thousand rows, and each row asks.
  package func contains(_ row: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < row { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(row)
  }

  /// The position of a row among these rows, from 0.
  package func index(of row: Int) -> Int? {
    var before = 0
    for range in ranges {
      if row < range.lowerBound { return nil }
      if row <= range.upperBound { return before + row - range.lowerBound }
      before += range.count
    }
    return nil
  }

  /// The row at a position, from 0.
  package func row(at index: Int) -> Int {
    var index = index
    for range in ranges {
      if index < range.count { return range.lowerBound + index }
      index -= range.count
    }
    preconditionFailure("position \(index) is past the last row")
  }
}

extension RowRanges: Sequence {
  package func makeIterator() -> FlattenSequence<[ClosedRange<Int>]>.Iterator {
    ranges.joined().makeIterator()
  }
}

extension RowRanges: Codable {
  /// A list of pairs, first and last row: `[[2, 51], [53, 53]]`.
  package init(from decoder: any Decoder) throws {
    self.init()
    for pair in try decoder.singleValueContainer().decode([[Int]].self) {
      guard pair.count == 2, pair[0] > 0, pair[0] <= pair[1], pair[0] > ranges.last?.upperBound ?? 0 else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "\(pair) is no range of rows above the last one"))
      }
      append(contentsOf: pair[0]...pair[1])
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ranges.map { [$0.lowerBound, $0.upperBound] })
  }
}
