import Foundation
import Hummingbird
import JobProcessing
import Testing
import Yams

@testable import SpoolWeb

/// `openapi.yaml` names what the server knows. Whether the answers are as it says is tried from outside.
@Suite struct RouteDescriptionTests {
  /// What people see in a browser.
  private static let pages: Set = [
    "get /", "post /", "get /admin", "get /assets/{name}", "get /jobs", "get /jobs/{job}", "get /language",
    "get /login",
    "post /login", "post /logout", "get /you", "post /you",
  ]

  private func described() throws -> [String: Node.Mapping] {
    let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
    let paths = try #require(try Yams.compose(yaml: text)?.mapping?["paths"]?.mapping)
    var found: [String: Node.Mapping] = [:]
    for (path, item) in paths {
      for (method, operation) in item.mapping ?? [:] where method.string != "parameters" {
        found["\(method.string ?? "") \(path.string ?? "")"] = operation.mapping
      }
    }
    return found
  }

  @Test func everyRouteIsDescribedAndNothingElse() throws {
    let page = try TestPage()
    let routes = try WebRouter(page.desk, access: page.access, log: page.desk.log).router().routes
    let known = routes.filter { $0.method != .head }.map { route in
      let parts = route.path.description.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : $0 }
      return "\(route.method.rawValue.lowercased()) /\(parts.joined(separator: "/"))"
    }
    #expect(try Set(known).subtracting(Self.pages) == Set(described().keys))
    #expect(Self.pages.isSubset(of: known), "no longer needed: \(Self.pages.subtracting(known))")
  }

  @Test func everyOperationSaysWhatAnErrorLooksLike() throws {
    for (name, operation) in try described() {
      let problem = operation["responses"]?.mapping?["default"]?.mapping?["$ref"]?.string
      #expect(problem == "#/components/responses/Problem", "\(name)")
      #expect(operation["operationId"] != nil && operation["summary"] != nil, "\(name)")
      if let body = operation["requestBody"]?.mapping?["content"]?.mapping?["application/json"]?.mapping {
        #expect(body["examples"] != nil, "\(name) has no example")
      }
    }
  }
}
