import Glibc

/// Texts in encodings other than UTF-8, by `iconv`.
enum TextEncoding {
  /// - Returns: `nil` where the encoding is not known or lacks a character.
  static func bytes(of text: String, in charset: String) -> [UInt8]? {
    guard charset.lowercased() != "utf-8" else { return Array(text.utf8) }
    guard let converter = iconv_open(charset, "UTF-8"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var source = Array(text.utf8).map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count * 4 + 16)
    let count: Int? = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (left, room) = (source.count, target.count)
        guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return nil }
        return target.count - room
      }
    }
    return count.map { target.prefix($0).map { UInt8(bitPattern: $0) } }
  }
}
