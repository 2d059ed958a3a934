/// Where a Dify server's service API lies.
package struct DifyAddress: Hashable, Sendable {
  /// With `/v1`, without a slash at its end.
  package let base: String
  /// Scheme, host and port: what relative links are relative to.
  package let origin: String

  /// - Parameter url: as people paste it, with or without `/v1` and a slash at its end.
  /// - Returns: `nil` for anything but an absolute `http` or `https` URL.
  package init?(_ url: String) {
    guard let parts = Self.split(url), !url.contains("?"), !url.contains("#") else { return nil }
    origin = parts.origin
    var path = parts.path
    while path.hasSuffix("/") { path.removeLast() }
    base = origin + (path.hasSuffix("/v1") ? path : path + "/v1")
  }

  /// The URL of a file that a run gave. Relative ones belong to the origin, not to the base URL.
  ///
  /// A server that was not told its own address signs links to names that only its own network knows (`api:5001`,
  /// `localhost`). The signature is for the path alone, so they are fetched from the origin.
  ///
  /// - Parameter internalHosts: further hosts (`name` or `name:port`) to be replaced so.
  func file(_ url: String, internalHosts: [String]) -> String {
    guard let (origin, _) = Self.split(url) else {
      return url.hasPrefix("/") ? self.origin + url : "\(self.origin)/\(url)"
    }
    guard origin != self.origin else { return url }
    let authority = Self.authority(of: origin)
    let name = Self.name(of: authority)
    let isInternal = Self.isLocalName(name) && !Self.isLocalName(Self.name(of: Self.authority(of: self.origin)))
    let isNamed = internalHosts.contains { $0.lowercased() == authority || $0.lowercased() == name }
    return isInternal || isNamed ? self.origin + url.dropFirst(origin.count) : url
  }

  private static func split(_ url: String) -> (origin: String, path: String)? {
    for scheme in ["https://", "http://"] where url.lowercased().hasPrefix(scheme) {
      let rest = url.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      guard !authority.isEmpty, !authority.contains("@") else { return nil }
      return (scheme + authority.lowercased(), String(rest.dropFirst(authority.count)))
    }
    return nil
  }

  private static func authority(of origin: String) -> String {
    String(origin.drop { $0 != "/" }.dropFirst(2))
  }

  private static func name(of authority: String) -> String {
    guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return authority }
    return String(authority[..<colon])
  }

  /// A name without a dot means something in its own network only.
  private static func isLocalName(_ name: String) -> Bool {
    name.hasPrefix("127.") || name == "[::1]" || !name.contains(".") && !name.hasPrefix("[")
  }
}
