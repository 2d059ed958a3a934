import JobModel

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

extension HTTPAccess {
  /// What can be told before a name is looked up.
  ///
  /// - Throws: `hostNotAllowed`, or `addressNotAllowed` where the host is written as an address that is not allowed.
  package func check(_ target: HTTPTarget) throws(HTTPError) {
    guard hosts.contains(where: { $0.matches(target) }) else {
      throw HTTPError(
        .hostNotAllowed, wasSent: false,
        message: "The server \(target.server) is not among the hosts that may be called.")
    }
    if let address = target.address { try check(address, of: target) }
  }

  /// What can be told of the address that is about to be connected to.
  func check(_ address: NetworkAddress, of target: HTTPTarget) throws(HTTPError) {
    guard !address.isPublic, !privateHosts.contains(where: { $0.matches(target) }) else { return }
    throw HTTPError(
      .addressNotAllowed, wasSent: false,
      message: "The server \(target.server) was not called: its address \(address) is not a public one.")
  }
}
