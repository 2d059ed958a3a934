import JobModel

/// The page over all jobs as the templates take it: texts in one language.
struct IndexPageContext {
  let page: IndexPage
  let text: PageText

  init(_ page: IndexPage, _ text: PageText) {
    self.page = page
    self.text = text
  }

  var object: [String: Any] {
    var object = PageFrame(page.freshness, key: "index", text).object
    object["title"] = "rowspool – \(text.words["title"] ?? "")"
    object["warnings"] = page.warnings.map { text.short($0) }
    object["services"] = page.services.map { text.short($0) }
    object["hasServices"] = !page.services.isEmpty
    object["jobs"] = page.jobs.map(job)
    object["hasJobs"] = !page.jobs.isEmpty
    object["moreJobs"] = note(page.unshownJobs) {
      "\($0) older jobs are not shown here; each has its folder beside this page."
    }
    object["waiting"] = page.waiting.map {
      ["name": $0.name, "reason": text.short($0.reason), "since": text.time($0.since)] as [String: Any]
    }
    object["hasWaiting"] = !page.waiting.isEmpty
    object["moreWaiting"] = note(page.unshownWaiting) { "\($0) more files are waiting." }
    object["rejected"] = page.rejected.map {
      ["name": $0.name, "reasons": PageRow.shortened($0.reasons, to: 600), "at": text.time($0.at)] as [String: Any]
    }
    object["hasRejected"] = !page.rejected.isEmpty
    object["moreRejected"] = note(page.unshownRejected) { "\($0) older ones lie in the folder 'rejected'." }
    return object
  }

  private func note(_ count: Int, _ message: (String) -> Message) -> String? {
    count > 0 ? text.of(message(PageText.count(count))) : nil
  }

  private func job(_ job: IndexPage.Job) -> [String: Any] {
    var object: [String: Any] = [
      "id": job.id.text, "link": job.id.text.asLinkPart, "name": job.name, "workflow": job.workflow,
      "submitter": job.submitter, "since": text.time(job.since), "state": text.of(job.state.title),
      "kind": job.state.kind, "bar": PageBar(job.counts, text).object,
      "ended": PageText.count(job.counts.ended), "total": PageText.count(job.counts.total),
    ]
    object["reason"] = job.reason.map { text.short($0) }
    object["left"] = job.left.map { text.of(.duration($0)) }
    object["hasBar"] = job.counts.total > 0
    return object
  }
}
