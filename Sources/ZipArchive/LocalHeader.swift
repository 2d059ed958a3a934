/// The header right before an entry's data (APPNOTE.TXT 4.3.7).
enum LocalHeader {
  /// In bytes, without name and extra fields.
  static let length = 30

  /// Compares an entry's own header with what the directory says of it.
  ///
  /// - Throws: `damaged` where there is no header, `nameMismatch` where it names something else, `encrypted`.
  static func check(_ entry: ZipEntry, in file: ZipFile) throws(ZipError) {
    let bytes = try file.bytes(at: entry.offset, count: length)
    guard bytes.littleEndian32(at: 0) == 0x0403_4b50, bytes.littleEndian16(at: 8) == entry.method else {
      throw ZipError(.damaged, entry: entry.name, detail: "no header at \(entry.offset)")
    }
    guard bytes.littleEndian16(at: 6) & 1 == 0 else { throw ZipError(.encrypted, entry: entry.name) }
    // libarchive goes by the CRC here, the directory may say another; with a data descriptor there is none here.
    let crc = bytes.littleEndian32(at: 14)
    guard crc == entry.crc32 || (crc == 0 && bytes.littleEndian16(at: 6) & 8 != 0) else {
      throw ZipError(.damaged, entry: entry.name, detail: "two different CRCs")
    }
    let nameLength = Int(bytes.littleEndian16(at: 26))
    guard try file.bytes(at: entry.offset + Int64(length), count: nameLength) == entry.nameBytes else {
      throw ZipError(.nameMismatch, entry: entry.name)
    }
  }
}
