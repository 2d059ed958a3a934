package import HTTPTransfer
import JobModel

/// Which web addresses a row may name: what is known before any name is looked up. Whoever connects checks again, with
/// the address that the name leads to.
package struct AddressRules: Hashable, Sendable {
  package var access: HTTPAccess

  package init(_ access: HTTPAccess) {
    self.access = access
  }

  /// - Throws: `ConversionProblem` with a sentence that names the host.
  func check(_ target: HTTPTarget) throws(ConversionProblem) {
    do throws(HTTPError) {
      try access.check(target)
    } catch  where error.code == .hostNotAllowed {
      throw ConversionProblem(
        "host-not-allowed", "The workflow may not call \(target.server).",
        "Use an address at \(names), or ask the administrator to add the host to the workflow.")
    } catch {
      throw Self.isInside(target)
    }
    let isOwnName = target.host == "localhost" || target.host.hasSuffix(".localhost")
    guard !isOwnName || access.privateHosts.contains(where: { $0.matches(target) }) else {
      throw Self.isInside(target)
    }
  }

  private static func isInside(_ target: HTTPTarget) -> ConversionProblem {
    ConversionProblem(
      "address-not-allowed",
      "\(target.server) is an address inside this network or this machine, which the workflow may not call.",
      "Use a public web address.")
  }

  private var names: Message {
    let names = access.hosts.map(\.description).sorted()
    return names.isEmpty ? "no host at all" : .list(names.prefix(5) + (names.count > 5 ? ["…"] : []))
  }
}

extension AddressRules {
  /// What a workflow's rows may name: its own hosts, and those of the services that its steps call.
  ///
  /// - Returns: `nil` where no step calls anything, so that an address is only a text; or where a service is not known
  ///   at present: then only the call itself can tell.
  package init?(_ definition: WorkflowDefinition, _ services: ServiceDirectory) {
    guard definition.isRemote else { return nil }
    guard let own = try? services.service(nil, of: definition).access else { return nil }
    self.init(own)
    for name in definition.serviceNames.compactMap({ $0 }) {
      guard let access = try? services.definition(of: name, for: definition).access else { return nil }
      self.access.hosts.formUnion(access.hosts)
      self.access.privateHosts.formUnion(access.privateHosts)
    }
  }
}
