package import Hummingbird
package import JobProcessing
package import Logging

/// Puts the routes together. Each group of them stands in a file of its own.
package struct WebRouter {
  private let desk: FrontDesk
  private let access: AccessDesk
  private let log: Logger

  package init(_ desk: FrontDesk, access: AccessDesk, log: Logger) {
    self.desk = desk
    self.access = access
    self.log = log
  }

  /// - Throws: where a template is broken, which is a mistake in this program.
  package func router() throws -> Router<WebContext> {
    let pages = try PageLibrary()
    let (router, routes) = (Router(context: WebContext.self, options: .autoGenerateHeadEndpoints), RouteTable())
    let registry = MetricsRegistry()
    router.add(middleware: RequestMetrics(registry: registry))
    router.add(middleware: HeadersMiddleware())
    router.add(middleware: FailureMiddleware(pages: pages, routes: routes))
    router.add(middleware: LanguageMiddleware(standard: desk.configuration.language))
    router.add(middleware: LimitsMiddleware())
    router.add(middleware: AccessMiddleware(access: access))
    AssetRoutes().add(to: router)
    LanguageRoutes().add(to: router)
    LoginRoutes(access: access, pages: pages).add(to: router)
    LinkRoutes(desk: desk, access: access).add(to: router)
    WatchRoutes(desk: desk, access: access, registry: registry).add(to: router)
    AdminRoutes(desk: desk, pages: pages).add(to: router)
    JobsPage(desk: desk, pages: pages).add(to: router)
    JobRoutes(desk: desk, pages: pages).add(to: router)
    OrderRoutes(desk: desk).add(to: router)
    JobPageRoutes(desk: desk, pages: pages).add(to: router)
    JobFileRoutes(desk: desk).add(to: router)
    RowRoutes(desk: desk).add(to: router)
    EditRoutes(desk: desk).add(to: router)
    MarkRoutes(desk: desk).add(to: router)
    LogRoutes(desk: desk).add(to: router)
    WorkflowRoutes(desk: desk).add(to: router)
    SubmitRoutes(desk: desk, pages: pages).add(to: router)
    StartRoutes(desk: desk, pages: pages).add(to: router)
    EventRoutes(desk: desk, access: access).add(to: router)
    routes.take(router)
    return router
  }
}
