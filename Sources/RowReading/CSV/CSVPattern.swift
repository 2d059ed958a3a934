/// What the records of a sample look like under one dialect.
struct CSVPattern {
  /// Fields of the first record that is not blank.
  private(set) var firstFields = 0
  /// The number of fields that most records have.
  private(set) var usualFields = 0
  /// The share of records with that number, 0 to 1.
  private(set) var evenness = 0.0
  /// The higher, the likelier is the dialect.
  private(set) var score = 0.0

  /// - Parameter otherDelimiters: bytes that make a field doubtful.
  init(_ arena: RowArena, mostRecords: Int, otherDelimiters: [UInt8]) {
    var counts: [Int: Int] = [:]
    var records = 0
    var fields = 0
    var plainFields = 0
    var first = 0
    for index in 0..<arena.rowCount where records < mostRecords {
      let end = arena.rowEnds[index]
      defer { first = end }
      guard end - first > 1 || (end > first && !arena.text(ofField: first).isEmpty) else { continue }
      if records == 0 { firstFields = end - first }
      records += 1
      counts[end - first, default: 0] += 1
      fields += end - first
      for field in first..<end where Self.isPlain(arena.text(ofField: field), otherDelimiters) { plainFields += 1 }
    }
    guard records > 0, fields > 0 else { return }
    let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    usualFields = usual?.key ?? 0
    evenness = Double(usual?.value ?? 0) / Double(records)
    let evidence = counts.reduce(0.0) { $0 + Double($1.value) * Double($1.key - 1) / Double($1.key) }
    let pattern = evidence / Double(records) / Double(counts.count)
    // A header without the delimiter over rows that all have it: it rather separates items within their cells.
    let doubt = firstFields == usualFields ? 1 : 0.5
    score = doubt * pattern * (Double(plainFields) / Double(fields))
  }

  /// A number with a decimal comma is plain too.
  private static func isPlain(_ field: UnsafeBufferPointer<UInt8>, _ others: [UInt8]) -> Bool {
    if !field.contains(where: others.contains) { return true }
    return field.allSatisfy { (0x30...0x39).contains($0) || [0x2C, 0x2D, 0x2E, 0x20, 0x25].contains($0) }
  }
}

extension RowArena {
  /// The bytes of the `field`-th field in the arena.
  func text(ofField field: Int) -> UnsafeBufferPointer<UInt8> {
    let start = field == 0 ? 0 : fieldEnds[field - 1]
    return .init(start: bytes + start, count: fieldEnds[field] - start)
  }
}
