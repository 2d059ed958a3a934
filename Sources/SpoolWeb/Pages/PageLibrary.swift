import HTTPTypes
import Hummingbird
import JobModel
import Mustache
import NIOCore
import Results

/// The templates, and how a page is made of one: `Files/*.mustache`, with the parts that STATUS.html has as well.
package struct PageLibrary: Sendable {
  private let library: MustacheLibrary

  /// - Throws: where a template cannot be read, which is a mistake in this program.
  package init() throws {
    var library = MustacheLibrary()
    for (name, text) in PageTemplate.shared + WebFile.templates {
      try library.register(PageTemplate.escapingLine + text, named: name)
    }
    self.library = library
  }

  /// The pages that are in the head of every page.
  private static let links: [(page: String, path: String, title: Message)] = [
    ("start", "/", "New job"),
    ("jobs", "/jobs", "Jobs"),
    ("admin", "/admin", "Administration"),
  ]

  /// A page as a response.
  ///
  /// - Parameters:
  ///   - name: the template's; also how scripts and styles know the page.
  ///   - object: what the template takes besides the frame's members. `styles`, `scripts`: names in `Files`; `job`.
  func page(
    _ name: String, titled title: Message, _ request: Request, _ context: WebContext, _ object: [String: Any],
    status: HTTPResponse.Status = .ok
  ) -> Response {
    var all = frame(name, title, request, context)
    if !context.admission.pageToken.isEmpty { all["token"] = context.admission.pageToken }
    all.merge(object) { $1 }
    let html = library.render(all, withTemplate: name) ?? ""
    return Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: html)))
  }

  /// A part of a page, which a script puts in the place of the one that is shown.
  func part(_ name: String, _ context: WebContext, _ object: [String: Any]) -> Response {
    var all: [String: Any] = ["t": WebWords.forTemplate(name, in: context.language)]
    all.merge(object) { $1 }
    return Response(
      status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: library.render(all, withTemplate: name) ?? "")))
  }

  /// Nobody is shown the way to what they may not see.
  private func links(for context: WebContext) -> [(page: String, path: String, title: Message)] {
    if context.admission.recognition == .nobody { return [] }
    return Self.links.filter { $0.page != "admin" || context.visitor.isAdmin }
  }

  private func frame(
    _ name: String, _ title: Message, _ request: Request, _ context: WebContext
  ) -> [String: Any] {
    let (language, path) = (context.language, request.uri.path)
    return [
      "wordsForScripts": WebWords.forScripts(of: name, in: language),
      "t": WebWords.forTemplate(name, in: language), "title": title.text(in: language), "page": name,
      "language": language == .english ? "en" : "zh-Hans", "path": request.uri.string,
      "otherLanguage": language == .english ? "zh" : "en",
      "otherLanguageTag": language == .english ? "zh-Hans" : "en",
      "otherLanguageName": language == .english ? "中文" : "English",
      "visitorName": context.visitor.name,
      "hasName": context.visitor.name != RequestRules.noName, "isAdmin": context.visitor.isAdmin,
      "version": WebFile.version,
      "links": links(for: context).map { link in
        [
          "href": link.path, "title": link.title.text(in: language),
          "isCurrent": link.path == "/" ? path == "/" : path.hasPrefix(link.path),
        ] as [String: Any]
      },
    ]
  }
}
