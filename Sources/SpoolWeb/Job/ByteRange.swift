/// The part of a file that a `Range` header asks for (RFC 9110, section 14): players ask for parts of videos.
enum ByteRange: Hashable {
  case whole
  case part(Range<Int>)
  /// It lies past the end of the file.
  case unsatisfiable

  /// - Parameters:
  ///   - header: several ranges, or what is no range of bytes, are answered with the whole.
  ///   - length: of the file.
  init(_ header: String?, of length: Int) {
    self = .whole
    guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return }
    let parts = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let numbers = parts.map { text in text.allSatisfy(\.isWholeNumber) && text.utf8.count < 18 ? Int(text) : nil }
    switch (numbers[0], numbers[1]) {
    case (let first?, let last?) where first <= last:
      self = first < length ? .part(first..<min(last + 1, length)) : .unsatisfiable
    case (let first?, nil) where parts[1].isEmpty: self = first < length ? .part(first..<length) : .unsatisfiable
    case (nil, let last?) where parts[0].isEmpty:
      self = last > 0 && length > 0 ? .part(max(0, length - last)..<length) : .unsatisfiable
    default: break
    }
  }
}
