import JobModel
import JobProcessing
import Results
import Workflows

/// A committed job as its template takes it: what STATUS.html shows of it, and what can be done with it here.
struct JobPageObject {
  let record: JobRecord
  let page: JobPage
  let language: Language
  /// The picture it was begun with, as the template takes it.
  var origin: [String: Any]?

  init(_ record: JobRecord, _ page: JobPage, _ context: WebContext) {
    self.record = record
    self.page = page
    language = context.language
  }

  var object: [String: Any] {
    let text = PageText(language)
    var object = JobPageContext(page, text).object
    object["t"] = text.words.merging(WebWords.forTemplate("job", in: language)) { $1 }
    for name in ["rows", "problemRows", "pictures", "log", "verbs", "title", "language", "written"] {
      object[name] = nil
    }
    object["hasProblemRows"] = false
    object["hasProblems"] = !page.causes.isEmpty || !page.cellProblems.isEmpty
    object["isCommitted"] = true
    object["isLive"] = !page.state.isFinished
    object["orders"] = JobOrderButton.all(for: page).map { $0.object(in: language) }
    object["canSet"] = OrderDecision.decide(.set, for: page.state) == .acts
    object["priorities"] = (1...9).map(String.init)
    object["costs"] = record.definition.estimate?.currency != nil
    object["downloads"] = downloads(text)
    object["data"] = data
    object["origin"] = origin
    object["showsMedia"] = showsMedia
    return object
  }

  private var showsMedia: Bool {
    record.definition.results.contains { $0.type == .image || $0.type == .file }
  }

  private func downloads(_ text: PageText) -> [[String: Any]] {
    let place = "/api/v1/jobs/\(page.id.text.asLinkPart)"
    return page.downloads.enumerated().map { index, download in
      let isZip = download.name.hasSuffix(".zip")
      let isResults = isZip || download.name.hasSuffix("-results.xlsx") || index == 0
      let name = isZip ? "results.zip" : isResults ? "results.xlsx" : "marked.xlsx"
      return ["title": text.of(download.title), "name": download.name, "link": "\(place)/\(name)"]
    }
  }

  // MARK: For the scripts

  /// What the scripts need to know of the job, as JSON that is safe within HTML.
  private var data: String {
    let definition = record.definition
    var object: JSONObject = [
      "job": .string(page.id.text), "state": .string(page.state.rawValue), "rows": .integer(Int64(page.counts.total)),
      "workflow": .string(record.manifest.workflow),
      "columns": .array(definition.columns.map { .object(json(of: $0)) }),
      "results": .array(
        definition.results.map {
          [
            "name": .string($0.name), "title": .string($0.titles.message(or: $0.name).text(in: language)),
            "type": .string($0.type.rawValue),
          ]
        }),
      "showsMedia": .boolean(showsMedia),
    ]
    object["preset"] = record.manifest.preset.map(JSONValue.string)
    object["pictureColumn"] = record.pictureColumn.map(JSONValue.string)
    object["currency"] = definition.estimate?.currency.map(JSONValue.string)
    // A `</script>` within would end the element.
    return String(decoding: JSONWriter.bytes(of: .object(object)), as: UTF8.self).replacing("<", with: "\\u003c")
  }

  private func json(of column: InputColumn) -> JSONObject {
    var object: JSONObject = [
      "name": .string(column.name), "title": .string(column.titles.message(or: column.name).text(in: language)),
      "type": .string(column.type.rawValue), "required": .boolean(column.required),
      "other": .boolean(column.takesOtherChoices),
    ]
    object["help"] = column.help.message.map { .string($0.text(in: language)) }
    object["min"] = column.limits.min.map(JSONValue.number)
    object["max"] = column.limits.max.map(JSONValue.number)
    object["maxLength"] = column.limits.maxLength.map { .integer(Int64($0)) }
    if !column.choices.isEmpty {
      object["choices"] = .array(
        column.choices.map {
          ["value": .string($0.value), "title": .string($0.titles.message(or: $0.value).text(in: language))]
        })
    }
    return object
  }
}
