/// A ZIP of stored entries, made byte by byte so that names and flags can be anything (APPNOTE.TXT 4.3).
struct DropTestZip {
  private var data: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  struct Options {
    var flags: UInt16 = 0
    /// Unix mode; a symbolic link is 0o120777.
    var mode: UInt32 = 0o100644
    var breaksChecksum = false
  }

  init(_ files: [(name: String, bytes: [UInt8])] = []) {
    for file in files { add(Array(file.name.utf8), file.bytes) }
  }

  mutating func add(_ name: [UInt8], _ bytes: [UInt8], _ options: Options = Options()) {
    let offset = data.count
    var sum = Self.crc32(bytes)
    if options.breaksChecksum { sum ^= 1 }
    let size = Self.le(UInt32(bytes.count), 4)
    var common = Self.le(20, 2) + Self.le(UInt32(options.flags), 2)
    common += Self.le(0, 2) + Self.le(0, 4) + Self.le(sum, 4)
    common += size + size + Self.le(UInt32(name.count), 2) + Self.le(0, 2)
    data += [0x50, 0x4B, 3, 4]
    data += common + name + bytes
    directory += [0x50, 0x4B, 1, 2, 20, 3]
    directory += common + [0, 0, 0, 0, 0, 0]
    directory += Self.le(options.mode << 16, 4) + Self.le(UInt32(offset), 4) + name
    count += 1
  }

  var bytes: [UInt8] {
    let counts = Self.le(UInt32(count), 2) + Self.le(UInt32(count), 2)
    let places = Self.le(UInt32(directory.count), 4) + Self.le(UInt32(data.count), 4)
    let end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    return data + directory + end + counts + places + [0, 0]
  }

  private static func le(_ value: UInt32, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
