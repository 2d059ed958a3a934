internal import CLibCurl
import JobModel

/// An absolute `http` or `https` URL, taken apart as libcurl takes it apart when it connects, so that what is checked is
/// what is called.
package struct HTTPTarget: Hashable, Sendable {
  /// As it is sent: the host's name in ASCII, other characters percent-encoded.
  package let url: String
  /// `http` or `https`.
  package let scheme: String
  /// In lower case and in its ASCII form, without brackets and without a dot at its end.
  package let host: String
  package let port: Int

  /// Longer URLs are refused: servers do so too, from 8 KiB on.
  static let longest = 16_384

  /// Parses an absolute URL.
  ///
  /// - Throws: `badURL` for any other scheme, a user's name in it, spaces, no host, and more than 16 KiB.
  package init(_ text: String) throws(HTTPError) {
    guard text.utf8.count <= Self.longest else {
      throw Self.bad("an address of \(text.utf8.count) bytes is too long; at most \(Self.longest) are sent")
    }
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
      throw Self.bad("it has a space, a line break or another control character in it")
    }
    let parts = try URLParts()
    try parts.set(text)
    try self.init(parts)
  }

  /// The target that a `Location` names, which may be relative to this one (RFC 9110 section 10.2.2).
  func following(_ location: String) throws(HTTPError) -> HTTPTarget {
    guard location.utf8.count <= Self.longest else { throw Self.bad("it is too long") }
    let parts = try URLParts()
    try parts.set(url)
    try parts.set(location, isLocation: true)
    return try HTTPTarget(parts)
  }

  private init(_ parts: borrowing URLParts) throws(HTTPError) {
    guard let scheme = parts.get(CURLUPART_SCHEME), ["http", "https"].contains(scheme) else {
      throw Self.bad("only http and https addresses can be called")
    }
    guard let host = parts.get(CURLUPART_HOST, CURLU_PUNYCODE).map(Self.normalized), !host.isEmpty else {
      throw Self.bad("it has no host, or one whose name cannot be")
    }
    guard let port = parts.get(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }), (1...65535).contains(port)
    else {
      throw Self.bad("its port is not one of 1 to 65535")
    }
    guard let url = parts.get(CURLUPART_URL, CURLU_PUNYCODE) else { throw Self.bad("it cannot be read") }
    (self.scheme, self.host, self.port, self.url) = (scheme, host, port, url)
  }

  private static func normalized(_ host: String) -> String {
    var name = Substring(host.lowercased())
    if name.hasPrefix("["), name.hasSuffix("]") {
      name = name.dropFirst().dropLast()
      return NetworkAddress(String(name))?.description ?? String(name)
    }
    return String(name.hasSuffix(".") ? name.dropLast() : name)
  }

  fileprivate static func bad(_ reason: Message) -> HTTPError {
    HTTPError(.badURL, wasSent: false, message: "The address cannot be called: \(reason).")
  }

  /// Scheme, host and port: who gets a request.
  package var origin: String { "\(scheme)://\(bracketedHost):\(port)" }

  /// The host as people know it, with its port where that is not the usual one.
  package var server: String {
    port == (scheme == "https" ? 443 : 80) ? bracketedHost : "\(bracketedHost):\(port)"
  }

  private var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  /// The address, where the host is one and not a name.
  var address: NetworkAddress? { NetworkAddress(host) }
}

/// libcurl's parser of URLs, `curl_url`.
private struct URLParts: ~Copyable {
  private let handle: OpaquePointer

  init() throws(HTTPError) {
    guard let handle = curl_url() else { throw HTTPTarget.bad("no memory is left") }
    self.handle = handle
  }

  deinit { curl_url_cleanup(handle) }

  /// The corresponding C function is `curl_url_set`.
  ///
  /// - Parameter isLocation: a relative one is resolved, and spaces are taken for `%20`, as browsers do.
  func set(_ text: String, isLocation: Bool = false) throws(HTTPError) {
    // C would take the text for ended there.
    guard !text.utf8.contains(0) else { throw HTTPTarget.bad("it has a zero byte in it") }
    let flags = CURLU_DISALLOW_USER | CURLU_URLENCODE | (isLocation ? CURLU_ALLOW_SPACE : 0)
    let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(flags))
    guard code != CURLUE_OK else { return }
    throw HTTPTarget.bad(Self.reasons[code.rawValue] ?? "it is not written rightly")
  }

  /// The corresponding C function is `curl_url_get`.
  func get(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  private static let reasons: [CURLUcode.RawValue: Message] = [
    CURLUE_UNSUPPORTED_SCHEME.rawValue: "only http and https addresses can be called",
    CURLUE_BAD_SCHEME.rawValue: "it does not begin with http:// or https://",
    CURLUE_USER_NOT_ALLOWED.rawValue: "it must not hold a user's name or password",
    CURLUE_BAD_PORT_NUMBER.rawValue: "its port is not one of 1 to 65535",
    CURLUE_NO_HOST.rawValue: "it has no host",
    CURLUE_BAD_HOSTNAME.rawValue: "its host's name cannot be",
    CURLUE_BAD_IPV6.rawValue: "its IPv6 address is not written rightly",
  ]
}
