/// `api.example.com`, `api.example.com:8443`, `*.example.com` (any name below, not `example.com` itself), `*`, `127.0.0.1:8188`,
/// `[::1]:8188`. Without a port: every port.
///
/// Names are compared without regard to case and in their ASCII form, so `bücher.example` and
/// `xn--bcher-kva.example` are one.
package struct HTTPHostPattern: Hashable, Sendable, CustomStringConvertible {
  private enum Host: Hashable {
    case any
    case below(String)
    case exactly(String)
  }

  private let host: Host
  private let port: Int?

  /// - Returns: `nil` where `text` is not such a pattern, a URL above all.
  package init?(_ text: String) {
    guard let (name, port) = Self.split(text) else { return nil }
    self.port = port
    if name == "*" {
      host = .any
    } else if name.hasPrefix("*.") {
      guard let base = Self.normalized(name.dropFirst(2)), NetworkAddress(base) == nil else { return nil }
      host = .below(base)
    } else {
      guard let exact = Self.normalized(name) else { return nil }
      host = .exactly(exact)
    }
  }

  /// The pattern of a URL's own host and port.
  package init(_ target: HTTPTarget) {
    host = .exactly(target.host)
    port = target.port
  }

  package func matches(_ target: HTTPTarget) -> Bool {
    if let port, port != target.port { return false }
    switch host {
    case .any: return true
    case .exactly(let name): return name == target.host
    case .below(let base): return target.host.hasSuffix(".\(base)") && target.address == nil
    }
  }

  package var description: String {
    let name =
      switch host {
      case .any: "*"
      case .below(let base): "*.\(base)"
      case .exactly(let name): name.contains(":") ? "[\(name)]" : name
      }
    return port.map { "\(name):\($0)" } ?? name
  }

  private static func split(_ text: String) -> (name: Substring, port: Int?)? {
    // An IPv6 address alone has colons that are none of a port's.
    if text.contains(":"), NetworkAddress(text) != nil { return ("[\(text)]", nil) }
    let end = text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
    guard let end, end < text.endIndex else { return (text[...], nil) }
    let digits = text[end...].dropFirst()
    guard text[end] == ":", !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(digits), (1...65535).contains(port)
    else { return nil }
    return (text[..<end], port)
  }

  /// - Returns: `nil` where it is no host, or more than one.
  private static func normalized(_ name: Substring) -> String? {
    guard !name.isEmpty, !name.contains(where: { "/?#@\\%*, \t".contains($0) }) else { return nil }
    guard let target = try? HTTPTarget("http://\(name)/"), target.port == 80 else { return nil }
    return target.host
  }
}
