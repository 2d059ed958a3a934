import Foundation

/// Text in the encoding that its sender says: by `Content-Type`, else by a `charset` near the start of a page, else
/// UTF-8. What cannot be read becomes U+FFFD.
enum PageText {
  static func decode(_ bytes: [UInt8], contentType: String?) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let start = String(decoding: bytes.prefix(2048), as: UTF8.self)
    let name = charset(in: contentType ?? "") ?? charset(in: start)
    if let encoding = name.flatMap({ encodings[$0] }), let text = String(data: Data(bytes), encoding: encoding) {
      return text
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func charset(in text: String) -> String? {
    let text = text.lowercased()
    guard let mark = text.firstRange(of: "charset=") else { return nil }
    let value = text[mark.upperBound...].drop { "\"' ".contains($0) }
    return String(value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
  }

  /// CoreFoundation's numbers for encodings without a name in Foundation.
  private static let encodings: [String: String.Encoding] = [
    "gbk": .init(rawValue: 0x8000_0632), "gb2312": .init(rawValue: 0x8000_0632),
    "gb18030": .init(rawValue: 0x8000_0632), "big5": .init(rawValue: 0x8000_0A03), "shift_jis": .shiftJIS,
    "euc-jp": .japaneseEUC, "euc-kr": .init(rawValue: 0x8000_0940), "iso-8859-1": .windowsCP1252,
    "windows-1252": .windowsCP1252, "windows-1251": .windowsCP1251, "utf-16": .utf16, "utf-16le": .utf16LittleEndian,
  ]
}
