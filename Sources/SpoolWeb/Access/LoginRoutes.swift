import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import Logging
import Results

/// `/login`, `/logout`, `/you`: where people say who they are; `/api/v1/session`: what programs may know of it.
struct LoginRoutes: Sendable {
  let access: AccessDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.get("login") { request, context in
      loginPage(request, context, back: request.uri.queryParameters.get("back").map { String($0) })
    }
    router.post("login") { request, context in try await logIn(request, context) }
    router.post("logout") { _, context in
      var response = Response.redirect(to: "/login")
      response.setCookie(cookie(Session.cookie, "", seconds: 0, context))
      return response
    }
    router.get("you") { request, context in youPage(request, context) }
    router.post("you") { request, context in try await rename(request, context) }
    router.get("api/v1/session") { _, context in session(context) }
  }

  // MARK: Logging in

  private func loginPage(_ request: Request, _ context: WebContext, back: String?, problem: Message? = nil) -> Response
  {
    var object: [String: Any] = ["back": WebAnswer.ownPath(back), "scripts": ["login.js"]]
    object["problem"] = problem?.text(in: context.language)
    return pages.page(
      "login", titled: "Log in", request, context, object, status: problem == nil ? .ok : .unauthorized)
  }

  private func logIn(_ request: Request, _ context: WebContext) async throws -> Response {
    let fields = FormFields(try await request.body.collect(upTo: FormFields.longest))
    let text = (fields["secret"] ?? "").filter { !$0.isWhitespace }
    guard let token = try await access.token(text, from: context.admission.address) else {
      return loginPage(request, context, back: fields["back"], problem: AccessDesk.wrongToken.detail)
    }
    let session = Session(token, at: .now)
    var response = Response.redirect(to: WebAnswer.ownPath(fields["back"]))
    response.setCookie(
      cookie(Session.cookie, try session.text(access.key), seconds: Int(Session.lifetime), context))
    context.logger.info("\(token.name) logged in to the page", metadata: ["address": "\(context.admission.address)"])
    return response
  }

  private func cookie(_ name: String, _ value: String, seconds: Int, _ context: WebContext) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: context.admission.isSecure, httpOnly: true,
      sameSite: .strict)
  }

  // MARK: Who it is

  private func youPage(_ request: Request, _ context: WebContext) -> Response {
    let (recognition, name) = (context.admission.recognition, context.visitor.name)
    let role: Message = context.visitor.isAdmin ? "administrator" : "operator"
    return pages.page(
      "you", titled: "Who you are", request, context,
      [
        "role": role.text(in: context.language), "ownName": name == RequestRules.noName ? "" : name,
        "isMachine": recognition == .machine, "isSession": recognition == .session, "isProxy": recognition == .proxy,
      ])
  }

  /// Somebody at this machine says their name.
  private func rename(_ request: Request, _ context: WebContext) async throws -> Response {
    guard context.admission.recognition == .machine else { throw HTTPError(.notFound) }
    let fields = FormFields(try await request.body.collect(upTo: FormFields.longest))
    let name = VisitorName.clean(fields["name"] ?? "").asLinkPart
    var response = Response.redirect(to: WebAnswer.ownPath(fields["back"]))
    response.setCookie(cookie(RequestRules.nameCookie, name, seconds: name.isEmpty ? 0 : 31_536_000, context))
    return response
  }

  /// The token lets a program on this machine, which has no access token, change things as a page does.
  private func session(_ context: WebContext) -> JSONAnswer {
    let session: JSONObject = [
      "name": .string(context.visitor.name), "role": .string(context.visitor.role.rawValue),
      "token": .string(context.admission.pageToken),
    ]
    return JSONAnswer(session)
  }
}
