import Glibc

/// A small text as text editors save it.
enum TicketText {
  /// UTF-8 and UTF-16 by their marks, else UTF-8, else GB18030, in which Chinese Windows saved texts for decades.
  ///
  /// - Returns: `nil` for bytes that are none of these.
  static func decode(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) { return String(validating: pairs(bytes.dropFirst(2), 0, 1), as: UTF16.self) }
    if bytes.starts(with: [0xFE, 0xFF]) { return String(validating: pairs(bytes.dropFirst(2), 1, 0), as: UTF16.self) }
    let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard !rest.contains(0) else { return nil }
    return String(validating: rest, as: UTF8.self) ?? gb18030(Array(rest))
  }

  private static func pairs(_ bytes: ArraySlice<UInt8>, _ low: Int, _ high: Int) -> [UInt16] {
    stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
      UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + low])
    }
  }

  /// The C functions are `iconv_open` and `iconv`.
  private static func gb18030(_ bytes: [UInt8]) -> String? {
    let converter = iconv_open("UTF-8", "GB18030")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map(CChar.init(bitPattern:))
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    let left: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (source, sourceLeft) = (input.baseAddress, input.count)
        var (target, targetLeft) = (output.baseAddress, output.count)
        // It stops at the first bytes that are no character; then some input is left.
        _ = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
        return sourceLeft == 0 ? targetLeft : nil
      }
    }
    guard let left else { return nil }
    return String(decoding: output.dropLast(left).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
