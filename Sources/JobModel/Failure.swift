/// Why an attempt ended without a good result.
package struct Failure: Hashable, Sendable {
  /// What the class decides: whether and when the row is tried again, and whether others wait.
  package enum Class: String, Codable, Sendable, CaseIterable {
    /// The row's values cannot be used. Fails at once.
    case invalid
    /// The service refused the content, or gave nothing. Fails at once.
    case blocked
    /// Nothing was done, or what was done may be repeated. Tried again after a while.
    case transient
    /// The service asks to go slower. Tried again, uses up no attempt.
    case throttled
    /// A request that must not be repeated was sent, and no usable answer came. A person decides.
    case unknown
    /// Money or quota is spent. The back end is held; uses up no attempt.
    case quota
    /// The key is refused. The back end is held; uses up no attempt.
    case auth
  }

  package var `class`: Class
  /// A stable word for the cause, in the message catalogue and in statistics (`command-exit`, `picture-unreadable`).
  package var code: String
  /// One or two sentences for an office worker: what happened, where, what to do. No secrets.
  package var message: Message
  /// What an administrator wants besides: the end of a program's error output, a status line. Never a key.
  package var detail: String?
  /// The name of the service that failed, where one did.
  package var service: String?
  /// What the service asked to wait. It is kept as the row's not-before, not with the failure.
  package var retryAfter: Duration?

  package init(
    _ class: Class, code: String, message: Message, detail: String? = nil, service: String? = nil,
    retryAfter: Duration? = nil
  ) {
    self.class = `class`
    self.code = code
    self.message = message
    self.detail = detail
    self.service = service
    self.retryAfter = retryAfter
  }

  package var json: JSONObject {
    var object: JSONObject = ["class": .string(`class`.rawValue), "code": .string(code)]
    object.set("message", message)
    object["detail"] = detail.map(JSONValue.string)
    object["service"] = service.map(JSONValue.string)
    return object
  }

  package init?(json: JSONObject) {
    guard let name = json["class"]?.string, let `class` = Class(rawValue: name), let code = json["code"]?.string,
      let message = json.message("message")
    else { return nil }
    self.init(`class`, code: code, message: message, detail: json["detail"]?.string, service: json["service"]?.string)
  }
}

extension Failure: Error {}
