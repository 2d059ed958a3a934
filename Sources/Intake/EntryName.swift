import Glibc
package import SystemPackage

/// A name in a drop folder, as the bytes the file system gave. It may hold line breaks and invalid UTF-8.
package struct EntryName: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  package init(_ component: FilePath.Component) {
    bytes = component.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
      .map { UInt8(bitPattern: $0) }
  }

  /// The name as people read it: what is no UTF-8 or would break a line is shown as �.
  package var displayed: String {
    String(
      String.UnicodeScalarView(
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
          $0.properties.generalCategory == .control ? "�" : $0
        }))
  }

  /// For comparing: Swift compares strings by canonical equivalence, so NFC and NFD are one.
  package var folded: String { String(decoding: bytes, as: UTF8.self).lowercased() }

  /// The letters after the last dot, lower case; empty without one.
  package var suffix: String {
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    return String(decoding: bytes[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// `folder/name`.
  package func path(in folder: FilePath) -> FilePath {
    var path = folder
    if let component = FilePath.Component(platformString: bytes.map(CChar.init(bitPattern:)) + [0]) {
      path.append(component)
    }
    return path
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      guard let start = buffer.baseAddress else { preconditionFailure("a buffer of at least one byte has an address") }
      return body(start)
    }
  }
}

extension EntryName: Comparable {
  package static func < (left: EntryName, right: EntryName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// A name in one of the drop folders.
package struct EntryID: Hashable, Sendable {
  package var folder: DropFolder.ID
  package var name: EntryName

  package init(folder: DropFolder.ID, name: EntryName) {
    self.folder = folder
    self.name = name
  }
}
