import JobModel

/// The words of templates and scripts, by name: those of every page, and a page's own in `WebWords+<page>.swift`.
enum WebWords {
  /// Of a page's template and of the parts that its script fetches.
  static func forTemplate(_ page: String, in language: Language) -> [String: String] {
    templates[page]?[language] ?? [:]
  }

  /// Of a page's scripts, which fill `{1}` in themselves, as JSON that is safe within HTML.
  static func forScripts(of page: String, in language: Language) -> String { scripts[page]?[language] ?? "{}" }

  private static let templates = spoken(
    [
      "failure": [:], "login": access, "you": access, "admin": admin, "jobs": jobs, "start": start, "job": job,
      "job-head": job,
    ], with: general)

  private static let scripts = spoken(
    [
      "failure": [:], "login": [:], "you": [:], "admin": adminScripts, "jobs": jobsScripts, "start": startScripts,
      "job": jobScripts,
    ], with: generalScripts.merging(liveScripts) { $1 }
  ).mapValues { languages in
    languages.mapValues { words in
      let object = JSONObject(words.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      // A `</script>` within would end the element.
      return String(decoding: JSONWriter.bytes(of: .object(object)), as: UTF8.self).replacing("<", with: "\\u003c")
    }
  }

  /// Each page's words and those of all pages, in every language.
  private static func spoken(
    _ pages: [String: [String: Message]], with general: [String: Message]
  ) -> [String: [Language: [String: String]]] {
    pages.mapValues { own in
      let words = general.merging(own) { $1 }
      return Dictionary(
        uniqueKeysWithValues: Language.allCases.map { language in
          (language, words.mapValues { $0.text(in: language) })
        })
    }
  }

  private static let general: [String: Message] = [
    "skip": "Skip to the contents", "pages": "Pages", "toStart": "To the first page", "keep": "No, go back",
    "whoYouAre": "Who you are", "yourName": "Your name",
  ]

  private static let generalScripts: [String: Message] = [
    "noServer": "The server does not answer. It is tried again.", "sure": "Yes: {1}",
  ]
}
