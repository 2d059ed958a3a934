import FoundationEssentials
import Glibc
import JobModel
import Results
import RowReading
import Spool
import SystemPackage
import Workflows

/// Reads one drop and writes its row files: what a reading child does. Nothing is queued by it.
struct DropReader {
  /// A drop that cannot be taken, with the reasons for the person who dropped it.
  struct Rejection: Error {
    var reasons: [Message]

    init(_ reasons: Message...) { self.reasons = reasons }
    init(_ reasons: [Message]) { self.reasons = reasons }
  }

  let request: ReadingRequest
  private let findings = DropFindings()

  init(request: ReadingRequest) {
    self.request = request
  }

  private var ignored: IgnoredNames { IgnoredNames(extra: request.rules.ignored) }
  private var workshop: FilePath { FilePath(request.workshop) }
  private var library: WorkflowLibrary {
    WorkflowLibrary(searchPath: request.rules.templates.map { FilePath($0) })
  }

  func read() -> ReadingReply {
    var reply = ReadingReply()
    do {
      reply = try readDrop()
    } catch let rejection as Rejection {
      reply.reasons = rejection.reasons
    } catch let fault as DropTable.HeaderFault {
      reply.reasons = [explained(fault)]
    } catch let error as ReadingError {
      reply.reasons = [error.message]
    } catch let error as WorkflowError {
      reply.reasons = ["The workflow of this drop folder cannot be used; tell its administrator. \(error.description)"]
    } catch let error as SpoolError {
      reply.isTransient = true
      reply.reasons = [Message(verbatim: error.description)]
    } catch {
      reply.reasons = ["The drop could not be read: \("\(error)")"]
    }
    reply.language = findings.language
    reply.workflow = findings.workflow?.id
    reply.problems = findings.problems
    if !reply.reasons.isEmpty && !reply.isTransient { explainAndMark(&reply) }
    return reply
  }

  private func readDrop() throws -> ReadingReply {
    let place = DropPlace(request)
    let contents = try DropContents(
      path: place.path, ignored: ignored, zipsFolder: workshop.appending("zips"))
    let files = try DropFiles(contents: contents, place: place, workshop: workshop, ignored: ignored)
    files.fetching = request.rules.fetching
    var settings = try files.settings()
    let tableEntry = try contents.table(named: settings.table)
    let table = try tableEntry.map { try DropTable(path: files.path(of: $0), entry: $0, rules: request.rules) }
    findings.table = table
    if let sheet = try table?.settingsSheet() { settings.add(sheet) }
    settings.take(request.claim.settings)
    let workflow = try WorkflowChoice(
      request: request, table: table, settings: settings, findings: findings
    ).resolve()
    findings.workflow = workflow.definition
    findings.language = workflow.definition.language
    settings.add(SettingsTable(rows: workflow.preset?.settings ?? []))
    let layout = try table?.resultsLayout()
    if let layout { settings.add(inherited: layout.values) }
    files.mayBeEarlier = layout != nil
    findings.changes = try table?.templateColumns().flatMap { TemplateChanges(since: $0, workflow.definition) }
    let writer = try JobWriter(
      request: request, workflow: workflow, settings: settings, files: files, findings: findings)
    if let table {
      try writer.writeRows(of: table)
      if let changes = findings.changes { writer.note(changes.sentence) }
    } else {
      try writer.writePictures(contents.pictures)
    }
    return try writer.finish()
  }

  // MARK: What is wrong

  /// What a table without a header lacks, and where else it would fit.
  private func explained(_ fault: DropTable.HeaderFault) -> Message {
    findings.sheet = try? findings.table?.sheet(with: fault)
    findings.missing = fault.missing
    let titles = fault.nearest?.titles ?? []
    return .sentences([
      fault.error.message, FittingWorkflows(library: library).hint(for: titles, besides: findings.workflow?.id),
    ])
  }

  /// Adds what became of the template, and writes the marked-up workbook where there is a table. What cannot be marked
  /// is explained all the same.
  private func explainAndMark(_ reply: inout ReadingReply) {
    if let changes = findings.changes { reply.reasons.append(changes.sentence) }
    let language = findings.language ?? request.rules.language
    guard let marker = DropMarker(findings, name: request.claim.name, language: language) else { return }
    let path = workshop.appending(JobFile.marked)
    do {
      reply.hasMarks = try marker.write(to: path, reasons: reply.reasons)
      reply.isMarked = true
    } catch {
      _ = path.withPlatformString { unlink($0) }
    }
  }
}

/// Where a drop lies below `jobs/<job>/source/`.
struct DropPlace {
  /// The file or folder that is read; `source/` itself for loose pictures.
  let path: FilePath
  /// Its place relative to the job's folder.
  let prefix: String

  init(_ request: ReadingRequest) {
    let claim = request.claim
    let source = FilePath(request.jobFolder).appending(JobFile.source)
    if let path = request.drop {
      self.path = FilePath(path)
      prefix = "\(JobFile.source)/\(self.path.lastComponent?.string ?? "")"
    } else if claim.origins.count == 1, let name = claim.origins[0].path.lastComponent {
      path = source.appending(name)
      prefix = "\(JobFile.source)/\(name.string)"
    } else {
      path = source
      prefix = JobFile.source
    }
  }
}
