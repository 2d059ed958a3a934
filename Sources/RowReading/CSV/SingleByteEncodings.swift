import Glibc

/// Encodings of one byte a character, by the names that libuchardet gives them.
enum SingleByteEncodings {
  /// What a verdict may stand for, the usual one first. Windows' encodings extend ISO's or nearly so.
  static let candidates: [String: [TextEncoding]] = [
    "ISO-8859-1": [.windows1252, iso(15)], "ISO-8859-15": [.windows1252, iso(15)],
    "WINDOWS-1252": [.windows1252, iso(15)],
    "ISO-8859-2": [.windows1250, iso(2)], "WINDOWS-1250": [.windows1250, iso(2)],
    "ISO-8859-3": [iso(3)], "ISO-8859-4": [.windows1257, iso(4)], "ISO-8859-10": [iso(10)],
    "ISO-8859-13": [.windows1257, iso(13)], "WINDOWS-1257": [.windows1257, iso(13)], "ISO-8859-16": [iso(16)],
    "ISO-8859-9": [.windows1254], "WINDOWS-1254": [.windows1254], "WINDOWS-1258": [.windows1258],
    "ISO-8859-5": [iso(5)], "WINDOWS-1251": [.windows1251], "KOI8-R": [.init("KOI8-R", "KOI8-R (Cyrillic)")],
    "IBM866": [.init("IBM866", "IBM 866 (Cyrillic)")],
    "ISO-8859-7": [.windows1253, iso(7)], "WINDOWS-1253": [.windows1253, iso(7)],
    "ISO-8859-8": [.windows1255], "WINDOWS-1255": [.windows1255],
    "ISO-8859-6": [iso(6)], "WINDOWS-1256": [.windows1256], "TIS-620": [.thai], "ISO-8859-11": [.thai],
    "IBM852": [.init("IBM852", "IBM 852 (Central European)"), .windows1252],
    "MAC-CENTRALEUROPE": [.init("MAC-CENTRALEUROPE", "Mac Central European"), .windows1252],
  ]

  /// Verdicts on Latin letters: each of these is easily mistaken for Western European and the other way round.
  static let latin: Set = [
    "ISO-8859-2", "WINDOWS-1250", "ISO-8859-3", "ISO-8859-4", "ISO-8859-9", "WINDOWS-1254", "ISO-8859-10",
    "ISO-8859-13", "WINDOWS-1257", "ISO-8859-16", "WINDOWS-1258", "IBM852", "MAC-CENTRALEUROPE",
  ]

  /// What a file of Latin letters may be where nothing certain is known.
  static let usualLatin: [TextEncoding] = [
    .windows1252, .init("MACINTOSH", "Mac Roman"), .init("IBM850", "IBM 850 (DOS)"),
  ]

  /// What files of other Latin letters are stored in, in practice.
  static let usualOtherLatin: [TextEncoding] = [.windows1250, iso(2), .windows1254, .windows1257]

  /// Whether letters above 0x7F stand alone in that encoding's languages, so that pairs of them speak against it.
  static func bringsNoRuns(_ verdict: String) -> Bool {
    latin.contains(verdict) || verdict == "ISO-8859-1" || verdict == "ISO-8859-15" || verdict == "WINDOWS-1252"
  }

  private static func iso(_ part: Int) -> TextEncoding { TextEncoding("ISO-8859-\(part)", "ISO-8859-\(part)") }
}

/// What the bytes above 0x7F mean in one encoding.
struct SingleByteTable {
  let encoding: TextEncoding
  private let scalars: [Unicode.Scalar?]

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    guard let handle = TextEncoding.converter(from: encoding.iconvName, to: "UTF-32LE") else {
      scalars = [Unicode.Scalar?](repeating: nil, count: 256)
      return
    }
    defer { iconv_close(handle) }
    scalars = (0...255).map { Self.scalar(of: UInt8($0), with: handle) }
  }

  /// The text of some bytes; `nil` for each that means nothing.
  func text(_ bytes: [UInt8]) -> [Unicode.Scalar?] { bytes.map { scalars[Int($0)] } }

  /// How many of `bytes` are letters.
  func letters(_ bytes: [UInt8]) -> Int { text(bytes).count { $0?.properties.isAlphabetic ?? false } }

  /// Whether all of `bytes` are characters that occur in tables: no controls, no lone accents.
  func reads(_ bytes: [UInt8]) -> Bool {
    text(bytes).allSatisfy { scalar in
      guard let scalar else { return false }
      let isControl = (0x80...0x9F).contains(scalar.value)
      return !isControl && !Self.loneAccents.contains(scalar)
    }
  }

  /// Whether all of `bytes`, read as windows-1252, are frequent letters and signs of Western European languages.
  /// Letters such as `Ž` are not among them: in a few words they are rather `é` from a Macintosh.
  func isCommonWestern(_ bytes: [UInt8]) -> Bool {
    text(bytes).allSatisfy { $0.map(Self.western.contains) ?? false }
  }

  /// Whether read as windows-1252 one of `bytes` is a sign that never stands within a word. In Polish, Romanian and
  /// others the same bytes are letters.
  func hasSigns(_ bytes: [UInt8], withinWords isWithinWords: [Bool]) -> Bool {
    text(bytes.filter { isWithinWords[Int($0)] }).contains { $0.map(Self.neverInWords.contains) ?? true }
  }

  /// Whether all of `bytes` that stand within words are letters, or an apostrophe or a dash.
  func hasLetters(_ bytes: [UInt8], withinWords isWithinWords: [Bool]) -> Bool {
    text(bytes.filter { isWithinWords[Int($0)] }).allSatisfy { scalar in
      scalar.map { $0.properties.isAlphabetic || "‘’–—".unicodeScalars.contains($0) } ?? false
    }
  }

  /// The letters among `bytes`.
  func alphabet(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    text(bytes).compactMap { $0 }.filter(\.properties.isAlphabetic)
  }

  private static let neverInWords = Set("£¥ª¯³¹º¼½¾¿".unicodeScalars)
  private static let loneAccents: Set<Unicode.Scalar> = ["˛", "ˇ", "˘", "˙", "˝", "˜", "ˆ"]
  private static let western = Set(
    ("""
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœÐðÞþ\
    €‚„…‘’“”•–—™¡¢£¥§©ª«¬®°±²³´µ¶·¹º»¼½¾¿×÷\u{A0}\u{AD}¨¸‰‹›¦
    """).unicodeScalars)

  private static func scalar(of byte: UInt8, with handle: iconv_t) -> Unicode.Scalar? {
    var input = CChar(bitPattern: byte)
    var output: UInt32 = 0
    let result = withUnsafeMutablePointer(to: &input) { from in
      withUnsafeMutableBytes(of: &output) { to in
        var source: UnsafeMutablePointer<CChar>? = from
        var target = to.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = 1
        var free = 4
        return iconv(handle, &source, &left, &target, &free)
      }
    }
    return result == 0 ? Unicode.Scalar(output) : nil
  }
}
