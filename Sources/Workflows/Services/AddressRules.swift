package import HTTPTransfer
import JobModel

/// Which web addresses a row may name: what is known before any name is looked up. Whoever connects checks again, with
/// the address that the name leads to.
package struct AddressRules: Hashable, Sendable {
  package var hosts: Set<HTTPHostPattern>
  /// Hosts that may have loopback, private and link-local addresses.
  package var privateHosts: Set<HTTPHostPattern>

  package init(hosts: Set<HTTPHostPattern>, privateHosts: Set<HTTPHostPattern> = []) {
    self.hosts = hosts
    self.privateHosts = privateHosts
  }

  /// - Throws: `ConversionProblem` with a sentence that names the host.
  func check(_ address: WebAddress) throws(ConversionProblem) {
    guard hosts.contains(where: { address.matches($0) }) else {
      throw ConversionProblem(
        "host-not-allowed", "The workflow may not call \(address.bracketedHost).",
        "Use an address at \(names), or ask the administrator to add the host to the workflow.")
    }
    guard address.isPublicAsWritten || privateHosts.contains(where: { address.matches($0) }) else {
      throw ConversionProblem(
        "address-not-allowed",
        "\(address.bracketedHost) is an address inside this network or this machine, which the workflow may not call.",
        "Use a public web address.")
    }
  }

  private var names: String {
    let names = hosts.map(\.description).sorted()
    return names.isEmpty ? "no host at all" : names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
  }
}

extension AddressRules {
  /// What a workflow's rows may name: its own hosts, and those of the services that its steps call.
  ///
  /// - Returns: `nil` where no step calls anything, so that an address is only a text; or where a service is not known
  ///   at present: then only the call itself can tell.
  package init?(_ definition: WorkflowDefinition, _ services: ServiceDirectory) {
    let remote = definition.remoteSteps
    guard !remote.isEmpty else { return nil }
    guard let own = try? services.service(nil, of: definition).access else { return nil }
    self.init(hosts: own.hosts, privateHosts: own.privateHosts)
    for name in Set(remote.compactMap(\.service)) {
      guard let access = try? services.definition(of: name, for: definition).access else { return nil }
      hosts.formUnion(access.hosts)
      privateHosts.formUnion(access.privateHosts)
    }
  }
}
