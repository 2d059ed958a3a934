/// Which hosts a request may go to, redirects too.
///
/// Two guards: the host's name must be named; and its address must be a public one, checked on the address that is
/// connected to, after the name was looked up, so that a name cannot turn private between a check and its use.
package struct HTTPAccess: Hashable, Sendable {
  /// Hosts that may be called. None: every request is refused.
  package var hosts: Set<HTTPHostPattern>
  /// Hosts that may lie at loopback, private, link-local and other addresses that are not public.
  package var privateHosts: Set<HTTPHostPattern>

  package init(hosts: Set<HTTPHostPattern> = [], privateHosts: Set<HTTPHostPattern> = []) {
    self.hosts = hosts
    self.privateHosts = privateHosts
  }
}

/// `api.example.com`, `api.example.com:8443`, `*.example.com` (any name below, not `example.com` itself), `*`, `127.0.0.1:8188`,
/// `[::1]:8188`. Without a port: every port.
package struct HTTPHostPattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// - Returns: `nil` where `text` is not such a pattern.
  package init?(_ text: String) {
    description = text.lowercased()
  }
}
