import JobModel

/// What a browser calls an uploaded file, made a name that can stand in a folder of ours: never a path.
///
/// Browsers send a name in `filename` (RFC 7578, section 4.2), some a whole path, and whoever writes requests by hand
/// anything at all.
package enum SafeName {
  /// As long as names on the disk may be, with room for what we put behind them.
  static let longest = 200

  /// - Parameter sent: the bytes that came; what is no UTF-8 in them is replaced.
  /// - Returns: one path component that Linux, Windows and SMB take, its ending kept; `fallback` where nothing is left.
  package static func make(_ sent: some Collection<UInt8>, fallback: String = "file") -> String {
    // Old browsers sent `C:\Users\li\table.xlsx`; only what is behind the last separator is the name.
    let last = sent.split(omittingEmptySubsequences: true) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last
    let text = last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let dot = text.lastIndex(of: "."), dot > text.startIndex, text[dot...].utf8.count <= 12 else {
      return PortableName.make(text, maximumBytes: longest, fallback: fallback)
    }
    // A long name is cut before its ending, by which the file is known.
    let ending = PortableName.make(String(text[text.index(after: dot)...]), maximumBytes: 12, fallback: "")
    guard !ending.isEmpty else { return PortableName.make(text, maximumBytes: longest, fallback: fallback) }
    let stem = PortableName.make(
      String(text[..<dot]), maximumBytes: longest - ending.utf8.count - 1, fallback: fallback)
    return "\(stem).\(ending)"
  }

  package static func make(_ sent: String, fallback: String = "file") -> String {
    make(Array(sent.utf8), fallback: fallback)
  }
}
