import JobModel

/// The words of the templates and scripts, by name. Each page adds its own in `WebWords+<page>.swift`.
enum WebWords {
  static let byLanguage: [Language: [String: String]] = {
    var byLanguage: [Language: [String: String]] = [:]
    for language in Language.allCases { byLanguage[language] = all.mapValues { $0.text(in: language) } }
    return byLanguage
  }()

  private static let all: [String: Message] = [
    general,
    access,
    admin,
  ].reduce(into: [:]) { $0.merge($1) { $1 } }
  private static let all: [String: Message] = general.merging(jobs) { $1 }
  private static let all: [String: Message] = general.merging(start) { $1 }
  private static let all: [String: Message] = general.merging(job) { $1 }

  private static let general: [String: Message] = [
    "skip": "Skip to the contents", "pages": "Pages", "toStart": "To the first page", "keep": "No, go back",
  ]

  /// The words of all scripts, which fill `{1}` in themselves, as JSON that is safe within HTML.
  static let forScripts: [Language: String] = {
    var byLanguage: [Language: String] = [:]
    for language in Language.allCases {
      let words = JSONObject(scripts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.text(in: language))) })
      // A `</script>` within would end the element.
      byLanguage[language] = String(decoding: JSONWriter.bytes(of: .object(words)), as: UTF8.self)
        .replacing("<", with: "\\u003c")
    }
    return byLanguage
  }()

  private static let scripts = generalScripts.merging(adminScripts) { $1 }
  private static let scripts: [String: Message] = generalScripts.merging(jobScripts) { $1 }

  private static let generalScripts: [String: Message] = [
    "noServer": "The server does not answer. It is tried again."
  ].merging(startScripts) { $1 }
  ].merging(jobScripts) { $1 }
}
