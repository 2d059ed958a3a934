/// One record of the central directory (APPNOTE.TXT 4.3.12).
struct DirectoryRecord {
  private static let fixedLength = 46

  private let fixed: ArraySlice<UInt8>
  private let name: [UInt8]
  private let extra: [UInt8]
  /// In bytes, with name, extra fields and comment.
  let length: Int

  init(_ bytes: [UInt8], at position: Int) throws(ZipError) {
    guard position + Self.fixedLength <= bytes.count, bytes.littleEndian32(at: position) == 0x0201_4b50 else {
      throw ZipError(.damaged, detail: "the directory breaks off")
    }
    let nameLength = Int(bytes.littleEndian16(at: position + 28))
    let extraLength = Int(bytes.littleEndian16(at: position + 30))
    let start = position + Self.fixedLength
    length = Self.fixedLength + nameLength + extraLength + Int(bytes.littleEndian16(at: position + 32))
    guard position + length <= bytes.count else { throw ZipError(.damaged, detail: "the directory breaks off") }
    fixed = bytes[position..<start]
    name = Array(bytes[start..<(start + nameLength)])
    extra = Array(bytes[(start + nameLength)..<(start + nameLength + extraLength)])
  }

  /// - Parameter shift: bytes before the archive that its offsets do not count.
  func entry(shiftedBy shift: Int64) throws(ZipError) -> ZipEntry {
    let fixed = Array(self.fixed)
    let flags = fixed.littleEndian16(at: 8)
    let attributes = fixed.littleEndian32(at: 38)
    let isUnix = fixed[5] == 3
    var size = UInt64(fixed.littleEndian32(at: 24))
    var compressed = UInt64(fixed.littleEndian32(at: 20))
    var offset = UInt64(fixed.littleEndian32(at: 42))
    if var large = field(0x0001) {
      // Only the values that do not fit stand in the ZIP64 field, in this order.
      Self.take(&size, from: &large)
      Self.take(&compressed, from: &large)
      Self.take(&offset, from: &large)
    }
    let place = Int64(clamping: offset).addingReportingOverflow(shift)
    guard !place.overflow, place.partialValue >= 0 else { throw ZipError(.damaged, entry: nameText) }
    let text = nameText
    return ZipEntry(
      name: text, nameBytes: name, size: Int64(clamping: size), compressedSize: Int64(clamping: compressed),
      crc32: fixed.littleEndian32(at: 16),
      isFolder: text.hasSuffix("/") || text.hasSuffix("\\") || (size == 0 && attributes & 0x10 != 0),
      isLink: isUnix && (attributes >> 16) & 0o170000 == 0o120000,
      isEncrypted: flags & 1 != 0, method: fixed.littleEndian16(at: 10), offset: place.partialValue)
  }

  private static func take(_ value: inout UInt64, from field: inout ArraySlice<UInt8>) {
    guard value == 0xffff_ffff, field.count >= 8 else { return }
    value = Array(field.prefix(8)).littleEndian64(at: 0)
    field = field.dropFirst(8)
  }

  /// The data of an extra field.
  private func field(_ id: UInt16) -> ArraySlice<UInt8>? {
    var index = 0
    while index + 4 <= extra.count {
      let end = index + 4 + Int(extra.littleEndian16(at: index + 2))
      guard end <= extra.count else { return nil }
      if extra.littleEndian16(at: index) == id { return extra[(index + 4)..<end] }
      index = end
    }
    return nil
  }

  /// The name as text. Info-ZIP's Unicode path field (0x7075: version, CRC of the plain name, UTF-8) goes first.
  private var nameText: String {
    if let unicode = field(0x7075), unicode.count > 5, unicode.first == 1,
      let text = String(validating: unicode.dropFirst(5), as: UTF8.self)
    {
      return text
    }
    return EntryName.text(of: name)
  }
}
