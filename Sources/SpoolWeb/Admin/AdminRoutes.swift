import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// `/admin`, and what it is made of: back ends, checks of workflows, storage, doctor, configuration.
struct AdminRoutes: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary
  private let checks: CheckDesk

  init(desk: FrontDesk, pages: PageLibrary) {
    (self.desk, self.pages) = (desk, pages)
    checks = CheckDesk(desk)
  }

  func add(to router: Router<WebContext>) {
    LimitRoutes(desk: desk).add(to: router)
    PresetRoutes(desk: desk).add(to: router)
    router.get("admin") { request, context in
      try context.requireAdmin()
      return pages.page(
        "admin", titled: "Administration", request, context,
        ["styles": ["admin.css"], "scripts": ["live.js", "admin.js"]])
    }
    addQuestions(to: router.group("api/v1/admin"))
    router.get("api/v1/openapi.yaml") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/yaml", .xContentTypeOptions: "nosniff"],
        body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
    }
  }

  private func addQuestions(to group: RouterGroup<WebContext>) {
    group.get("back-ends") { _, context in
      try context.requireAdmin()
      return JSONAnswer(items: await desk.backEnds().map { $0.json(at: .now, in: context.language) })
    }
    group.post("back-ends/try") { request, context in try await tryBackEnd(request, context) }
    group.get("workflows") { _, context in
      try context.requireAdmin()
      return JSONAnswer(items: await checks.workflows().map(\.json))
    }
    group.get("storage") { _, context in
      try context.requireAdmin()
      return JSONAnswer(await checks.storage().json)
    }
    group.get("doctor") { _, context in
      try context.requireAdmin()
      return JSONAnswer(items: await checks.doctor().map(\.json))
    }
    group.get("configuration") { _, context in
      try context.requireAdmin()
      return JSONAnswer(items: desk.configuration.inForce.map(\.json))
    }
  }

  private func tryBackEnd(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    try context.requireAdmin()
    let body = try await request.jsonObject(["service", "endpoint"])
    let service = try body.requiredText("service")
    guard await desk.tryBackEnd(service, endpoint: try body.text("endpoint")) else {
      throw WebFailure(.notFound, "no-such-back-end", "No row uses a service '\(service)'.")
    }
    return JSONAnswer(items: await desk.backEnds().map { $0.json(at: .now, in: context.language) })
  }
}
