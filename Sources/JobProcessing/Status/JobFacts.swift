import JobModel
import Results
import Spool
import Workflows

/// What a job's page says of the job as a whole: what it is, who gave it, how it was read, the settings in force.
struct JobFacts {
  let status: JobStatus
  let language: Language

  init(_ status: JobStatus, in language: Language) {
    self.status = status
    self.language = language
  }

  var all: [JobPage.Fact] {
    (origin + reading + settings + estimate).filter { !$0.value.isEmpty }
  }

  private var manifest: JobManifest { status.manifest }

  private func fact(_ title: Message, _ text: String?) -> JobPage.Fact {
    JobPage.Fact(title, Message(verbatim: text ?? ""))
  }

  private func fact(_ title: Message, _ number: Int?) -> JobPage.Fact { fact(title, number.map(String.init)) }

  private var origin: [JobPage.Fact] {
    [
      fact("Job", manifest.id.text),
      fact("Workflow", status.definition.titles.text(language) ?? manifest.workflow),
      fact("Preset", manifest.preset),
      JobPage.Fact("Submitted by", "\(manifest.submitter.name) (from \(manifest.submitter.from))"),
      fact("Submitted", LocalTime.text(manifest.committedAt)),
      fact("Starts at", manifest.settings.startAt.map { LocalTime.text($0) }),
      fact("Finished", status.finished.map { LocalTime.text($0.at) }),
    ]
  }

  private var reading: [JobPage.Fact] {
    [
      fact("Rows", manifest.rows.count),
      fact("Rows that cannot run as they are", manifest.badRows > 0 ? manifest.badRows : nil),
      fact("Sheet", manifest.sheet),
      fact("Header row", manifest.headerRow),
      fact("Text encoding", manifest.encoding),
      JobPage.Fact("Columns", .list(manifest.columns.filter { !$0.isEmpty })),
    ]
  }

  private var settings: [JobPage.Fact] {
    let (settings, digest) = (manifest.settings, status.digest)
    return [
      JobPage.Fact("Priority", "\(digest.priority) (1 is first, 9 last)"),
      fact("Rows at once", digest.concurrency),
      fact("Attempts after the first", settings.retries),
      fact("Trial rows", settings.trial),
      fact("Cost ceiling", digest.maxCost.map(money)),
      fact("Cost so far", (status.finished?.cost ?? digest.cost).map(money)),
    ]
  }

  /// Before anything has run, what the workflow's own figures say.
  private var estimate: [JobPage.Fact] {
    guard !status.hasStarted, status.finished == nil, let estimate = status.definition.estimate else { return [] }
    let rows = manifest.rows.count - manifest.badRows
    let atOnce = max(1, status.digest.concurrency ?? status.definition.limits.concurrency ?? 1)
    let time = estimate.secondsPerRow.map {
      Message.duration(.seconds($0 * Double(rows) / Double(min(atOnce, max(1, rows)))))
    }
    return [
      JobPage.Fact("Estimated time", time.map { "about \($0)" } ?? ""),
      fact("Estimated cost", estimate.costPerRow.map { money($0 * Double(rows)) }),
    ]
  }

  private func money(_ amount: Double) -> String {
    let text = CellValue.shortestText(of: (amount * 10_000).rounded() / 10_000)
    return status.definition.estimate?.currency.map { "\(text) \($0)" } ?? text
  }
}
