import Hummingbird
import JobModel
import JobProcessing

/// `GET /jobs`: the page with the list. Its script fills it.
struct JobsPage: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.get("jobs") { request, context in
      pages.page("jobs", titled: "Jobs", request, context, await object(context))
    }
  }

  private func object(_ context: WebContext) async -> [String: Any] {
    let language = context.language
    func options(_ list: [(String, Message)]) -> [[String: String]] {
      list.map { ["value": $0.0, "title": $0.1.text(in: language)] }
    }
    let states: [(String, Message)] =
      [("", "All"), ("unfinished", "Not finished"), ("finished", "Finished")]
      + JobState.allCases.filter { ![.waiting, .clearing, .rejected].contains($0) }.map { ($0.rawValue, $0.title) }
    let sorts: [(String, Message)] = [
      ("newest", "Newest first"), ("oldest", "Oldest first"), ("name", "By name"), ("priority", "By priority"),
      ("state", "By status"),
    ]
    let verbs = ["pause", "resume", "retry", "cancel", "clear"]
    return [
      "styles": ["jobs.css"], "scripts": ["live.js", "jobs.js", "jobs-sums.js"],
      "states": options(states), "sorts": options(sorts), "priorities": (1...9).map(String.init),
      "workflows": await desk.usedWorkflows(only: context.shownSubmitter(desk)),
      "verbs": verbs.map { ["verb": $0, "title": WebWords.jobsScripts[$0]?.text(in: language) ?? $0] },
    ]
  }
}
