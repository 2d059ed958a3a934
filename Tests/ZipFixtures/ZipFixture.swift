/// Builds ZIP archives byte by byte, right ones and wrong ones.
package struct ZipFixture {
  package struct Entry {
    package var name: [UInt8]
    /// As it stands in the archive.
    package var data: [UInt8]
    /// 0 is store, 8 is deflate.
    package var method: UInt16 = 0
    package var flags: UInt16 = 0
    /// The inflated size that the headers declare.
    package var size: UInt32
    package var compressedSize: UInt32
    package var crc: UInt32
    /// The name in the entry's own header, where it differs.
    package var localName: [UInt8]?
    /// The directory points here instead of at the entry's own header.
    package var offset: UInt32?
    /// Sizes and CRC follow the data instead of standing in the local header.
    package var hasDescriptor = false
    package var externalAttributes: UInt32 = 0

    package init(_ name: String, _ data: [UInt8]) {
      self.init(bytes: Array(name.utf8), data)
    }

    package init(_ name: String, _ text: String) {
      self.init(name, Array(text.utf8))
    }

    package init(bytes name: [UInt8], _ data: [UInt8]) {
      self.name = name
      self.data = data
      size = UInt32(data.count)
      compressedSize = UInt32(data.count)
      crc = ZipFixture.crc32(data)
    }

    /// `count` zeros, deflated: about 158 of them to a byte.
    package static func zeros(_ name: String, count: Int) -> Entry {
      let matches = (count - 1) / 258
      var bits = BitWriter()
      bits.write(1, 1)
      bits.write(1, 2)
      bits.writeCode(0b0011_0000, 8)
      for _ in 0..<matches {
        bits.writeCode(0b1100_0101, 8)
        bits.writeCode(0, 5)
      }
      bits.writeCode(0, 7)
      var entry = Entry(name, bits.bytes)
      entry.method = 8
      entry.size = UInt32(truncatingIfNeeded: matches * 258 + 1)
      // Large ones are made to be refused before their end.
      entry.crc = count > 200_000 ? 0 : ZipFixture.crc32([UInt8](repeating: 0, count: matches * 258 + 1))
      return entry
    }
  }

  package var entries: [Entry]
  package var prefix: [UInt8] = []
  package var comment: [UInt8] = []
  /// Writes ZIP64 end records too.
  package var isLarge = false

  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  package var bytes: [UInt8] {
    var out: [UInt8] = []
    var offsets: [UInt32] = []
    for entry in entries {
      offsets.append(UInt32(out.count))
      out += localHeader(of: entry) + entry.data
      if entry.hasDescriptor {
        out += little(UInt32(0x0807_4b50)) + little(entry.crc) + little(entry.compressedSize) + little(entry.size)
      }
    }
    let start = out.count
    for (entry, offset) in zip(entries, offsets) { out += record(of: entry, at: entry.offset ?? offset) }
    let size = out.count - start
    if isLarge {
      let position = UInt64(out.count)
      out += little(UInt32(0x0606_4b50)) + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45))
      out += little(UInt32(0)) + little(UInt32(0)) + little(UInt64(entries.count)) + little(UInt64(entries.count))
      out += little(UInt64(size)) + little(UInt64(start))
      out += little(UInt32(0x0706_4b50)) + little(UInt32(0)) + little(position) + little(UInt32(1))
    }
    let count = UInt16(truncatingIfNeeded: entries.count)
    out += little(UInt32(0x0605_4b50)) + little(UInt32(0)) + little(count) + little(count)
    out += isLarge ? little(UInt32.max) + little(UInt32.max) : little(UInt32(size)) + little(UInt32(start))
    return prefix + out + little(UInt16(comment.count)) + comment
  }

  private func localHeader(of entry: Entry) -> [UInt8] {
    let name = entry.localName ?? entry.name
    let flags = entry.flags | (entry.hasDescriptor ? 8 : 0)
    var header = little(UInt32(0x0403_4b50)) + little(UInt16(20)) + little(flags) + little(entry.method)
    header += little(UInt32(0))
    header +=
      entry.hasDescriptor
      ? [UInt8](repeating: 0, count: 12) : little(entry.crc) + little(entry.compressedSize) + little(entry.size)
    return header + little(UInt16(name.count)) + little(UInt16(0)) + name
  }

  private func record(of entry: Entry, at offset: UInt32) -> [UInt8] {
    var record = little(UInt32(0x0201_4b50)) + little(UInt16(0x0314)) + little(UInt16(20))
    record += little(entry.flags | (entry.hasDescriptor ? 8 : 0)) + little(entry.method) + little(UInt32(0))
    record += little(entry.crc) + little(entry.compressedSize) + little(entry.size)
    record += little(UInt16(entry.name.count)) + little(UInt32(0)) + little(UInt32(0))
    return record + little(entry.externalAttributes) + little(offset) + entry.name
  }

  private func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// CRC-32 as ZIP uses it (polynomial 0xEDB88320).
  package static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// Bits in the order of deflate (RFC 1951, 3.1.1).
private struct BitWriter {
  var bytes: [UInt8] = []
  private var free = 0

  mutating func write(_ value: Int, _ count: Int) {
    for bit in 0..<count {
      if free == 0 {
        bytes.append(0)
        free = 8
      }
      bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(8 - free)
      free -= 1
    }
  }

  /// Huffman codes go in from their highest bit.
  mutating func writeCode(_ value: Int, _ count: Int) {
    for bit in (0..<count).reversed() { write(value >> bit & 1, 1) }
  }
}
