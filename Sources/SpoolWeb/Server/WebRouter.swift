package import Hummingbird
package import JobProcessing
package import Logging

/// Puts the routes together. Each group of them stands in a file of its own.
package struct WebRouter {
  private let desk: FrontDesk
  private let log: Logger

  package init(_ desk: FrontDesk, log: Logger) {
    self.desk = desk
    self.log = log
  }

  /// - Throws: where a template is broken, which is a mistake in this program.
  package func router() throws -> Router<WebContext> {
    let pages = try PageLibrary()
    let router = Router(context: WebContext.self)
    router.add(middleware: FailureMiddleware(pages: pages))
    router.add(middleware: LanguageMiddleware(standard: desk.configuration.language))
    AssetRoutes().add(to: router)
    LanguageRoutes().add(to: router)
    JobRoutes(desk: desk, pages: pages).add(to: router)
    OrderRoutes(desk: desk).add(to: router)
    JobPageRoutes(desk: desk, pages: pages).add(to: router)
    JobFileRoutes(desk: desk).add(to: router)
    RowRoutes(desk: desk).add(to: router)
    MarkRoutes(desk: desk).add(to: router)
    LogRoutes(desk: desk).add(to: router)
    EventRoutes(desk: desk).add(to: router)
    return router
  }
}
