import JobModel

/// The way of one request: the server it goes to, and those it is sent on to.
struct Itinerary: Sendable {
  private(set) var hop: Hop
  private var redirectsLeft: Int

  /// - Throws: `badURL`, `badRequest`, `hostNotAllowed`, `addressNotAllowed`: what is wrong is not sent.
  init(_ request: HTTPRequest, wantsEvents: Bool, redaction: Redaction) throws(HTTPError) {
    try RequestRules.check(request)
    let target = try HTTPTarget(request.url)
    try request.access.check(target)
    var most = 0
    if case .follow(let limit) = request.redirects, ["GET", "HEAD"].contains(request.method) { most = max(0, limit) }
    hop = Hop(
      target: target, request: request, headers: request.headers, body: request.body, followsRedirects: most > 0,
      wantsEvents: wantsEvents,
      redaction: redaction)
    redirectsLeft = most
  }

  /// Goes on to where an answer sends the request.
  ///
  /// - Throws: `tooManyRedirects`, or why the next server may not be called. The request was sent, to this one.
  mutating func follow(_ head: ResponseHead) throws(HTTPError) {
    let here = hop.target.server
    guard redirectsLeft > 0 else {
      throw HTTPError(
        .tooManyRedirects, wasSent: true, message: "The server \(here) was the last of too many that sent it on.")
    }
    redirectsLeft -= 1
    do throws(HTTPError) {
      let target = try hop.target.following(head.value("location") ?? "")
      try hop.request.access.check(target)
      if target.origin != hop.target.origin {
        hop.headers.removeAll { !Self.harmless.contains($0.name.lowercased()) }
        hop.body = .none
      }
      hop.target = target
    } catch {
      throw HTTPError(
        error.code, wasSent: true, message: "The server \(here) sent the request on to another. \(error.message)")
    }
  }

  private static let harmless: Set<String> = ["accept", "accept-language", "user-agent"]
}

/// A request to one server.
struct Hop: Sendable {
  fileprivate(set) var target: HTTPTarget
  let request: HTTPRequest
  fileprivate(set) var headers: [HTTPHeader]
  fileprivate(set) var body: HTTPBody
  /// Whether an answer that sends on is an answer, or the way to another hop.
  let followsRedirects: Bool
  let wantsEvents: Bool
  let redaction: Redaction
}
