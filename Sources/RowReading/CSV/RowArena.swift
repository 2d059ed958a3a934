/// The rows of one chunk of a CSV file as raw bytes, filled by libcsv's callbacks. Memory is used again for each chunk.
struct RowArena {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var byteRoom = 1 << 17
  private(set) var byteCount = 0

  /// For each field the count of bytes up to its end.
  private(set) var fieldEnds: UnsafeMutablePointer<Int>
  private var fieldRoom = 1 << 12
  private(set) var fieldCount = 0

  /// For each whole row the count of fields up to its end.
  private(set) var rowEnds: UnsafeMutablePointer<Int>
  private var rowRoom = 1 << 10
  private(set) var rowCount = 0

  private var afterReturn = false

  init() {
    bytes = .allocate(capacity: byteRoom)
    fieldEnds = .allocate(capacity: fieldRoom)
    rowEnds = .allocate(capacity: rowRoom)
  }

  func free() {
    bytes.deallocate()
    fieldEnds.deallocate()
    rowEnds.deallocate()
  }

  mutating func appendField(_ field: UnsafeRawPointer?, count: Int) {
    if byteCount + count > byteRoom { Self.grow(&bytes, &byteRoom, used: byteCount, wanted: byteCount + count) }
    if fieldCount == fieldRoom { Self.grow(&fieldEnds, &fieldRoom, used: fieldCount, wanted: fieldCount + 1) }
    if let field { UnsafeMutableRawPointer(bytes + byteCount).copyMemory(from: field, byteCount: count) }
    byteCount += count
    fieldEnds[fieldCount] = byteCount
    fieldCount += 1
    afterReturn = false
  }

  /// - Parameter lineEnd: the byte that ended the row; -1 at the end of the file.
  mutating func endRow(_ lineEnd: Int32) {
    // libcsv reports CR LF as two line ends; the second one follows the first without a field between them.
    let isSecondHalf = lineEnd == 0x0A && afterReturn
    afterReturn = lineEnd == 0x0D
    if isSecondHalf { return }
    if rowCount == rowRoom { Self.grow(&rowEnds, &rowRoom, used: rowCount, wanted: rowCount + 1) }
    rowEnds[rowCount] = fieldCount
    rowCount += 1
  }

  /// Keeps only the fields of the row that is not whole yet.
  mutating func removeWholeRows() {
    guard rowCount > 0 else { return }
    let doneFields = rowEnds[rowCount - 1]
    let doneBytes = doneFields == 0 ? 0 : fieldEnds[doneFields - 1]
    for index in doneFields..<fieldCount { fieldEnds[index - doneFields] = fieldEnds[index] - doneBytes }
    bytes.update(from: bytes + doneBytes, count: byteCount - doneBytes)
    fieldCount -= doneFields
    byteCount -= doneBytes
    rowCount = 0
  }

  /// Fields and bytes of the row that is not whole yet.
  var unfinishedRow: (fields: Int, bytes: Int) {
    guard rowCount > 0 else { return (fieldCount, byteCount) }
    let doneFields = rowEnds[rowCount - 1]
    return (fieldCount - doneFields, byteCount - (doneFields == 0 ? 0 : fieldEnds[doneFields - 1]))
  }

  private static func grow<Element: BitwiseCopyable>(
    _ memory: inout UnsafeMutablePointer<Element>, _ room: inout Int, used: Int, wanted: Int
  ) {
    room = max(room * 2, wanted)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: room)
    larger.update(from: memory, count: used)
    memory.deallocate()
    memory = larger
  }
}
