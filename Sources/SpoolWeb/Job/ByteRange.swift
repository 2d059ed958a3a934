/// The part of a file that a request wants (RFC 9110, section 14).
enum ByteRange: Hashable, Sendable {
  case whole
  case part(Range<Int>)
  /// It begins behind the end.
  case beyond

  /// - Parameters:
  ///   - header: `Range`; one of several parts, or one that cannot be read, is as good as none.
  ///   - size: the file's, in bytes.
  init(_ header: String?, size: Int) {
    self = .whole
    guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return }
    let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    let isPlain = ends.allSatisfy { end in end.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard ends.count == 2, isPlain else { return }
    switch (Int(ends[0]), Int(ends[1])) {
    case (let first?, let last?) where first <= last:
      self = first < size ? .part(first..<min(size, last < Int.max ? last + 1 : last)) : .beyond
    case (let first?, nil) where ends[1].isEmpty: self = first < size ? .part(first..<size) : .beyond
    case (nil, let count?) where ends[0].isEmpty:
      self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .beyond
    default: break
    }
  }
}
