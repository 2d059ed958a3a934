import JobModel

/// A job's page as the templates take it: texts in one language.
package struct JobPageContext {
  let page: JobPage
  let text: PageText

  package init(_ page: JobPage, _ text: PageText) {
    self.page = page
    self.text = text
  }

  package var object: [String: Any] {
    var object = frame
    object["name"] = page.name
    object["id"] = page.id.text
    object["state"] = text.of(page.state.title)
    object["kind"] = page.state.kind
    object["reason"] = page.reason.map { text.short($0) }
    object["tiles"] = tiles
    object["facts"] = page.facts.map { ["title": text.of($0.title), "value": text.short($0.value)] }
    object["notes"] = page.notes.map { text.short($0) }
    object.merge(problems) { $1 }
    object.merge(rows) { $1 }
    object.merge(pictures) { $1 }
    object["downloads"] = page.downloads.map {
      ["title": text.of($0.title), "name": $0.name, "link": $0.name.asLinkPart]
    }
    object["log"] = page.log.map { ["time": text.time($0.at), "message": text.brief($0.message)] as [String: Any] }
    object["verbs"] = verbs
    object["howTo"] = text.of(
      """
      Copy the file \(JobTicket.name(of: page.id)) from this folder into one of these folders beside 'outgoing'. \
      It acts within seconds, and an answer appears beside it.
      """)
    return object
  }

  private var frame: [String: Any] {
    var frame = PageFrame(page.freshness, key: page.id.text, text).object
    frame["title"] = "\(page.name) – \(text.of(page.state.title))"
    frame["bar"] = PageBar(page.counts, text).object
    frame["total"] = PageText.count(page.counts.total)
    return frame
  }

  /// The numbers under the bar.
  private var tiles: [[String: Any]] {
    var tiles: [(Message, Message)] = []
    if let rate = page.pace.rate { tiles.append(("Speed", .rowRate(rate))) }
    if let left = page.pace.left { tiles.append(("Time left", .duration(left))) }
    if page.retries.attempts > 0 {
      tiles.append(("Further attempts", Message(verbatim: PageText.count(page.retries.attempts))))
    }
    if page.retries.waiting > 0 {
      tiles.append(("Waiting for another attempt", Message(verbatim: PageText.count(page.retries.waiting))))
    }
    if let next = page.retries.next {
      tiles.append(("Next attempt", Message(verbatim: LocalTime.text(next))))
    }
    return tiles.map { ["title": text.of($0.0), "value": text.of($0.1)] }
  }

  // MARK: Problems

  private var problems: [String: Any] {
    var object: [String: Any] = [:]
    object["causes"] = page.causes.map { cause in
      let rows = cause.firstRows.sorted().map(String.init).joined(separator: ", ")
      return [
        "message": text.short(cause.message), "count": PageText.count(cause.count),
        "rows": cause.count > cause.firstRows.count ? "\(rows) …" : rows,
      ]
    }
    object["otherFailures"] = note(page.otherFailures) { "\($0) more failed rows are not listed by cause here." }
    object["cellProblems"] = page.cellProblems.map(text.brief)
    object["moreCellProblems"] = note(page.unshownCellProblems) { "\($0) more problems are not shown here." }
    object["hasCellProblems"] = !page.cellProblems.isEmpty
    object["problemRows"] = page.problemRows.map(row)
    object["hasProblemRows"] = !page.problemRows.isEmpty
    object["moreProblemRows"] = note(page.unshownProblemRows) {
      "\($0) more rows with problems are not shown here; the results workbook has them all."
    }
    let hasAny = !page.causes.isEmpty || page.otherFailures > 0 || !page.cellProblems.isEmpty
    object["hasProblems"] = hasAny || !page.problemRows.isEmpty
    return object
  }

  private func note(_ count: Int, _ message: (String) -> Message) -> String? {
    count > 0 ? text.of(message(PageText.count(count))) : nil
  }

  // MARK: Rows and pictures

  private var rows: [String: Any] {
    var object: [String: Any] = [:]
    object["rows"] = page.rows.map(row)
    object["hasRows"] = !page.rows.isEmpty
    object["moreRows"] = note(page.unshownRows) {
      "\($0) more rows are not shown here; the results workbook has them all."
    }
    object["filters"] = page.counts.byState.keys.sorted { $0.rank < $1.rank }.map {
      ["state": $0.rawValue, "title": text.title(of: $0), "count": PageText.count(page.counts[$0])]
    }
    object["hasFilters"] = page.counts.byState.count > 1
    return object
  }

  private func row(_ row: PageRow) -> [String: Any] {
    var object: [String: Any] = [
      "number": row.number, "state": row.state.rawValue, "stateTitle": text.title(of: row.state),
      "label": row.label,
      "files": row.files.map { ["name": $0, "link": $0.asLinkPart] },
    ]
    object["attempts"] = row.attempts > 0 ? row.attempts : nil
    object["message"] = row.sentence.map(text.brief)
    object["next"] = row.nextAttempt.map(text.time)
    return object
  }

  private var pictures: [String: Any] {
    var object: [String: Any] = [:]
    object["pictures"] = page.pictures.map { picture in
      var object: [String: Any] = [
        "row": picture.row, "state": picture.state.rawValue, "stateTitle": text.title(of: picture.state),
        "label": picture.label, "file": picture.file, "link": picture.file.asLinkPart,
      ]
      object["thumbnail"] = picture.thumbnail?.asLinkPart
      object["original"] = picture.original?.asLinkPart
      return object
    }
    object["hasPictures"] = !page.pictures.isEmpty
    object["morePictures"] = note(page.unshownPictures) {
      "\($0) more pictures are not shown here; they lie in 'files'."
    }
    return object
  }

  // MARK: Control

  private var verbs: [[String: Any]] {
    let names = ["toPause", "toResume", "toCancel", "toRetry", "toResults", "toClear"]
    return zip(["pause", "resume", "cancel", "retry", "results", "clear"], names).map { verb, name in
      ["verb": verb, "meaning": text.words[name] ?? ""]
    }
  }
}
