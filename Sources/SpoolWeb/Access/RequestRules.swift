import Foundation
import HTTPTransfer
import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

/// What a request says of where it comes from, and what follows from it. Decides only.
struct RequestRules {
  private let head: HTTPRequest
  private let options: AccessOptions
  private let isFromProxy: Bool
  /// The client's address: the other end of the connection, or what a known proxy says of it.
  let address: String

  init(_ head: HTTPRequest, peer: String?, _ options: AccessOptions) {
    (self.head, self.options) = (head, options)
    let peer = peer ?? ""
    isFromProxy = Self.isOne(peer, of: options.settings.proxies)
    address = isFromProxy ? Self.client(head, beyond: options.settings.proxies) ?? peer : peer
  }

  private static func isOne(_ text: String, of proxies: [NetworkBlock]) -> Bool {
    guard let address = NetworkAddress(text)?.unmapped else { return false }
    return proxies.contains { $0.contains(address) }
  }

  /// The last address of `X-Forwarded-For` that is no proxy of ours: what stands before it, anybody may have written.
  private static func client(_ head: HTTPRequest, beyond proxies: [NetworkBlock]) -> String? {
    head.headerFields[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace } }.last { !$0.isEmpty && !isOne($0, of: proxies) }
      .map { String($0.prefix(64)) }
  }

  /// Path and query.
  var target: String { head.path ?? "/" }
  var isReading: Bool { head.method == .get || head.method == .head }
  /// Whether the method changes nothing, by RFC 9110, section 9.2.1.
  var isSafe: Bool { isReading || head.method == .options }

  var isSecure: Bool { isFromProxy && head.headerFields[.xForwardedProto]?.lowercased() == "https" }

  func cookie(_ name: String) -> String? {
    head.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }.lazy.compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].drop(while: \.isWhitespace) == name else { return nil }
      return String(parts[1])
    }.first
  }

  /// A program's token: `Authorization: Bearer …` (RFC 6750, section 2.1). Other schemes are a proxy's business.
  var bearer: String? {
    guard let value = head.headerFields[.authorization], value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst(7).drop { $0 == " " })
  }

  // MARK: Names

  /// The name that somebody at this machine gave themselves.
  var ownName: String {
    let name = VisitorName.clean(cookie(Self.nameCookie)?.removingPercentEncoding ?? "")
    return name.isEmpty ? Self.noName : name
  }

  static let nameCookie = "name"
  /// Of whoever did not say it.
  static let noName = "web"

  /// Who has logged in at the proxy; `nil` where no proxy of ours says so.
  ///
  /// - Throws: `WebFailure` where it names two, or nobody that could be a name.
  func proxiedName() throws -> String? {
    guard isFromProxy, let header = options.settings.proxyHeader.flatMap({ HTTPField.Name($0) }) else { return nil }
    let values = head.headerFields[values: header]
    guard let value = values.first, !value.isEmpty else { return nil }
    let name = VisitorName.clean(value)
    guard values.count == 1, name == value else {
      throw WebFailure(
        .badRequest, "bad-login", "The proxy gave no proper name for you. Please tell your administrator.")
    }
    return name
  }

  // MARK: Refusals

  /// A name that is none of the page's own is some other site's, whose owner points it at this machine (DNS rebinding)
  /// to read the page in a visitor's browser.
  func checkHost() throws {
    guard !WebPaths.isProbe(target) else { return }
    // The first `Host` is the authority. A second one could be what a proxy goes by (RFC 9112, section 3.2).
    let others = head.headerFields.filter { $0.name.canonicalName == "host" }
    guard others.isEmpty, let text = head.authority, let host = HostName(text) else {
      throw WebFailure(.badRequest, "no-host", "The request does not say for which server it is.")
    }
    guard !isKnown(host) else { return }
    throw WebFailure(
      .misdirectedRequest, "unknown-host",
      """
      This page is not known by the name \(host.name). If it is right, your administrator can add it to webHosts in \
      rowspool.yaml.
      """)
  }

  private func isKnown(_ host: HostName) -> Bool {
    host.isLoopback || host.isAddress || host.name == options.address.host.lowercased() || host.name == HostName.machine
      || isNamed(host)
  }

  private func isNamed(_ host: HostName) -> Bool {
    options.settings.hosts.contains { HostName($0)?.name == host.name }
  }

  /// Requests that another site's page makes in a visitor's browser: browsers say so, in `Origin` and in `Sec-Fetch-Site`
  /// (W3C Fetch Metadata).
  func checkOrigin() throws {
    let fields = head.headerFields
    if let site = fields[.secFetchSite], !["same-origin", "none"].contains(site) {
      // Somebody followed a link to us.
      guard isReading, fields[.secFetchMode] == "navigate", !WebPaths.isAPI(target) else { throw Self.foreign }
      return
    }
    for origin in fields[values: .origin] {
      guard let from = HostName(origin: origin), from == head.authority.flatMap({ HostName($0) }) || isNamed(from)
      else {
        throw Self.foreign
      }
    }
  }

  static let foreign = WebFailure(
    .forbidden, "other-site",
    "This request came from another site's page, so nothing was done. Please use the pages of this server.")

  /// A proxy on this machine would make everybody somebody at this machine.
  func refuseUnknownProxy() throws {
    let marks: [HTTPField.Name] = [.xForwardedFor, .xForwardedHost, .xForwardedProto, .forwarded, .xRealIP, .via]
    guard marks.contains(where: { head.headerFields[$0] != nil }) else { return }
    throw WebFailure(
      .forbidden, "unknown-proxy",
      """
      This request came through a proxy that the server does not know. Your administrator can name it in webProxies \
      in rowspool.yaml.
      """)
  }
}
