import CLibUchardet

/// What a file's bytes that are not ASCII say about its encoding.
final class EncodingEvidence {
  /// How often each byte occurs.
  private(set) var histogram = [Int](repeating: 0, count: 256)
  /// Bytes above 0x7F.
  private(set) var highBytes = 0
  /// Two-byte characters with both bytes above 0xA0, by their first byte: the shape of GB 2312, EUC-KR and EUC-JP.
  private(set) var pairs = [Int](repeating: 0, count: 256)
  /// Some of those characters, each once: a word that is repeated tells no more than the word.
  private(set) var distinctPairs: Set<UInt16> = []
  /// Whether a byte above 0x7F stands between two letters of ASCII somewhere.
  private(set) var isWithinWords = [Bool](repeating: false, count: 256)
  /// What libuchardet makes of the file, in its own names; empty where it has no idea.
  private(set) var detectorName = ""

  private let detector = uchardet_new()
  private var lead: UInt8?
  private var lastTwo: (UInt8, UInt8) = (0, 0)
  private var sample: [UInt8] = []

  /// So much is needed before libuchardet commits itself on short files: they are shown to it several times.
  private static let enoughForDetector = 4096

  /// From so many different characters on, libuchardet's verdict between Chinese and Korean is relied upon. Of Chinese
  /// characters six in ten have the place of Hangul: eight in a row do in one text of sixty, 24 in none.
  static let enoughDistinctPairs = 24

  deinit { uchardet_delete(detector) }

  func read(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      histogram[Int(byte)] += 1
      if byte >= 0x80 { highBytes += 1 }
      pair(byte)
      if lastTwo.1 >= 0x80, Self.isLetter(lastTwo.0), Self.isLetter(byte) { isWithinWords[Int(lastTwo.1)] = true }
      lastTwo = (lastTwo.1, byte)
    }
    if sample.count < Self.enoughForDetector { sample.append(contentsOf: bytes.prefix(Self.enoughForDetector)) }
    show(bytes)
  }

  func finish() {
    var shown = sample.count
    while !sample.isEmpty, sample.count < Self.enoughForDetector, shown < Self.enoughForDetector {
      sample.withUnsafeBytes(show)
      shown += sample.count
    }
    uchardet_data_end(detector)
    if let name = uchardet_get_charset(detector) { detectorName = String(cString: name) }
  }

  /// The share of the high bytes that are characters of GB 2312 (signs, kana, Chinese), 0 to 1.
  var chineseShare: Double { share(0xA1...0xA9) + share(0xB0...0xF7) }

  /// The share that are among the 3,755 most used Chinese characters, which stand first in GB 2312.
  var everydayChineseShare: Double { share(0xB0...0xD7) }

  /// The share that are syllables of Hangul in EUC-KR.
  var hangulShare: Double { share(0xB0...0xC8) }

  private func share(_ leads: ClosedRange<Int>) -> Double {
    highBytes == 0 ? 0 : Double(2 * pairs[leads].reduce(0, +)) / Double(highBytes)
  }

  private func show(_ bytes: UnsafeRawBufferPointer) {
    // A non-zero result means "out of memory"; then the name stays empty and the file is refused.
    _ = uchardet_handle_data(detector, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private func pair(_ byte: UInt8) {
    guard let first = lead else {
      lead = byte >= 0x81 ? byte : nil
      return
    }
    lead = nil
    guard first >= 0xA1, byte >= 0xA1, byte != 0xFF else { return }
    pairs[Int(first)] += 1
    if distinctPairs.count < Self.enoughDistinctPairs { distinctPairs.insert(UInt16(first) << 8 | UInt16(byte)) }
  }
}
