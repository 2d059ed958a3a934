import Foundation
import JobModel
import Synchronization

/// A file that a user handed in.
struct DifyUpload: Sendable {
  var user: String
  var name: String
  var kind: String
  var bytes: [UInt8]
}

extension DifyStandIn {
  private static let groups: [(kind: String, endings: String, megabytes: Int)] = [
    ("image", "jpg jpeg png webp gif svg", 10), ("audio", "mp3 m4a wav amr mpga", 50),
    ("video", "mp4 mov mpeg webm", 100),
    ("document", "txt md mdx markdown pdf html htm xlsx xls docx doc csv eml msg pptx ppt xml epub", 15),
  ]

  /// `POST /files/upload`, answered with 201.
  func uploaded(_ request: StandInRequest) throws -> StandInReply {
    guard request.isMultipart, let form = try? request.form() else {
      throw DifyFailure.invalid("Please upload your file.", code: "no_file_uploaded")
    }
    let files = form.parts(named: "file")
    guard let file = files.first else {
      throw DifyFailure.invalid("Please upload your file.", code: "no_file_uploaded")
    }
    guard files.count == 1 else { throw DifyFailure.invalid("Only one file is allowed.", code: "too_many_files") }
    guard let name = file.filename, !name.isEmpty else {
      throw DifyFailure.invalid("The specified filename does not exist.", code: "filename_not_exists_error")
    }
    guard !name.contains("/"), !name.contains("\\") else {
      throw DifyFailure.invalid("Filename contains invalid characters")
    }
    guard let type = file.contentType else {
      throw DifyFailure.invalid("File type not allowed.", code: "unsupported_file_type", status: 415)
    }
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let group = Self.groups.first { $0.endings.split(separator: " ").contains(ending[...]) }
    guard file.bytes.count <= (group?.megabytes ?? 15) << 20 else {
      throw DifyFailure.invalid("File size exceeded.", code: "file_too_large", status: 413)
    }
    let id = UUID().uuidString.lowercased()
    let upload = DifyUpload(
      user: form.text("user") ?? "", name: name, kind: group?.kind ?? "custom", bytes: file.bytes)
    state.withLock { $0.uploads[id] = upload }
    var reply: JSONObject = [
      "id": .string(id), "name": .string(name), "size": .integer(Int64(file.bytes.count)),
      "extension": .string(ending), "mime_type": .string(type), "created_by": .string(UUID().uuidString.lowercased()),
      "created_at": .integer(Int64(Date().timeIntervalSince1970)),
    ]
    if !settings.isOld {
      for name in ["reference", "preview_url", "original_url", "user_id", "conversation_id", "file_key"] {
        reply[name] = .null
      }
      reply["source_url"] = .string("\(request.origin)/files/\(id)/file-preview?sign=1")
      reply["tenant_id"] = "tenant"
    }
    return .json(.object(reply), status: 201)
  }

  /// Whether the files of a run's inputs were handed in by its user, and are of the kind that is said of them.
  func checkUploads(in inputs: JSONObject, user: String) throws {
    for (_, value) in inputs.members {
      for file in (value.array ?? [value]).compactMap(\.object) where file["transfer_method"]?.string == "local_file" {
        let upload = state.withLock { $0.uploads[file["upload_file_id"]?.string ?? ""] }
        guard let upload, upload.user == user else { throw DifyFailure.invalid("Invalid upload file") }
        let type = file["type"]?.string
        guard type == upload.kind || type == "custom" else {
          throw DifyFailure.invalid("Detected file type does not match the specified type. Please verify the file.")
        }
      }
    }
  }

  /// Keeps a picture that a run made.
  ///
  /// - Returns: the file's object, as it stands in outputs.
  func kept(_ bytes: [UInt8], run: DifyRecord) -> JSONValue {
    let id = UUID().uuidString.lowercased()
    state.withLock { $0.results["\(id).png"] = bytes }
    return [
      "dify_model_identity": "__dify__file__", "id": nil, "tenant_id": "tenant", "type": "image",
      "transfer_method": "tool_file", "remote_url": nil, "related_id": .string(id), "filename": .string("\(id).png"),
      "extension": ".png", "mime_type": "image/png", "size": .integer(Int64(bytes.count)),
      "url": .string(link("\(id).png", run: run)),
    ]
  }

  private func link(_ name: String, run: DifyRecord) -> String {
    let seconds = run.behaviours.contains("expiredLinks") ? -1 : settings.linkSeconds
    let end = Date().timeIntervalSince1970 + seconds
    let path = "/files/tools/\(name)?timestamp=\(Int(end))&nonce=ab12&sign=c2lnbmVk%3D"
    if run.behaviours.contains("relativeLinks") { return path }
    if run.behaviours.contains("internalLinks") { return "http://api:5001\(path)" }
    if run.behaviours.contains("foreignLinks") { return "http://files.invalid\(path)" }
    return run.origin + path
  }

  /// `GET /files/tools/{name}`: the signature is good until its time.
  func fetched(_ request: StandInRequest) throws -> StandInReply {
    guard request.base == "/files", request.query["sign"] == "c2lnbmVk=", request.query["nonce"] != nil,
      let end = request.query["timestamp"].flatMap(Double.init), Date().timeIntervalSince1970 <= end
    else { throw DifyFailure.invalid("Invalid request.", code: "forbidden", status: 403) }
    guard let bytes = state.withLock({ $0.results[request.parameters["name"] ?? ""] }) else {
      throw DifyFailure.notFound("file is not found")
    }
    return .bytes(bytes, type: "image/png")
  }
}
