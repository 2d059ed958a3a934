import Foundation
import HTTPTypes
import JobModel

/// Pages and pictures as one meets them on the web, and a webhook that says what it was sent.
///
/// - `GET /page?title=&charset=gbk&declared=header|meta|none&bytes=`: a page with a title
/// - `GET /picture?width=&height=&format=&prompt=`: a real picture
/// - `GET /status/{code}`, `GET /slow?seconds=`, `GET /big?bytes=`
/// - `GET /redirect/{count}`: as many redirects, then a page; `GET /redirect-to?url=&status=`
/// - `POST /hook/…`: `{"ok", "method", "path", "received"}`; any method
package final class WebStandIn: StandInService {
  package let name = "web"
  package let bases = ["/web"]

  package func needsKey(_ request: StandInRequest) -> Bool { false }

  package var routes: [StandInRoute] {
    let pages: [StandInRoute] = [
      StandInRoute("GET", "/page") { try Self.page($0) },
      StandInRoute("GET", "/picture") { Self.picture($0) },
      StandInRoute("GET", "/status/{code}") { Self.status($0) },
      StandInRoute("GET", "/slow") { try await Self.slow($0) },
      StandInRoute("GET", "/big") { Self.big($0) },
      StandInRoute("GET", "/redirect/{count}") { Self.redirected($0) },
      StandInRoute("GET", "/redirect-to") { Self.redirectedTo($0) },
    ]
    let hooks = ["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap { method in
      ["/hook", "/hook/{a}", "/hook/{a}/{b}"].map { StandInRoute(method, $0) { Self.hooked($0) } }
    }
    return pages + hooks
  }

  private static func page(_ request: StandInRequest) throws -> StandInReply {
    let charset = request.query["charset"] ?? "utf-8"
    let declared = request.query["declared"] ?? "header"
    let title = request.query["title"] ?? "A page"
    let meta = declared == "meta" ? "<meta charset=\"\(charset)\">" : ""
    let filler = String(repeating: "lorem ipsum ", count: (request.query["bytes"].flatMap { Int($0) } ?? 0) / 12)
    let text = """
      <!DOCTYPE html>
      <html><head>\(meta)<title>
        \(title)
      </title></head>
      <body><h1>\(title)</h1><p>\(filler)</p></body></html>

      """
    guard let bytes = TextEncoding.bytes(of: text, in: charset) else {
      throw Refused(.text("The charset is not known.", status: 400))
    }
    return .bytes(bytes, type: declared == "header" ? "text/html; charset=\(charset)" : "text/html")
  }

  private static func picture(_ request: StandInRequest) -> StandInReply {
    let number = { (name: String) in request.query[name].flatMap { Int($0) } ?? 640 }
    let format = MadePicture.Format(rawValue: request.query["format"] ?? "png") ?? .png
    let prompt = request.query["prompt"] ?? ""
    let picture = MadePicture(prompt: prompt, width: number("width"), height: number("height"))
    return .bytes(picture.bytes(format), type: format.mediaType)
  }

  private static func status(_ request: StandInRequest) -> StandInReply {
    let code = request.parameters["code"].flatMap { Int($0) } ?? 500
    return .text("<html><head><title>Status \(code)</title></head></html>", type: "text/html", status: code)
  }

  private static func slow(_ request: StandInRequest) async throws -> StandInReply {
    try await ContinuousClock().sleep(for: .seconds(request.query["seconds"].flatMap { Double($0) } ?? 1))
    return try page(request)
  }

  private static func big(_ request: StandInRequest) -> StandInReply {
    let count = request.query["bytes"].flatMap { Int($0) } ?? 1_000_000
    return StandInReply(headers: [.contentType: "application/octet-stream"], pieces: [.filler(count)])
  }

  private static func redirected(_ request: StandInRequest) -> StandInReply {
    let count = request.parameters["count"].flatMap { Int($0) } ?? 1
    return StandInReply(status: 302).with("Location", count > 1 ? "/web/redirect/\(count - 1)" : "/web/page")
  }

  private static func redirectedTo(_ request: StandInRequest) -> StandInReply {
    StandInReply(status: request.query["status"].flatMap { Int($0) } ?? 302)
      .with("Location", request.query["url"] ?? "/web/page")
  }

  private static func hooked(_ request: StandInRequest) -> StandInReply {
    let received = (try? request.json()) ?? .string(String(decoding: request.body.prefix(10_000), as: UTF8.self))
    return .json([
      "ok": true, "method": .string(request.method), "path": .string(request.path), "received": received,
    ])
  }

  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: .gatewayPage(status: 502)
    case .gatewayTimeout: .gatewayPage(status: 504)
    case .rateLimit, .quota: .text("Too Many Requests", status: 429)
    case .badKey: .text("Unauthorized", status: 401)
    case .forbidden, .moderation: .text("Forbidden", status: 403)
    case .notFound, .modelGone:
      .text("<html><head><title>Not Found</title></head></html>", type: "text/html", status: 404)
    case .tooLarge: .text("Content Too Large", status: 413)
    case .invalid: .text("Bad Request", status: 400)
    case .serverError: .text("Internal Server Error", status: 500)
    case .overloaded: .text("Service Unavailable", status: 503)
    }
  }
}
