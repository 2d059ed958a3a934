package import Foundation

/// A job's name: `20261121-093512-<slug>-<4 base32>`, local time first, so that names sort by age.
///
/// The slug keeps letters and digits of any script in NFC; the whole can be a folder's name on Linux, Windows, SMB and
/// macOS.
package struct JobID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Returns: `nil` for a text that no job can have, such as one with a slash or a leading dot.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let stampLength = 15
    guard bytes.count > stampLength + 6, bytes.count <= stampLength + 1 + Self.slugBytes + 5,
      bytes[8] == UInt8(ascii: "-"), bytes[15] == UInt8(ascii: "-"), bytes[bytes.count - 5] == UInt8(ascii: "-"),
      (bytes[0..<8] + bytes[9..<15]).allSatisfy({ (0x30...0x39).contains($0) }),
      bytes.suffix(4).allSatisfy({ Self.alphabet.contains($0) }),
      text.dropFirst(stampLength + 1).dropLast(5).allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
    else { return nil }
    self.text = text
  }

  /// A new name for a drop.
  ///
  /// - Parameters:
  ///   - drop: the drop's file name, with its extension.
  ///   - time: when the job was taken in.
  ///   - timeZone: the zone of the stamp; the machine's by default.
  package init(
    drop: String, time: Timestamp, timeZone: TimeZone = .current,
    using generator: inout some RandomNumberGenerator
  ) {
    let stamp = LocalTime.text(time, in: timeZone).filter { $0 != "-" && $0 != ":" }.map { $0 == " " ? "-" : $0 }
    let tail = (0..<4).map { _ in Self.alphabet.randomElement(using: &generator) ?? Self.alphabet[0] }
    text = "\(String(stamp))-\(Self.slug(of: drop))-\(String(decoding: tail, as: UTF8.self))"
  }

  package var description: String { text }

  package static func < (left: JobID, right: JobID) -> Bool { left.text < right.text }

  private static let slugBytes = 60
  /// Base32 of RFC 4648 in lower case.
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// Letters and digits of any script, in NFC, runs of anything else as one dash, cut between characters.
  package static func slug(of name: String) -> String {
    var stem = Substring(name.precomposedStringWithCanonicalMapping)
    if let dot = stem.lastIndex(of: "."), dot > stem.startIndex { stem = stem[..<dot] }
    var slug = ""
    var length = 0
    for character in stem {
      let keeps = character.isLetter || character.isNumber
      if !keeps && (slug.isEmpty || slug.hasSuffix("-")) { continue }
      let next = keeps ? character : "-"
      length += String(next).utf8.count
      guard length <= slugBytes else { break }
      slug.append(next)
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "job" : slug
  }
}
