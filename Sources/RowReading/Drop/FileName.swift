import Glibc
package import SystemPackage

/// A file's name or relative path as the bytes that the file system keeps, which need not be UTF-8.
package struct FileName: Hashable, Sendable, CustomStringConvertible {
  package var bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  /// The name for people: what is not UTF-8 shows as `�`.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// What two names have in common that a person takes for the same: letter case, composed or decomposed accents and
  /// the width of characters do not count. Bytes that are not UTF-8 stay apart from each other.
  package var key: String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return bytes.reduce(into: "\u{0}") { $0 += String($1, radix: 16) + " " }
    }
    return TextKey.key(of: text)
  }

  /// The part after the last slash.
  package var last: FileName { FileName(bytes: bytes.split(separator: 0x2F).last ?? []) }

  /// The part before the last slash; `nil` where there is none.
  package var folder: FileName? {
    bytes.lastIndex(of: 0x2F).map { FileName(bytes: bytes[..<$0]) }
  }

  /// In lower case, without the dot; empty where there is none.
  package var fileExtension: String {
    let name = last.bytes
    guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The last part without its extension.
  package var stem: FileName {
    let name = last.bytes
    guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else { return last }
    return FileName(bytes: name[..<dot])
  }

  package func appending(_ part: FileName) -> FileName {
    bytes.isEmpty ? part : FileName(bytes: bytes + [0x2F] + part.bytes)
  }
}

// MARK: - Paths

extension FileName {
  /// The name of a path's last part; empty for `nil`.
  package init(_ component: FilePath.Component?) {
    bytes =
      component?.withPlatformString { name in
        UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
      } ?? []
  }

  /// The name as a path below `folder`. The name must have been listed: it is not checked here.
  package func path(in folder: FilePath) -> FilePath {
    withPlatformString { folder.appending(FilePath(platformString: $0).components) }
  }

  func withPlatformString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    let text = bytes.map { CChar(bitPattern: $0) } + [0]
    return try text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("an array of one element has an address") }
      return try body(start)
    }
  }
}
