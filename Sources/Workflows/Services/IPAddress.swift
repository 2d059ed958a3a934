import Glibc

/// An address written as numbers, as programs read it: `127.1`, `0x7f000001` and `2130706433` are 127.0.0.1 too.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16, most significant first.
  let bytes: [UInt8]

  /// - Returns: `nil` where `text` is a name.
  init?(_ text: String) {
    var four = in_addr()
    if !text.contains(":"), text.utf8.first.map({ (0x30...0x39).contains($0) }) == true, inet_aton(text, &four) != 0 {
      bytes = withUnsafeBytes(of: &four.s_addr) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    bytes = withUnsafeBytes(of: &six) { Array($0) }
  }

  /// Whether it lies in the public internet: not in the special-purpose registries (RFC 6890).
  var isPublic: Bool {
    if bytes.count == 4 { return Self.isPublic(bytes[0], bytes[1], bytes[2], bytes[3]) }
    let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    // ::ffff:0:0/96 and 64:ff9b::/96 carry an IPv4 address.
    if isMapped || bytes[..<12].elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
      return Self.isPublic(bytes[12], bytes[13], bytes[14], bytes[15])
    }
    // 2002::/16 carries one too, and 2001::/23 and 2001:db8::/32 are special; all else public is in 2000::/3.
    if bytes[0] == 0x20, bytes[1] == 0x02 { return Self.isPublic(bytes[2], bytes[3], bytes[4], bytes[5]) }
    if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 2 || (bytes[2] == 0x0D && bytes[3] == 0xB8) { return false }
    return bytes[0] & 0xE0 == 0x20
  }

  private static func isPublic(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Bool {
    switch (a, b, c) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
    default: true
    }
  }
}
