import HTTPTransfer
package import JobProcessing

/// What the page's rules of access follow from: the settings, and where it listens.
package struct AccessOptions: Sendable {
  package var settings: PageAccess
  package var address: WebAddress

  package init(_ settings: PageAccess, address: WebAddress) {
    (self.settings, self.address) = (settings, address)
  }

  /// Whether everybody has to say who they are. Who works at this machine need not, as long as nobody else can reach
  /// the page: not by another address, nor by a proxy that is known of.
  package var needsLogin: Bool {
    settings.login == .always || !address.isLoopback || settings.proxyHeader != nil || !settings.proxies.isEmpty
      || !settings.hosts.isEmpty
  }

  /// Why the page must not be served so, in a sentence for an administrator.
  ///
  /// - Parameter hasTokens: whether there is anybody who could log in.
  package func objection(hasTokens: Bool) -> String? {
    if let header = settings.proxyHeader, settings.proxies.isEmpty {
      return """
        webProxyHeader is '\(header)', but webProxies is empty: anybody could send this header. Name the proxy's \
        address in webProxies.
        """
    }
    if let header = settings.proxyHeader, let network = settings.proxies.first(where: { $0.bits == 0 }) {
      return """
        webProxyHeader is '\(header)', but webProxies has \(network), which is every address: anybody could send this \
        header. Name the proxy's address in webProxies.
        """
    }
    guard needsLogin, !hasTokens, settings.proxyHeader == nil else { return nil }
    return """
      The page at \(address) would be open to everybody who reaches it. Make a token first, with \
      'rowspool token add <name> --role admin', or name the header of the proxy that logs people in (webProxyHeader).
      """
  }
}
