import Glibc
import JobModel

/// Finds the encoding of a text file for certain, or says which ones it may be. Reads the whole file: text in a wrong
/// encoding must never come out.
struct EncodingDetector {
  private static let chunkBytes = 1 << 16
  private let file: FileBytes

  init(_ file: FileBytes) {
    self.file = file
  }

  /// The file's encoding.
  ///
  /// - Parameter name: the one that somebody named; the file is then read in it without asking further.
  /// - Throws: `ReadingError` (`unknown-encoding`, `uncertain-encoding`, `broken-text`, `zero-bytes`, `not-a-csv`).
  func encoding(named name: String?) throws -> TextEncoding {
    if let name {
      guard let encoding = TextEncoding(named: name) else {
        throw ReadingError(
          "unknown-encoding", "“\(name)” is not an encoding that this machine knows; try utf-8 or gb18030.")
      }
      return try checked(encoding)
    }
    if let foreign = try ForeignFile.reason(notText: file) { throw foreign }
    if let wide = try wideEncoding() { return try checked(wide) }
    let check = try utf8Check()
    if let zero = check.firstZero { throw try error(TextFault(kind: .zeroByte, offset: zero), .utf8) }
    if check.isValid {
      return check.hasEscape && decodes(.iso2022JP) ? .iso2022JP : .utf8
    }
    if let fault = check.firstFault, check.characters > 20 * check.faults {
      let kind: TextFault.Kind = check.isCutOff ? .cutOff : .notDecodable
      throw try error(TextFault(kind: kind, offset: fault), .utf8)
    }
    return try EncodingJudge(file: file, evidence: evidence()).encoding()
  }

  /// Reads the whole file in `encoding` once, so that no row is handed over before a fault is found.
  private func checked(_ encoding: TextEncoding) throws -> TextEncoding {
    if encoding == .utf8 {
      let check = try utf8Check()
      if let zero = check.firstZero { throw try error(TextFault(kind: .zeroByte, offset: zero), .utf8) }
      if let fault = check.firstFault {
        throw try error(TextFault(kind: check.isCutOff ? .cutOff : .notDecodable, offset: fault), .utf8)
      }
      return encoding
    }
    if let fault = try firstFault(encoding) { throw try error(fault, encoding) }
    return encoding
  }

  private func decodes(_ encoding: TextEncoding) -> Bool { (try? firstFault(encoding)) == .some(.none) }

  private func firstFault(_ encoding: TextEncoding) throws -> TextFault? {
    try TextFile(file: file, encoding: encoding).firstFault()
  }

  private func error(_ fault: TextFault, _ encoding: TextEncoding) throws -> ReadingError {
    try TextFile(file: file, encoding: encoding).error(for: fault)
  }

  // MARK: Passes over the file

  private func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      let count = try file.read(into: buffer, at: offset)
      if count == 0 { return }
      body(.init(rebasing: buffer[..<count]))
      offset += count
    }
  }

  private func utf8Check() throws -> UTF8Check {
    var check = UTF8Check()
    try forEachChunk { check.read($0) }
    check.finish()
    return check
  }

  private func evidence() throws -> EncodingEvidence {
    let evidence = EncodingEvidence()
    try forEachChunk { evidence.read($0) }
    evidence.finish()
    return evidence
  }

  // MARK: UTF-16 and UTF-32

  /// UTF-16 or UTF-32 by the byte order mark, else by where the zero bytes lie.
  private func wideEncoding() throws -> TextEncoding? {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
    defer { buffer.deallocate() }
    let count = try file.read(into: buffer, at: 0)
    let head = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    if head.starts(with: [0xFF, 0xFE, 0, 0]), file.size % 4 == 0 { return .utf32LittleEndian }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32BigEndian }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if head.starts(with: [0x84, 0x31, 0x95, 0x33]) { return .gb18030 }
    return Self.wideEncoding(byZeros: head)
  }

  static func wideEncoding(byZeros head: UnsafeRawBufferPointer) -> TextEncoding? {
    guard let base = head.baseAddress, memchr(base, 0, head.count) != nil else { return nil }
    var zeros = [0, 0, 0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { zeros[index % 4] += 1 }
    let units = head.count / 4
    if units > 0, head.count % 4 == 0 {
      if zeros[3] == units, zeros[2] * 10 >= units * 9, zeros[0] == 0 { return .utf32LittleEndian }
      if zeros[0] == units, zeros[1] * 10 >= units * 9, zeros[3] == 0 { return .utf32BigEndian }
    }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    // Delimiters and line ends alone give one zero byte in twenty characters, also where all letters are Chinese.
    let enough = max(2, head.count / 40)
    if odd >= enough, even * 20 <= odd { return .utf16LittleEndian }
    if even >= enough, odd * 20 <= even { return .utf16BigEndian }
    return nil
  }
}
