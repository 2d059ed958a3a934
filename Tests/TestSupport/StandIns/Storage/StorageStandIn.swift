import Foundation
package import JobModel
import Synchronization

/// Object storage that results lie in and that DashScope's temporary files are posted to.
///
/// It is another origin than the services, as theirs are, and refuses a request that brings a key along: a signed link
/// and an `Authorization` exclude each other there. Follows what DashScope's upload needs of OSS's `PostObject`.
package final class StorageStandIn: StandInService {
  package struct StoredObject: Sendable {
    package var bytes: [UInt8]
    package var type: String
  }

  struct State {
    var objects: [String: StoredObject] = [:]
    var policies: [String: UploadPolicy] = [:]
    /// Seconds that a link is good for.
    var linkSeconds = 86_400.0
  }

  package let name = "storage"
  package let bases = ["/storage"]
  let state = Mutex(State())
  private let ports: StandInPorts

  init(ports: StandInPorts) { self.ports = ports }

  package var origin: String { "http://127.0.0.1:\(ports.current.storage)" }

  package func needsKey(_ request: StandInRequest) -> Bool { false }

  package var routes: [StandInRoute] {
    [
      StandInRoute("GET", "/results/{id}") { try self.fetched($0) },
      StandInRoute("HEAD", "/results/{id}") { try self.fetched($0) },
      StandInRoute("POST", "/uploads") { try self.posted($0) },
    ]
  }

  /// Keeps a result.
  ///
  /// - Parameter ending: of the file's name, without the dot.
  /// - Returns: a link to it.
  package func put(_ bytes: [UInt8], type: String, ending: String) -> String {
    let id = "\(UUID().uuidString.lowercased()).\(ending)"
    let seconds = state.withLock { state in
      state.objects["results/\(id)"] = StoredObject(bytes: bytes, type: type)
      return state.linkSeconds
    }
    let end = Int(Date().timeIntervalSince1970 + seconds)
    return "\(origin)/storage/results/\(id)?Expires=\(end)&OSSAccessKeyId=stand-in&Signature=c2lnbmVk"
  }

  private func fetched(_ request: StandInRequest) throws -> StandInReply {
    try refuseKeys(request)
    guard let end = request.query["Expires"].flatMap(Double.init), request.query["Signature"] != nil else {
      throw Refused(Self.failure(403, "AccessDenied", "You have no right to access this object."))
    }
    guard Date().timeIntervalSince1970 < end else {
      throw Refused(Self.failure(403, "AccessDenied", "Request has expired."))
    }
    guard let object = state.withLock({ $0.objects["results/\(request.parameters["id"] ?? "")"] }) else {
      throw Refused(Self.failure(404, "NoSuchKey", "The specified key does not exist."))
    }
    return .bytes(object.bytes, type: object.type)
  }

  func refuseKeys(_ request: StandInRequest) throws {
    for name in ["Authorization", "x-goog-api-key", "api-key", "x-api-key"] where request.header(name) != nil {
      throw Refused(Self.failure(400, "InvalidArgument", "Only one auth mechanism allowed; \(name) was sent as well."))
    }
  }

  static func failure(_ status: Int, _ code: String, _ message: String) -> StandInReply {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>\(code)</Code><Message>\(message)</Message><RequestId>65E0</RequestId></Error>

      """
    return .text(text, type: "application/xml", status: status)
  }

  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: .gatewayPage(status: 502)
    case .gatewayTimeout: .gatewayPage(status: 504)
    case .rateLimit, .overloaded: Self.failure(503, "SlowDown", details ?? "Please reduce your request rate.")
    case .serverError: Self.failure(500, "InternalError", details ?? "We encountered an internal error.")
    case .notFound, .modelGone: Self.failure(404, "NoSuchKey", details ?? "The specified key does not exist.")
    case .tooLarge: Self.failure(400, "EntityTooLarge", details ?? "The object is too large.")
    case .invalid: Self.failure(400, "InvalidArgument", details ?? "An argument is invalid.")
    case .badKey, .forbidden, .quota, .moderation:
      Self.failure(403, "AccessDenied", details ?? "You have no right to access this object.")
    }
  }

  /// - Parameter settings: `linkSeconds`.
  package func configure(_ settings: JSONObject) throws {
    for (name, value) in settings.members {
      guard name == "linkSeconds", let seconds = value.number else { throw ControlFailure("storage has no '\(name)'") }
      state.withLock { $0.linkSeconds = seconds }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}
