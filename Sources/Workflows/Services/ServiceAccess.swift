package import HTTPTransfer
package import JobModel

/// A service as one attempt at a step may use it, its key read a moment ago.
package struct ServiceAccess: Sendable {
  /// The name in `services:`.
  package var name: String
  /// Without a slash at its end; `nil` for a step that names absolute URLs only.
  package var baseURL: String?
  /// The key's header and the service's own ones: for requests to the base URL's origin and no other.
  package var headers: [HTTPHeader]
  package var access: HTTPAccess
  /// What must not be seen in anything that comes back.
  package var secrets: [String]
  package var backEnd: BackEndID
  /// What its answers mean where a step does not say.
  var errors: [ErrorRule] = []

  package init(
    name: String, baseURL: String?, headers: [HTTPHeader] = [], access: HTTPAccess, secrets: [String] = [],
    backEnd: BackEndID
  ) {
    self.name = name
    self.baseURL = baseURL
    self.headers = headers
    self.access = access
    self.secrets = secrets
    self.backEnd = backEnd
  }
}

/// Finds services by name.
package protocol ServiceResolver: Sendable {
  /// Every key that was given out since the start, in all its forms.
  var secrets: Set<String> { get }

  /// - Parameters:
  ///   - name: as the step names it; `nil`: a service of the workflow's own, which has its `hosts:` and no key.
  ///   - definition: its `services:` come before the shared ones.
  /// - Throws: `Failure` of the class `auth` where the key cannot be had, `invalid` where there is no such service.
  func service(_ name: String?, of definition: WorkflowDefinition) throws(Failure) -> ServiceAccess
}

extension ServiceResolver {
  package var secrets: Set<String> { [] }
}
