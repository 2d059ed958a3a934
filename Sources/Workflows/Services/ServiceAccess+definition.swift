import HTTPTransfer
import JobModel

extension ServiceAccess {
  init(_ service: ServiceDefinition, key: String?) {
    self.init(
      name: service.name, baseURL: service.url, headers: service.headers(key: key), access: service.access,
      secrets: key.map(Secret.forms) ?? [],
      backEnd: BackEndID(
        service: service.name, endpoint: service.address.origin, key: key.map(Secret.digest) ?? ""))
    errors = service.errors
  }

  /// What steps without a service may do.
  init(_ own: WorkflowServices, of workflow: String) {
    let hosts = Set(own.hosts)
    self.init(
      name: workflow, baseURL: nil,
      access: HTTPAccess(hosts: hosts, privateHosts: own.isPrivate ? hosts : []),
      backEnd: BackEndID(service: workflow, endpoint: "workflow:\(workflow)"))
  }
}

extension ServiceDefinition {
  /// Its own host wherever it lies, and the others it names.
  var access: HTTPAccess {
    let base: Set = [HTTPHostPattern(address)]
    let all = base.union(hosts)
    return HTTPAccess(hosts: all, privateHosts: isPrivate ? all : base)
  }

  /// The headers of requests to the base URL's origin.
  fileprivate func headers(key: String?) -> [HTTPHeader] {
    guard let key else { return headers }
    switch authorization {
    case .bearer: return headers + [HTTPHeader("Authorization", "Bearer \(key)")]
    case .header(let name, let prefix): return headers + [HTTPHeader(name, prefix + key)]
    case .none: return headers
    }
  }
}

extension Failure {
  /// A key that cannot be had.
  init(_ problem: KeyProblem, service: ServiceDefinition) {
    let source = service.key ?? .environment("")
    self.init(
      .auth, code: "key-missing",
      message: .sentences([problem.sentence(service: service.name, source: source), problem.remedy(source: source)]),
      service: service.name)
  }
}
