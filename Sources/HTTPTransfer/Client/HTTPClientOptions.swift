package import SystemPackage

/// What holds for every request of a client.
package struct HTTPClientOptions: Sendable {
  /// Connections that are kept for the next request, beside those in use. The oldest go first.
  package var mostKeptConnections = 2048
  /// How long a kept connection may have had nothing to do, in whole seconds, to carry a request that must not be
  /// repeated. Servers close connections that nobody uses, some after two seconds; a request that arrives just then is
  /// lost, and nobody can tell whether it was. A new connection is the cheaper one.
  package var mostIdle = Duration.seconds(1)
  package var userAgent = "rowspool"
  /// Certificates of authorities that are trusted beside the system's, as PEM.
  package var authorities: FilePath?
  package var proxies = HTTPProxies.ofEnvironment
  /// Addresses of hosts that are not looked up.
  package var addresses: [HostAddress] = []

  package init() {}

  /// What the name lookup would say. The corresponding option is `CURLOPT_RESOLVE`.
  package struct HostAddress: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var address: String

    package init(host: String, port: Int, address: String) {
      (self.host, self.port, self.address) = (host, port, address)
    }
  }
}
