import Foundation
import HTTPTypes
import JobModel
import Synchronization

extension GeminiStandIn {
  /// Files are uploaded resumably: a start that answers with an address, then pieces to that address.
  func uploaded(_ request: StandInRequest) throws -> StandInReply {
    let command = request.header("X-Goog-Upload-Command") ?? ""
    guard let id = request.query["upload_id"] else { return try started(request, command) }
    guard var file = state.withLock({ $0.files[id] }), file.run == nil else {
      throw Refused(reply(to: .notFound, details: "The upload does not exist."))
    }
    guard command.contains("upload"), Int(request.header("X-Goog-Upload-Offset") ?? "") == file.bytes.count else {
      throw GeminiFailure.invalid("The offset of the upload must be \(file.bytes.count).")
    }
    file.bytes += request.body
    let isWhole = command.contains("finalize")
    if isWhole {
      guard file.expectedBytes == nil || file.expectedBytes == file.bytes.count else {
        throw GeminiFailure.invalid("Upload is \(file.bytes.count) bytes long, not \(file.expectedBytes ?? 0).")
      }
      file.run = TimedRun(times: state.withLock { $0.times }, staysRunning: request.behaviour == "staysProcessing")
      file.hasFailed = request.behaviour == "failedFile"
    }
    let kept = file
    state.withLock { $0.files[id] = kept }
    let reply: StandInReply = isWhole ? .json(["file": kept.json]) : StandInReply()
    return reply.with("X-Goog-Upload-Status", isWhole ? "final" : "active")
  }

  private func started(_ request: StandInRequest, _ command: String) throws -> StandInReply {
    guard request.header("X-Goog-Upload-Protocol") == "resumable", command == "start" else {
      throw GeminiFailure.invalid("Upload must be started with the resumable protocol.")
    }
    let id = UUID().uuidString.lowercased().filter { $0 != "-" }
    let version = request.parameters["version"] ?? "v1beta"
    let sent = request.body.isEmpty ? nil : try? request.json()["file"]
    guard let type = request.header("X-Goog-Upload-Header-Content-Type") ?? sent?["mime_type"]?.string else {
      throw GeminiFailure.invalid("The type of the file must be specified.")
    }
    let file = GeminiFile(
      id: String(id.prefix(12)), type: type,
      displayName: sent?["display_name"]?.string ?? sent?["displayName"]?.string,
      uri: "\(request.origin)/gemini/\(version)/files/\(id.prefix(12))",
      expectedBytes: request.header("X-Goog-Upload-Header-Content-Length").flatMap { Int($0) })
    state.withLock { $0.files[file.id] = file }
    let address = "\(request.origin)/gemini/upload/\(version)/files?upload_id=\(file.id)&upload_protocol=resumable"
    return StandInReply().with("X-Goog-Upload-URL", address).with("X-Goog-Upload-Status", "active")
  }

  func file(_ request: StandInRequest) throws -> GeminiFile {
    let id = request.parameters["id"] ?? ""
    guard let file = state.withLock({ $0.files[id] }), file.run != nil else {
      throw Refused(
        reply(to: .forbidden, details: "You do not have permission to access the File \(id) or it may not exist."))
    }
    return file
  }

  func listedFiles() -> StandInReply {
    let files = state.withLock { $0.files.values.filter { $0.run != nil }.sorted { $0.created < $1.created } }
    return .json(files.isEmpty ? .object(JSONObject()) : ["files": .array(files.map(\.json))])
  }

  func deletedFile(_ request: StandInRequest) throws -> StandInReply {
    let id = try file(request).id
    state.withLock { $0.files[id] = nil }
    return .json(.object(JSONObject()))
  }

  /// The picture that a part refers to; `nil` for a file that is no picture.
  func picture(_ uri: String) throws -> SeenPicture? {
    guard let file = state.withLock({ state in state.files.values.first { $0.uri == uri } }) else {
      throw Refused(
        reply(to: .forbidden, details: "You do not have permission to access the File, or it is not there."))
    }
    guard file.status == "ACTIVE" else {
      let message = "The File \(file.id) is not in an ACTIVE state and usage is not allowed."
      throw Refused(GeminiFailure(status: "FAILED_PRECONDITION", message: message).reply)
    }
    return SeenPicture(file.bytes)
  }
}
