import Foundation
import Hummingbird
import JobModel
import JobProcessing

/// `GET /`: the page where jobs are handed in.
struct StartRoutes: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.get("") { request, context -> Response in
      let cards = await desk.workflows()
      let wanted = request.uri.queryParameters.get("workflow")
      var page = StartPage(cards, chosen: wanted, desk.configuration, context.language)
      page.name = request.cookies["name"]?.value.removingPercentEncoding ?? ""
      return pages.page("start", titled: "New job", request, context, page.object)
    }
  }
}
