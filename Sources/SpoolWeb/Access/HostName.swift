import Glibc
import HTTPTransfer

/// The name by which a browser means to reach the page: `Host`, or what stands in `Origin` behind `://`.
struct HostName: Hashable, Sendable {
  /// In lower case, without a port; IPv6 addresses without brackets.
  let name: String
  let port: String?

  /// - Returns: `nil` for a text that is no host and port.
  init?(_ text: some StringProtocol) {
    var rest = text.lowercased()[...]
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { return nil }
      name = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    } else {
      var host = rest.prefix { $0 != ":" }
      rest = rest.dropFirst(host.count)
      // `spool.example.` is the same name.
      if host.hasSuffix(".") { host = host.dropLast() }
      name = String(host)
    }
    guard rest.isEmpty || rest.hasPrefix(":"), rest.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
      !name.isEmpty, name.count <= 255,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/\\@?#\"<>".utf8.contains($0) })
    else { return nil }
    port = rest.isEmpty ? nil : String(rest.dropFirst())
  }

  /// Of `https://spool.example:8443`.
  ///
  /// - Returns: `nil` for `null` and whatever is no origin of the web.
  init?(origin: some StringProtocol) {
    for scheme in ["http://", "https://"] where origin.lowercased().hasPrefix(scheme) {
      self.init(origin.dropFirst(scheme.count))
      return
    }
    return nil
  }

  /// An address in figures. No name stands between the browser and the machine that could be pointed elsewhere.
  var isAddress: Bool { address != nil }

  var isLoopback: Bool {
    name == "localhost" || name.hasSuffix(".localhost") || address?.isLoopback ?? false
  }

  private var address: NetworkAddress? { name.contains("%") ? nil : NetworkAddress(name) }

  /// What the machine calls itself. The C function is `gethostname`.
  static let machine: String? = {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return nil }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).lowercased()
  }()
}
