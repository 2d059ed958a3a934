import FoundationEssentials
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
    var problems: [Message] = []

    init(_ reasons: Message...) { self.reasons = reasons }
  }

  let request: ReadingRequest
  private var ignored: IgnoredNames { IgnoredNames(extra: request.rules.ignored) }
  private var workshop: FilePath { FilePath(request.workshop) }

  func read() -> ReadingReply {
    var reply = ReadingReply()
    var language: Language?
    do {
      reply = try readDrop(&language)
    } catch let rejection as Rejection {
      reply.reasons = rejection.reasons
      reply.problems = rejection.problems
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
    reply.language = language
    return reply
  }

  /// - Parameter language: set as soon as the workflow is known.
  private func readDrop(_ language: inout Language?) throws -> ReadingReply {
    let place = DropPlace(request)
    let contents = try DropContents(
      path: place.path, ignored: ignored, zipsFolder: workshop.appending("zips"))
    let files = try DropFiles(contents: contents, place: place, workshop: workshop, ignored: ignored)
    var settings = try files.settings()
    let tableEntry = try contents.table(named: settings.table)
    let table = try tableEntry.map { try DropTable(path: files.path(of: $0), entry: $0, rules: request.rules) }
    if let sheet = try table?.settingsSheet() { settings.add(sheet) }
    settings.take(request.claim.settings)
    let workflow = try WorkflowChoice(request: request, table: table, settings: settings).resolve()
    language = workflow.definition.language
    settings.add(SettingsTable(rows: workflow.preset?.settings ?? []))
    let layout = try table?.resultsLayout()
    if let layout { settings.add(inherited: layout.values) }
    files.mayBeEarlier = layout != nil
    let changes = try table?.templateColumns().flatMap { TemplateChanges(since: $0, workflow.definition) }
    let writer = try JobWriter(request: request, workflow: workflow, settings: settings, files: files)
    if let table {
      do {
        try writer.writeRows(of: table)
      } catch let error as ReadingError {
        guard let changes else { throw error }
        throw Rejection(error.message, changes.sentence)
      }
      if let changes { writer.note(changes.sentence) }
    } else {
      try writer.writePictures(contents.pictures)
    }
    return try writer.finish()
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
