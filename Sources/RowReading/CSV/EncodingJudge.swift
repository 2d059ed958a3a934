import JobModel

/// Decides the encoding of a file that is neither Unicode nor ASCII: only what is certain is decoded.
struct EncodingJudge {
  let file: FileBytes
  let evidence: EncodingEvidence

  private var verdict: String { evidence.detectorName.uppercased() }

  /// - Throws: `ReadingError`: `broken-text` with the place, or `uncertain-encoding` with the likely encodings.
  func encoding() throws -> TextEncoding {
    if try isChinese() {
      // Few characters, all in the place of Hangul, may be Korean just as well.
      if evidence.distinctPairs.count < EncodingEvidence.enoughDistinctPairs, evidence.hangulShare == 1 {
        throw try uncertain([.gb18030, .korean])
      }
      return try decoded(.gb18030)
    }
    if let eastAsian = Self.eastAsian[verdict] {
      guard isCertain(eastAsian) else { throw try uncertain([eastAsian, .korean]) }
      return try decoded(eastAsian)
    }
    return try singleByteEncoding()
  }

  // MARK: East Asian

  private static let eastAsian: [String: TextEncoding] = [
    "BIG5": .big5, "SHIFT_JIS": .shiftJIS, "EUC-JP": .eucJP, "EUC-KR": .korean, "UHC": .korean,
    "ISO-2022-JP": .iso2022JP,
  ]

  /// Scripts whose letters come in runs that look like Chinese pairs; libuchardet knows them by their frequencies.
  private static let scriptsOfRuns: Set = [
    "KOI8-R", "WINDOWS-1251", "ISO-8859-5", "MAC-CYRILLIC", "IBM866", "IBM855", "TIS-620", "ISO-8859-11", "EUC-TW",
    "ISO-8859-6", "WINDOWS-1256", "WINDOWS-1255", "ISO-8859-8", "VISCII", "JOHAB",
  ]

  private func isChinese() throws -> Bool {
    if verdict == "GB18030" {
      // Traditional characters lie outside GB 2312, but few of them are Big5 just as well.
      if evidence.chineseShare >= (evidence.highBytes < 200 ? 0.9 : 0.5) { return true }
      return try !([.big5, .shiftJIS, .korean] as [TextEncoding]).contains(where: decodes)
    }
    if Self.eastAsian[verdict] != nil || Self.scriptsOfRuns.contains(verdict) { return false }
    // One broken byte makes libuchardet give up Chinese; the pairs still tell.
    return evidence.everydayChineseShare >= 0.75 && evidence.highBytes >= 40
  }

  private func isCertain(_ encoding: TextEncoding) -> Bool {
    switch encoding {
    case .korean: evidence.hangulShare >= 0.8 && evidence.highBytes >= 8
    case .eucJP: evidence.highBytes >= 8
    // Half of the second bytes of Big5 are low; with none of them it is Korean, or Chinese in GB 2312.
    case .big5: evidence.highBytes >= 8 && evidence.chineseShare < 0.9
    default: evidence.highBytes >= 8 && (evidence.chineseShare < 0.9 || evidence.highBytes >= 60)
    }
  }

  /// `encoding`, after the whole file has been decoded in it without a fault.
  private func decoded(_ encoding: TextEncoding) throws -> TextEncoding {
    let text = TextFile(file: file, encoding: encoding)
    if let fault = try text.firstFault() { throw try text.error(for: fault) }
    return encoding
  }

  private func decodes(_ encoding: TextEncoding) throws -> Bool {
    try TextFile(file: file, encoding: encoding).firstFault() == nil
  }

  // MARK: Single bytes

