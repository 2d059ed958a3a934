import ContentDigest
import FoundationEssentials
package import HTTPTransfer
package import JobModel

/// One call of a webhook: its request, and what its answer must say.
package struct WebhookCall: Sendable {
  package var request: HTTPRequest
  private let answer: [String: JSONValue]

  /// Why a notifier cannot be used, or did not take a message. It holds no key and no address.
  package struct Trouble: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
      self.description = description
    }
  }

  /// Fills the body, reads the keys and signs. Blocks on small files.
  ///
  /// - Parameter values: what `{{…}}` stands for.
  /// - Throws: `Trouble`.
  package init(_ webhook: Webhook, values: JSONObject, at time: Timestamp, environment: [String: String]? = nil)
    throws(Trouble)
  {
    let environment = environment ?? ProcessEnvironment.current
    var url: String
    switch webhook.address {
    case .plain(let text): url = text
    case .secret(let source): url = try Self.read(source, environment)
    }
    var secrets = [url] + Self.tokens(in: url)
    var body = webhook.body.filled { values[$0.description] ?? .null }
    if let source = webhook.secret {
      let secret = try Self.read(source, environment)
      secrets.append(secret)
      try Self.sign(webhook.signature, secret, time, &url, &body)
    }
    let target: HTTPTarget
    do {
      target = try HTTPTarget(url)
    } catch {
      throw Trouble("its address is no web address")
    }
    let host = Set([HTTPHostPattern(target)])
    request = HTTPRequest("POST", url)
    request.headers = [HTTPHeader("Content-Type", "application/json; charset=utf-8")]
    request.body = .bytes(JSONWriter.bytes(of: body))
    request.receiver = .memory(limit: 64 << 10)
    request.deadlines.total = .seconds(30)
    request.access = HTTPAccess(hosts: host, privateHosts: webhook.isPrivate ? host : [])
    request.secrets = secrets
    answer = webhook.answer
  }

  /// - Throws: `Trouble` where the answer says that the message was not taken.
  package func check(_ response: HTTPResponse) throws(Trouble) {
    guard (200..<300).contains(response.status) else {
      throw Trouble("it answered with the status \(response.status)")
    }
    guard !answer.isEmpty, case .bytes(let bytes) = response.body, let members = (try? JSONReader.read(bytes))?.object
    else { return }
    for (name, wanted) in answer {
      if let found = members[name], found.plainText != wanted.plainText {
        throw Trouble("it answered \(name) \(found.plainText.prefix(40))")
      }
    }
  }

  // MARK: Keys

  private static func read(_ source: KeySource, _ environment: [String: String]) throws(Trouble) -> String {
    do throws(KeyProblem) {
      return try source.read(environment: environment)
    } catch {
      throw Trouble("its key in \(source) cannot be used (\(error))")
    }
  }

  /// Parts of an address that are keys: its last step, and the values of its query.
  private static func tokens(in url: String) -> [String] {
    let parts = url.split(separator: "?", maxSplits: 1)
    let path = parts.first?.split(separator: "/").last.map(String.init)
    let values = parts.dropFirst().flatMap { $0.split(separator: "&") }.compactMap { pair in
      pair.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
    }
    return ([path].compactMap(\.self) + values).filter { $0.utf8.count >= Secret.shortest }
  }

  /// As the two services describe it for their robots: both sign the time and the secret, each in its own way.
  private static func sign(
    _ signature: Webhook.Signature?, _ secret: String, _ time: Timestamp, _ url: inout String, _ body: inout JSONValue
  ) throws(Trouble) {
    do throws(ContentDigest.Failure) {
      switch signature {
      case .dingtalk:
        let text = "\(time.milliseconds)\n\(secret)"
        let code = try MessageCode.hmacSHA256(key: Array(secret.utf8), Array(text.utf8))
        let encoded = Data(code).base64EncodedString()
          .replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        url += "\(url.contains("?") ? "&" : "?")timestamp=\(time.milliseconds)&sign=\(encoded)"
      case .feishu:
        let seconds = time.milliseconds / 1000
        let code = try MessageCode.hmacSHA256(key: Array("\(seconds)\n\(secret)".utf8), [])
        guard case .object(var object) = body else { return }
        object["timestamp"] = .string(String(seconds))
        object["sign"] = .string(Data(code).base64EncodedString())
        body = .object(object)
      case nil: break
      }
    } catch {
      throw Trouble("its message could not be signed")
    }
  }
}
