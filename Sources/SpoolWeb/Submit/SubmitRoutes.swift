import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

/// `POST /api/v1/jobs`: files become a job. `GET /api/v1/jobs/{job}/check`: what was found in them.
struct SubmitRoutes: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.post("api/v1/jobs") { request, context -> Response in
      let submission = try await submit(request, context)
      var answer: JSONObject = [
        "job": .string(submission.job.text), "state": .string(JobState.checking.rawValue),
      ]
      if submission.isKnown { answer["known"] = true }
      var response = JSONAnswer(answer, status: .accepted).response(from: request, context: context)
      response.headers[.location] = "/api/v1/jobs/\(submission.job.pathSegment)"
      return response
    }
    router.get("api/v1/jobs/:job/check") { _, context -> JSONAnswer in
      let text = try context.pathText("job")
      guard let job = JobID(text), let check = try await desk.check(of: job),
        context.shownSubmitter(desk).map({ $0 == check.submitter }) ?? true
      else { throw WebFailure.noJob(text) }
      return JSONAnswer(JSONObject([("job", .string(job.text))]).merging(check.json(in: context.language)))
    }
    // The plain form, of browsers without scripts.
    router.post("") { request, context -> Response in
      let submission = try await submit(request, context)
      return Response(status: .seeOther, headers: [.location: "/jobs/\(submission.job.pathSegment)"])
    }
  }

  private func submit(_ request: Request, _ context: WebContext) async throws -> FrontDesk.Submission {
    do {
      return try await UploadReader(desk: desk, context: context).submit(request)
    } catch let refusal as SubmissionRefusal {
      throw WebFailure(refusal, in: context.language)
    }
  }
}

extension JobID {
  /// The name as it stands in an address.
  var pathSegment: String { text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? text }
}
