import Glibc

/// Which requests go through a proxy, as the environment says: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`.
///
/// It is decided here and not by libcurl, because the guard of addresses has to know: of a request that goes through a
/// proxy only the proxy's address is seen, which the administrator named, and the proxy looks the name up. There the
/// host's name is checked, and its address only where the URL holds it.
package struct HTTPProxies: Hashable, Sendable {
  private let http: String?
  private let https: String?
  private let exceptions: [String]

  package static let none = HTTPProxies([:])

  /// - Parameter environment: capital letters count too, but for `HTTP_PROXY`, which a web server's client can set.
  package init(_ environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let all = value("all_proxy", "ALL_PROXY")
    http = value("http_proxy") ?? all
    https = value("https_proxy", "HTTPS_PROXY") ?? all
    exceptions = (value("no_proxy", "NO_PROXY") ?? "").lowercased().split { $0 == "," || $0.isWhitespace }.map {
      String($0.hasPrefix(".") ? $0.dropFirst() : $0)
    }
  }

  /// The process's own environment.
  package static var ofEnvironment: HTTPProxies {
    let names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]
    var environment: [String: String] = [:]
    for name in names { environment[name] = getenv(name).map { String(cString: $0) } }
    return HTTPProxies(environment)
  }

  /// The proxy's URL; `nil`: the server is connected to directly, as this machine itself always is.
  func proxy(for target: HTTPTarget) -> String? {
    guard let proxy = target.scheme == "https" ? https : http, !isLoopback(target), !isException(target) else {
      return nil
    }
    return proxy
  }

  private func isLoopback(_ target: HTTPTarget) -> Bool {
    target.host == "localhost" || target.host.hasSuffix(".localhost") || target.host == "::1"
      || (target.address != nil && target.host.hasPrefix("127."))
  }

  /// `*`, a name (with all below it) or an address, each with or without a port.
  private func isException(_ target: HTTPTarget) -> Bool {
    exceptions.contains { exception in
      if exception == "*" { return true }
      guard let pattern = HTTPHostPattern(exception) else { return false }
      return pattern.matches(target) || HTTPHostPattern("*.\(exception)")?.matches(target) ?? false
    }
  }
}
