internal import CLibCurl
import SystemPackage

extension EasyHandle {
  /// Sets all that a hop asks for, but its body and the callbacks.
  func configure(_ hop: Hop, _ options: HTTPClientOptions, remaining: Duration?) throws(HTTPError) {
    try set(CURLOPT_URL, hop.target.url)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    // Whatever this libcurl can decompress.
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_USERAGENT, options.userAgent)
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_TCP_KEEPALIVE, 1)
    // The end of a transfer does not wait for a name lookup that hangs, and with it all other transfers.
    try set(CURLOPT_QUICK_EXIT, 1)
    // Empty: none, whatever the environment says. `HTTPProxies` has looked there.
    try set(CURLOPT_PROXY, options.proxies.proxy(for: hop.target) ?? "")
    try set(CURLOPT_NOPROXY, "")
    if let authorities = options.authorities { try set(CURLOPT_CAINFO, authorities.string) }
    try set(CURLOPT_RESOLVE, options.addresses.map { "\($0.host):\($0.port):\($0.address)" })
    try setTimes(hop, options, remaining)
    try setHeaders(hop)
  }

  private func setTimes(_ hop: Hop, _ options: HTTPClientOptions, _ remaining: Duration?) throws(HTTPError) {
    try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, hop.request.deadlines.connect.inMilliseconds))
    if let remaining { try set(CURLOPT_TIMEOUT_MS, max(1, remaining.inMilliseconds)) }
    if !hop.request.isRepeatable { try set(CURLOPT_MAXAGE_CONN, max(1, options.mostIdle.inMilliseconds / 1000)) }
  }

  private func setHeaders(_ hop: Hop) throws(HTTPError) {
    // libcurl would wait a second for a server that does not know `Expect`.
    var lines = ["Expect:"]
    for header in hop.headers {
      let isEmpty = header.value.allSatisfy { $0 == " " || $0 == "\t" }
      lines.append(isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    if case .multipart = hop.body {
      lines.removeAll { $0.lowercased().hasPrefix("content-type") }
    } else if !hop.headers.contains(where: { $0.isNamed("content-type") }) {
      // libcurl would call it a web form.
      lines.append("Content-Type:")
    }
    try set(CURLOPT_HTTPHEADER, lines)
  }
}

extension Duration {
  /// Rounded up, and no more than libcurl takes.
  var inMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
