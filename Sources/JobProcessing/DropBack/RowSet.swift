/// Rows as bits: 128 KiB for a million.
struct RowSet {
  private var words: [UInt64] = []
  /// No sheet has more, and no list of pictures.
  static let highest = 1 << 24

  /// - Returns: whether the row was not there before; `false` for one that no job has.
  mutating func insert(_ row: Int) -> Bool {
    guard row > 0, row < Self.highest else { return false }
    let (index, bit) = (row / 64, UInt64(1) << UInt64(row % 64))
    if index >= words.count { words += [UInt64](repeating: 0, count: index + 1 - words.count) }
    if words[index] & bit != 0 { return false }
    words[index] |= bit
    return true
  }
}
