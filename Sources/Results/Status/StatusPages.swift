package import JobModel
import Mustache

/// Makes pages of what they show: each is one HTML file that needs nothing else. Pure; a few milliseconds for a page.
package struct StatusPages: Sendable {
  private let library: MustacheLibrary

  /// - Throws: where a template cannot be read, which is a mistake in this program.
  package init() throws {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    var library = MustacheLibrary()
    for (name, text) in PageTemplate.all { try library.register(text, named: name) }
    self.library = library
  }

  /// A job's page.
  package func html(of page: JobPage, in language: Language) -> String {
    render("job", JobPageContext(page, PageText(language)).object)
  }

  /// The page over all jobs.
  package func html(of page: IndexPage, in language: Language) -> String {
    render("index", IndexPageContext(page, PageText(language)).object)
  }

  private func render(_ name: String, _ object: [String: Any]) -> String {
    library.render(object, withTemplate: name) ?? ""
  }
}

/// The templates, by name; each stands in a file of its own.
package enum PageTemplate {
  /// Parts that other pages use as well.
  package static let shared = [("bar", bar)]

  /// The first line of a template whose values are escaped as those of STATUS.html are.
  package static let escapingLine: String = {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    return "{{% CONTENT_TYPE:\(PageEscaping.name)}}"
  }()

  static let all = [
    ("frame-start", frameStart), ("frame-end", frameEnd), ("style", style), ("script", script), ("bar", bar),
    ("job", job), ("cells", cells), ("rows", rows), ("row-head", rowHead), ("row", row), ("index", index),
  ]
}
