import Glibc

/// An encoding of text: iconv's name for it and what people call it.
package struct TextEncoding: Hashable, Sendable {
  /// The name that `iconv_open` takes.
  package var iconvName: String
  /// The name in messages.
  package var title: String

  package init(_ iconvName: String, _ title: String) {
    self.iconvName = iconvName
    self.title = title
  }

  /// An encoding by a name that a person wrote; `nil` where iconv(3) does not know it.
  package init?(named name: String) {
    let trimmed = name.filter { !$0.isWhitespace }
    if let alias = Self.aliases[trimmed.lowercased()] {
      self = alias
      return
    }
    // A slash would hand options such as `//IGNORE` to iconv, which drop what they cannot decode.
    guard !trimmed.isEmpty, trimmed.allSatisfy({ $0.isASCII && $0 != "/" }) else { return nil }
    guard let converter = Self.converter(from: trimmed, to: "UTF-8") else { return nil }
    iconv_close(converter)
    self.init(trimmed, trimmed)
  }

  /// Starts a conversion; the caller ends it with `iconv_close`. `nil` where one of the encodings is unknown.
  ///
  /// The corresponding C function is `iconv_open`.
  static func converter(from source: String, to target: String) -> iconv_t? {
    let handle = iconv_open(target, source)
    return handle == iconv_t(bitPattern: -1) ? nil : handle
  }

  package static let utf8 = TextEncoding("UTF-8", "UTF-8")
  static let utf16LittleEndian = TextEncoding("UTF-16LE", "UTF-16")
  static let utf16BigEndian = TextEncoding("UTF-16BE", "UTF-16 (big-endian)")
  static let utf32LittleEndian = TextEncoding("UTF-32LE", "UTF-32")
  static let utf32BigEndian = TextEncoding("UTF-32BE", "UTF-32 (big-endian)")
  static let gb18030 = TextEncoding("GB18030", "GB18030 (Chinese)")
  static let big5 = TextEncoding("BIG5-HKSCS", "Big5 (traditional Chinese)")
  static let shiftJIS = TextEncoding("CP932", "Shift-JIS (Japanese)")
  static let eucJP = TextEncoding("EUC-JP", "EUC-JP (Japanese)")
  static let iso2022JP = TextEncoding("ISO-2022-JP", "ISO-2022-JP (Japanese)")
  static let korean = TextEncoding("CP949", "EUC-KR (Korean)")
  static let windows1250 = TextEncoding("CP1250", "windows-1250 (Central European)")
  static let windows1251 = TextEncoding("CP1251", "windows-1251 (Cyrillic)")
  static let windows1252 = TextEncoding("CP1252", "windows-1252 (Western European)")
  static let windows1253 = TextEncoding("CP1253", "windows-1253 (Greek)")
  static let windows1254 = TextEncoding("CP1254", "windows-1254 (Turkish)")
  static let windows1255 = TextEncoding("CP1255", "windows-1255 (Hebrew)")
  static let windows1256 = TextEncoding("CP1256", "windows-1256 (Arabic)")
  static let windows1257 = TextEncoding("CP1257", "windows-1257 (Baltic)")
  static let windows1258 = TextEncoding("CP1258", "windows-1258 (Vietnamese)")
  static let thai = TextEncoding("CP874", "windows-874 (Thai)")

  private static let aliases: [String: TextEncoding] = [
    "utf8": .utf8, "utf-8": .utf8, "utf-8-sig": .utf8, "utf-8-bom": .utf8,
    "gbk": .gb18030, "gb2312": .gb18030, "gb18030": .gb18030, "cp936": .gb18030, "ansi": .gb18030,
    "big5": .big5, "cp950": .big5, "shift-jis": .shiftJIS, "shift_jis": .shiftJIS, "sjis": .shiftJIS,
    "euc-kr": .korean, "latin1": .windows1252, "latin-1": .windows1252, "iso-8859-1": .windows1252,
    "windows-1252": .windows1252, "windows-1251": .windows1251, "windows-1250": .windows1250,
    "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian,
  ]
}
