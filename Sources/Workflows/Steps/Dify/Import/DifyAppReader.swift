package import HTTPTransfer
package import JobModel
package import SystemPackage

/// Reads what an app of a Dify server takes. Only reads: no run is started.
package struct DifyAppReader: Sendable {
  private let http: any HTTPService

  package init(http: any HTTPService) {
    self.http = http
  }

  /// - Parameters:
  ///   - url: the service API's address, with or without `/v1`.
  ///   - keyFile: absolute; read by nobody else, else it is refused.
  /// - Throws: `Failure` where the address or the key cannot be used, or the server refuses.
  package func read(url: String, keyFile: FilePath) async throws(Failure) -> DifyAppForm {
    guard let address = DifyAddress(url) else {
      throw Failure(
        .invalid, code: "dify-address",
        message: "'\(url)' is no address of a Dify server. It looks like https://api.dify.ai/v1 or http://HOST/v1.")
    }
    let access = try Self.access(address, keyFile)
    let server = DifyServer(
      address: address, access: access, http: http, pass: try await OpenGate().enter(access.backEnd))
    let info = try await get("info", server)
    let parameters = try await get("parameters", server)
    var app = info["mode"]?.string.flatMap(DifyApp.init)
    if app == nil, try await isWorkflow(server) { app = .workflow }
    return DifyAppForm(
      name: info["name"]?.string ?? "", description: info["description"]?.string ?? "", app: app,
      controls: (parameters["user_input_form"]?.array ?? []).compactMap(DifyControl.init))
  }

  /// By the same rules as a job's: the service is described as the workflow will describe it.
  private static func access(_ address: DifyAddress, _ keyFile: FilePath) throws(Failure) -> ServiceAccess {
    let service: JSONObject = ["url": .string(address.base), "key-file": .string(keyFile.string)]
    let yaml = "services: {dify: \(JSONValue.object(service).plainText)}\n"
    let definition: WorkflowDefinition
    do throws(WorkflowError) {
      definition = try WorkflowDefinition(yaml: yaml, id: "dify")
    } catch {
      throw Failure(
        .invalid, code: "dify-address", message: Message(verbatim: error.problems.map(\.message).joined(separator: " "))
      )
    }
    return try ServiceDirectory(searchPath: []).service("dify", of: definition)
  }

  private func get(_ path: String, _ server: DifyServer) async throws(Failure) -> JSONObject {
    let reply = try await server.call(server.request("GET", path))
    guard reply.isGood else { throw DifyRefusal(reply).failure(server.access.name) }
    guard let object = reply.object else {
      throw Failure(
        .invalid, code: "dify-bad-answer",
        message: "\(server.address.base) does not answer like Dify's service API. Look at the address.",
        detail: DifyRefusal(reply).detail)
    }
    return object
  }

  /// Older servers do not tell an app's kind. To ask for a run that there is not is refused differently by apps that
  /// have no runs.
  private func isWorkflow(_ server: DifyServer) async throws(Failure) -> Bool {
    let reply = try await server.call(server.request("GET", "workflows/run/00000000-0000-0000-0000-000000000000"))
    return reply.response.status == 404 && reply.object?["code"]?.string == "not_found"
  }
}