  private func singleByteEncoding() throws -> TextEncoding {
    guard let candidates = SingleByteEncodings.candidates[verdict] else {
      throw try uncertain(SingleByteEncodings.usualLatin)
    }
    if SingleByteEncodings.bringsNoRuns(verdict), evidence.everydayChineseShare >= 0.4 {
      if try decodes(.gb18030) { throw try uncertain([.gb18030] + candidates) }
      // Nearly all are Chinese pairs: a byte among them is broken, and the sentence names its line.
      if evidence.everydayChineseShare >= 0.8 { return try decoded(.gb18030) }
    }
    let used = (0x80...0xFF).filter { evidence.histogram[$0] > 0 }.map { UInt8($0) }
    let western = SingleByteTable(.windows1252)
    let isWestern =
      western.reads(used) && (western.isCommonWestern(used) || evidence.highBytes >= 40)
      && !western.hasSigns(used, withinWords: evidence.isWithinWords)
    if verdict == "ISO-8859-1" || verdict == "WINDOWS-1252" || verdict == "ISO-8859-15" {
      guard isWestern else { throw try uncertain(candidates) }
      return .windows1252
    }
    let tables = candidates.map(SingleByteTable.init)
    if SingleByteEncodings.latin.contains(verdict) {
      if let latin = latinEncoding(tables, western: isWestern ? western : nil, used) { return latin }
      throw try uncertain(candidates + SingleByteEncodings.usualLatin)
    }
    guard evidence.highBytes >= 12, let best = best(of: tables, used) else { throw try uncertain(candidates) }
    return best.encoding
  }

  /// The encoding of Latin letters that libuchardet takes for other than Western ones: it often errs here, so that the
  /// letters must be a language's as well.
  ///
  /// - Parameter western: windows-1252 where its signs make sense.
  /// - Returns: `nil` where it is not certain.
  private func latinEncoding(_ tables: [SingleByteTable], western: SingleByteTable?, _ used: [UInt8]) -> TextEncoding? {
    let others = tables.filter { isOtherLanguage($0, used) }
    if let western {
      // The same text either way.
      if tables.contains(where: { $0.text(used) == western.text(used) }) { return .windows1252 }
      let isLanguage = LatinAlphabets.westernHolds(western.alphabet(used))
      if others.isEmpty, isLanguage || tables.allSatisfy({ !$0.reads(used) }) { return .windows1252 }
      if others.isEmpty { return nil }
      if isLanguage { return evidence.highBytes >= 20 ? best(of: others, used)?.encoding : nil }
    }
    if evidence.highBytes < 20 { return onlyOther(used) }
    // A table may hold names of many languages.
    return best(of: others.isEmpty && evidence.highBytes >= 40 ? tables : others, used)?.encoding
  }

  /// The one usual encoding whose letters are those of a language. In so few words libuchardet often names a rare one.
  private func onlyOther(_ used: [UInt8]) -> TextEncoding? {
    let usual = SingleByteEncodings.usualOtherLatin.map(SingleByteTable.init)
    let others = usual.filter { isOtherLanguage($0, used) }
    guard evidence.highBytes >= 4, let first = others.first else { return nil }
    return others.allSatisfy { $0.text(used) == first.text(used) } ? first.encoding : nil
  }

  private func isOtherLanguage(_ table: SingleByteTable, _ used: [UInt8]) -> Bool {
    table.reads(used) && table.hasLetters(used, withinWords: evidence.isWithinWords)
      && LatinAlphabets.otherHolds(table.alphabet(used))
  }

  /// The table under which the most bytes are letters; `nil` where two read different texts equally well.
  private func best(of tables: [SingleByteTable], _ used: [UInt8]) -> SingleByteTable? {
    let fitting = tables.filter { $0.reads(used) }
    let letters = fitting.map { $0.letters(used) }
    let finalists = zip(fitting, letters).filter { $0.1 == letters.max() }.map(\.0)
    guard let first = finalists.first else { return nil }
    return finalists.allSatisfy { $0.text(used) == first.text(used) } ? first : nil
  }

  private func uncertain(_ likely: [TextEncoding]) throws -> ReadingError {
    var titles: [String] = []
    for encoding in likely + [.gb18030, .big5, .shiftJIS] where !titles.contains(encoding.title) {
      if try decodes(encoding) { titles.append(encoding.title) }
    }
    guard !titles.isEmpty else {
      return ReadingError(
        "not-text",
        """
        “\(file.name)” is not text in any encoding known here. Check that it is a table, and save it again \
        as “CSV UTF-8” or as .xlsx.
        """, detail: "libuchardet: \(evidence.detectorName)")
    }
    return ReadingError(
      "uncertain-encoding",
      """
      The letters of “\(file.name)” are not stored as UTF-8; they may be \(Message.alternatives(titles.map(Message.init(catalogued:)))). \
      Save the table again as “CSV UTF-8” or as .xlsx.
      """,
      detail: "libuchardet: \(evidence.detectorName)")
  }
}
