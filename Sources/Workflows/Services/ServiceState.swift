package import HTTPTransfer
package import JobModel

/// A service as somebody who sets it up wants to know it.
package struct ServiceState: Sendable {
  package var name: String
  package var url: String
  package var needsKey: Bool
  /// What is wrong with the key and what to do about it, in sentences.
  package var keyProblem: Message?
  /// A request that only asks whether anybody answers; `nil` where the key is missing.
  package var probe: HTTPRequest?
}

extension ServiceDirectory {
  /// - Returns: the failure where there is no such service, or the file of services has a mistake.
  package func state(of name: String, for definition: WorkflowDefinition) -> Result<ServiceState, Failure> {
    do throws(Failure) {
      let service = try self.definition(of: name, for: definition)
      var state = ServiceState(name: name, url: service.url, needsKey: service.key != nil)
      do throws(Failure) {
        state.probe = HTTPRequest(probing: try self.service(name, of: definition))
      } catch  where error.code == "key-missing" {
        state.keyProblem = error.message
      }
      return .success(state)
    } catch {
      return .failure(error)
    }
  }
}

extension HTTPRequest {
  fileprivate init?(probing service: ServiceAccess) {
    guard let url = service.baseURL else { return nil }
    self.init("GET", url)
    headers = service.headers
    access = service.access
    secrets = service.secrets
    deadlines.total = .seconds(20)
  }
}
