import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// `GET /api/v1/workflows`, `/{workflow}` and `/{workflow}/template.xlsx`.
struct WorkflowRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    let workflows = router.group("api/v1/workflows")
    workflows.get { _, context -> JSONAnswer in
      let cards = await desk.workflows()
      let list: JSONObject = [
        "items": .array(cards.map { .object($0.json(in: context.language)) }), "total": .integer(Int64(cards.count)),
      ]
      return JSONAnswer(list)
    }
    workflows.get(":workflow") { _, context -> JSONAnswer in
      JSONAnswer(try await card(context).json(in: context.language))
    }
    workflows.get(":workflow/template.xlsx") { _, context -> Response in
      let id = try await card(context).id
      guard let bytes = try await desk.fillInWorkbook(of: id, in: context.language) else { throw Self.noWorkflow(id) }
      // Not the name in the drop folder: a file of that name is never taken for a drop.
      return Response(
        status: .ok,
        headers: [
          .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          .contentDisposition: ContentDisposition.attachment.named("\(id).xlsx"), .cacheControl: "no-store",
          .xContentTypeOptions: "nosniff",
        ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
  }

  private func card(_ context: WebContext) async throws -> WorkflowCard {
    let name = try context.pathText("workflow")
    guard let card = await desk.workflow(name) else { throw Self.noWorkflow(name) }
    return card
  }

  static func noWorkflow(_ name: String) -> WebFailure {
    WebFailure(.notFound, "no-such-workflow", "There is no workflow '\(name)'.")
  }
}
