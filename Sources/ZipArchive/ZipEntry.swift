/// One entry of an archive, as the central directory describes it.
package struct ZipEntry: Hashable, Sendable {
  /// The name as text: UTF-8 where flagged or valid, else GB18030, which Chinese Windows programs write unflagged.
  /// Separators are kept as they are, and nothing is checked: `../` may stand in it.
  package var name: String
  /// The name's bytes as they stand in the directory.
  package var nameBytes: [UInt8]
  /// Inflated size in bytes, as declared.
  package var size: Int64
  package var compressedSize: Int64
  package var crc32: UInt32
  package var isFolder: Bool
  /// A symbolic link, by its Unix mode.
  package var isLink: Bool
  package var isEncrypted: Bool

  /// 0 is store, 8 is deflate.
  var method: UInt16
  /// Where the local header stands in the file.
  var offset: Int64
  /// The place in the order of the local headers, in which libarchive goes through the file.
  var ordinal = 0
}
