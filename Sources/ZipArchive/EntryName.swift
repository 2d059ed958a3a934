import Glibc

/// Names of entries as text.
enum EntryName {
  /// UTF-8 where it is valid, flagged or not; else GB18030; else UTF-8 with the broken bytes replaced.
  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return gb18030(bytes) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// The corresponding C function is `iconv`.
  private static func gb18030(_ bytes: [UInt8]) -> String? {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // A two-byte character becomes three bytes at most, a four-byte one four.
    var output = [CChar](repeating: 0, count: bytes.count * 3 + 1)
    let left = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int? in
        var from = input.baseAddress
        var to = output.baseAddress
        var fromLeft = input.count
        var toLeft = output.count
        let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
        return result == -1 || fromLeft != 0 ? nil : toLeft
      }
    }
    guard let left else { return nil }
    return String(validating: output.prefix(output.count - left).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
