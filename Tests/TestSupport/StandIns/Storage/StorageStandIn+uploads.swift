import Foundation
import JobModel
import Synchronization

/// What somebody may post, and until when.
struct UploadPolicy: Sendable {
  var signature: String
  var folder: String
  var end: Date
  var mostBytes: Int
}

extension StorageStandIn {
  /// A new leave to post files.
  ///
  /// - Returns: the policy's text and what it allows.
  func newPolicy(folder: String, seconds: Double, mostBytes: Int) -> (policy: String, UploadPolicy) {
    let id = UUID().uuidString
    let policy = UploadPolicy(
      signature: Data("signature of \(id)".utf8).base64EncodedString(), folder: folder,
      end: Date(timeIntervalSinceNow: seconds), mostBytes: mostBytes)
    let text = Data(#"{"expiration":"\#(policy.end.ISO8601Format())","id":"\#(id)"}"#.utf8).base64EncodedString()
    state.withLock { $0.policies[text] = policy }
    return (text, policy)
  }

  /// What lies under a key that was posted.
  package func object(_ key: String) -> StoredObject? { state.withLock { $0.objects[key] } }

  /// `PostObject`: the fields come before the file, which is the last part.
  func posted(_ request: StandInRequest) throws -> StandInReply {
    try refuseKeys(request)
    guard request.isMultipart, let form = try? request.form() else {
      throw refused(
        400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.")
    }
    guard let file = form.parts.last, file.name == "file", form.parts(named: "file").count == 1 else {
      throw refused(400, "InvalidArgument", "POST requires exactly one file upload per request, as the last field.")
    }
    for name in ["OSSAccessKeyId", "Signature", "policy", "key"] where form.text(name)?.isEmpty != false {
      throw refused(400, "InvalidArgument", "Bucket POST must contain a field named '\(name)'.")
    }
    let key = form.text("key") ?? ""
    try checkPolicy(form, key: key, byteCount: file.bytes.count)
    let type = form.text("x-oss-content-type") ?? file.contentType ?? "application/octet-stream"
    let isNew = state.withLock { state in
      guard state.objects[key] == nil else { return false }
      state.objects[key] = StoredObject(bytes: file.bytes, type: type)
      return true
    }
    guard isNew else { throw refused(409, "FileAlreadyExists", "The object you specified already exists.") }
    return StandInReply(status: form.text("success_action_status") == "200" ? 200 : 204)
  }

  private func checkPolicy(_ form: MultipartForm, key: String, byteCount: Int) throws {
    guard let policy = state.withLock({ $0.policies[form.text("policy") ?? ""] }) else {
      throw refused(403, "AccessDenied", "Invalid according to Policy.")
    }
    guard form.text("Signature") == policy.signature else {
      throw refused(403, "SignatureDoesNotMatch", "The signature does not match the one we calculated.")
    }
    guard Date() < policy.end else {
      throw refused(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    }
    guard key.hasPrefix(policy.folder + "/") else {
      throw refused(
        403, "AccessDenied", #"Invalid according to Policy: Policy Condition failed: ["starts-with", "$key"]"#)
    }
    guard byteCount <= policy.mostBytes else {
      throw refused(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.")
    }
    guard form.text("x-oss-object-acl") == "private", form.text("x-oss-forbid-overwrite") == "true" else {
      throw refused(403, "AccessDenied", "Invalid according to Policy: Policy Condition failed.")
    }
  }

  private func refused(_ status: Int, _ code: String, _ message: String) -> Refused {
    Refused(Self.failure(status, code, message))
  }
}
