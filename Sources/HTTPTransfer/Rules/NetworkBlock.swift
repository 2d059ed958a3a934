/// Addresses that begin with the same bits: `10.0.0.0/8`, `fd00::/8`; one address alone is a block too (RFC 4632,
/// section 3.1; RFC 4291, section 2.3).
package struct NetworkBlock: Hashable, Sendable, CustomStringConvertible {
  private let start: NetworkAddress
  /// How many bits are the same.
  package let bits: Int

  /// - Parameter text: an address, or one with a number of bits behind a slash.
  /// - Returns: `nil` where it is neither, or where the address goes on behind these bits: with `10.0.0.7/8` somebody
  ///   may mean one address, and would get sixteen million.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = NetworkAddress(String(parts[0])), !parts[0].contains("%") else { return nil }
    let most = address.bytes.count * 8
    guard let bits = parts.count == 2 ? Self.number(parts[1]) : most, (0...most).contains(bits) else { return nil }
    (start, self.bits) = (address, bits)
    guard Self.prefix(of: address.bytes, bits: bits) == address.bytes else { return nil }
  }

  package func contains(_ address: NetworkAddress) -> Bool {
    address.bytes.count == start.bytes.count && Self.prefix(of: address.bytes, bits: bits) == start.bytes
  }

  package var description: String { bits == start.bytes.count * 8 ? "\(start)" : "\(start)/\(bits)" }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// The first bits, and zeros behind them.
  private static func prefix(of bytes: [UInt8], bits: Int) -> [UInt8] {
    bytes.enumerated().map { place, byte in
      let kept = min(max(bits - place * 8, 0), 8)
      return byte & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
  }
}
