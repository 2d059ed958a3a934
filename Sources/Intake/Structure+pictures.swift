// The ends of pictures. A format that is not known here counts as complete: its reader will say what is wrong.

extension Structure {
  /// Files made to waste time have millions of tiny parts: after so many it is the reader's affair.
  private static let longestWalk = 100_000

  static func hasPictureEnd(_ file: FileBytes, head: [UInt8]) throws(SystemFailure) -> Bool {
    if head.has([0xFF, 0xD8, 0xFF], at: 0) { return try hasJPEGEnd(file) }
    if head.has([0x89, 0x50, 0x4E, 0x47], at: 0) { return try hasPNGEnd(file) }
    if head.has("GIF8".utf8, at: 0) {
      return try file.tail(1 << 10).last { $0 != 0 } == UInt8(ascii: ";")
    }
    if head.has("RIFF".utf8, at: 0) { return head.littleEndian(at: 4, count: 4) + 8 <= file.size }
    if head.has("II*\0".utf8, at: 0) { return head.littleEndian(at: 4, count: 4) + 2 <= file.size }
    if head.has("MM\0*".utf8, at: 0) { return head.bigEndian(at: 4, count: 4) + 2 <= file.size }
    let isBoxed = head.has("ftyp".utf8, at: 4) || head.has("JXL ".utf8, at: 4) || head.has("jP  ".utf8, at: 4)
    return isBoxed ? try hasAllBoxes(file) : true
  }

  /// The EOI marker (ITU-T T.81, B.2). Most files end with it; in others a maker's data or a short film follows, so
  /// the segments are walked to the first scan, and the scans are searched: inside them FF is never followed by D9.
  private static func hasJPEGEnd(_ file: FileBytes) throws(SystemFailure) -> Bool {
    if try file.tail(2) == [0xFF, 0xD9] { return true }
    var offset: Int64 = 2
    for _ in 0..<longestWalk where offset + 4 <= file.size {
      let marker = try file.read(at: offset, count: 4)
      guard marker.count == 4, marker[0] == 0xFF else { return false }
      if marker[1] == 0xD9 { return true }
      if marker[1] == 0xFF {
        offset += 1
        continue
      }
      offset += 2 + max(2, marker.bigEndian(at: 2, count: 2))
      if marker[1] == 0xDA { return try hasEndMarker(file, from: offset) }
    }
    return offset + 4 <= file.size
  }

  private static func hasEndMarker(_ file: FileBytes, from start: Int64) throws(SystemFailure) -> Bool {
    var offset = start
    while offset < file.size {
      let block = try file.read(at: offset, count: 1 << 16)
      guard block.count > 1 else { return false }
      for index in 0..<(block.count - 1) where block[index] == 0xFF && block[index + 1] == 0xD9 { return true }
      offset += Int64(block.count - 1)
    }
    return false
  }

  /// The IEND chunk (PNG specification, 11.2.5), found by walking the chunks where it is not the last thing.
  private static func hasPNGEnd(_ file: FileBytes) throws(SystemFailure) -> Bool {
    let end = Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    if try file.tail(8) == end { return true }
    var offset: Int64 = 8
    for _ in 0..<longestWalk where offset + 12 <= file.size {
      let chunk = try file.read(at: offset, count: 8)
      offset += 12 + chunk.bigEndian(at: 0, count: 4)
      if chunk.has("IEND".utf8, at: 4) { return offset <= file.size }
    }
    return offset + 12 <= file.size
  }

  /// The boxes of HEIF, AVIF, JPEG XL and JPEG 2000 files (ISO/IEC 14496-12, 4.2) fill the file to its last byte.
  private static func hasAllBoxes(_ file: FileBytes) throws(SystemFailure) -> Bool {
    var offset: Int64 = 0
    for _ in 0..<longestWalk where offset < file.size {
      let box = try file.read(at: offset, count: 16)
      guard box.count >= 8 else { return false }
      var length = box.bigEndian(at: 0, count: 4)
      if length == 0 { return true }
      if length == 1 { length = box.bigEndian(at: 8, count: 8) }
      let (end, isOverflow) = offset.addingReportingOverflow(length)
      guard length >= 8, !isOverflow, end <= file.size else { return false }
      offset = end
    }
    return true
  }
}
