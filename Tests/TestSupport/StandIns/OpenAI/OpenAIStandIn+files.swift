import Foundation
import JobModel
import Synchronization

/// A file that was uploaded.
struct OpenAIFile: Sendable {
  var id: String
  var name: String
  var purpose: String
  var bytes: [UInt8]
  var created = Date()

  var json: JSONValue {
    [
      "id": .string(id), "object": "file", "bytes": .integer(Int64(bytes.count)), "filename": .string(name),
      "created_at": .integer(Int64(created.timeIntervalSince1970)), "purpose": .string(purpose), "status": "processed",
    ]
  }
}

extension OpenAIStandIn {
  var fileRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/files") { try self.uploaded($0) },
      StandInRoute("GET", "/files") { _ in self.listedFiles() },
      StandInRoute("GET", "/files/{id}") { .json(try self.file($0).json) },
      StandInRoute("GET", "/files/{id}/content") {
        .bytes(try self.file($0).bytes, type: "application/octet-stream")
      },
      StandInRoute("DELETE", "/files/{id}") { try self.deletedFile($0) },
    ]
  }

  func file(_ id: String) -> OpenAIFile? { state.withLock { $0.files[id] } }

  private func uploaded(_ request: StandInRequest) throws -> StandInReply {
    let form = try request.form()
    guard let purpose = form.text("purpose"), !purpose.isEmpty else { throw OpenAIFailure.missing("purpose") }
    guard let part = form.parts.first(where: { $0.name == "file" }), let name = part.filename else {
      throw OpenAIFailure.missing("file")
    }
    let file = OpenAIFile(
      id: nextID("file").replacing("_", with: "-"), name: name, purpose: purpose, bytes: part.bytes)
    state.withLock { $0.files[file.id] = file }
    return .json(file.json)
  }

  private func listedFiles() -> StandInReply {
    let files = state.withLock { $0.files.values.sorted { $0.created < $1.created } }
    return .json(["object": "list", "data": .array(files.map(\.json)), "has_more": false])
  }

  private func file(_ request: StandInRequest) throws -> OpenAIFile {
    let id = request.parameters["id"] ?? ""
    guard let file = file(id) else {
      throw Refused(OpenAIFailure(status: 404, param: "id", message: "No such File object: \(id)").reply)
    }
    return file
  }

  private func deletedFile(_ request: StandInRequest) throws -> StandInReply {
    let id = try file(request).id
    state.withLock { $0.files[id] = nil }
    return .json(["id": .string(id), "object": "file", "deleted": true])
  }
}
