import Glibc

/// An IPv4 or IPv6 address.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// 4 or 16 bytes, in network order.
  let bytes: [UInt8]

  /// - Parameter text: as in `192.0.2.1` or `2001:db8::1`, without brackets; a zone (`%eth0`) is left out.
  package init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    let plain = String(text.prefix { $0 != "%" })
    if inet_pton(AF_INET, plain, &v4) == 1 {
      bytes = withUnsafeBytes(of: &v4) { [UInt8]($0) }
    } else if inet_pton(AF_INET6, plain, &v6) == 1 {
      bytes = withUnsafeBytes(of: &v6) { [UInt8]($0) }
    } else {
      return nil
    }
  }

  /// - Parameter socketAddress: of a family other than IPv4 and IPv6 gives `nil`.
  init?(_ socketAddress: UnsafeRawBufferPointer) {
    guard socketAddress.count >= MemoryLayout<sockaddr_in>.size else { return nil }
    switch Int32(socketAddress.loadUnaligned(as: sa_family_t.self)) {
    case AF_INET:
      bytes = withUnsafeBytes(of: socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr) { [UInt8]($0) }
    case AF_INET6 where socketAddress.count >= MemoryLayout<sockaddr_in6>.size:
      bytes = withUnsafeBytes(of: socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { [UInt8]($0) }
    default:
      return nil
    }
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether it belongs to the public Internet: not to this machine, a private network, a link, a provider's inner
  /// network, a group, and not one of the addresses that clouds keep for their machines' credentials.
  ///
  /// Sources: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and its updates).
  var isPublic: Bool {
    if bytes.count == 4 { return !Self.specialV4.contains { $0.contains(self) } }
    if let inner = embedded { return inner.isPublic }
    return Self.globalV6.contains(self) && !Self.specialV6.contains { $0.contains(self) }
  }

  /// The IPv4 address that an IPv6 one stands for: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056).
  private var embedded: NetworkAddress? {
    guard bytes.count == 16 else { return nil }
    if Self.endingInV4.contains(where: { $0.contains(self) }) { return NetworkAddress(bytes: Array(bytes[12...])) }
    if Self.sixToFour.contains(self) { return NetworkAddress(bytes: Array(bytes[2..<6])) }
    return nil
  }

  /// Whether it is this machine's own, that no other one reaches.
  package var isLoopback: Bool { Self.loopback.contains { $0.contains(self) } }

  /// The same address where a socket for both families tells an IPv4 one as an IPv6 one: `::ffff:192.0.2.1`.
  package var unmapped: NetworkAddress {
    Self.mapped.contains(self) ? NetworkAddress(bytes: Array(bytes[12...])) : self
  }

  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else {
      return ""
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func block(_ text: String) -> NetworkBlock {
    guard let block = NetworkBlock(text) else {
      preconditionFailure("the blocks of this file are written rightly: \(text)")
    }
    return block
  }

  private static let specialV4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    // Azure's machines ask it for their settings.
    "168.63.129.16/32",
  ].map(block)
  private static let globalV6 = block("2000::/3")
  private static let specialV6 = ["2001::/23", "2001:db8::/32", "3fff::/20"].map(block)
  private static let mapped = block("::ffff:0:0/96")
  private static let loopback = ["127.0.0.0/8", "::1/128"].map(block)
  private static let endingInV4 = ["::ffff:0:0/96", "::/96", "64:ff9b::/96"].map(block)
  private static let sixToFour = block("2002::/16")
}
