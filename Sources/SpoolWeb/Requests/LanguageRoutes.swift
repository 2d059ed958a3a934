import HTTPTypes
import Hummingbird

/// `GET /language?to=zh&back=/jobs`: remembers the language in a cookie and goes back.
struct LanguageRoutes {
  func add(to router: Router<WebContext>) {
    router.get("language") { request, _ -> Response in
      let wanted = request.uri.queryParameters.get("to") == "zh" ? "zh" : "en"
      var response = Response.redirect(to: WebAnswer.ownPath(request.uri.queryParameters.get("back")))
      response.setCookie(
        Cookie(
          name: LanguageMiddleware.cookie, value: wanted, maxAge: 31_536_000, path: "/", httpOnly: true,
          sameSite: .lax))
      return response
    }
  }
}
