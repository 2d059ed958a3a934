import Containment
import HTTPTransfer
import JobModel
import SystemPackage

/// Fetches what web addresses in a row lead to.
struct InputFetcher: Sendable {
  var rules: FetchRules
  var http: any HTTPService
  var pictures: any RequestService
  /// What keeps one host from being asked for too much at once, by all rows together.
  var hosts: BackEnds
  /// What rows of the same job need not fetch again.
  var known: FetchedFiles
  /// For dates in `Retry-After`.
  var now: @Sendable () -> Timestamp = { .now }

  private static let mostRedirects = 5
  private static let idle = Duration.seconds(30)
  /// For a look at a picture's header.
  private static let pictureDeadline = Duration.seconds(60)

  private enum Fetched {
    case known(StepFile)
    /// - Parameter ending: of the name that the server gives the file, if it does.
    case new(ending: String?)
  }

  /// - Returns: the file in the attempt's folder, which is what its column wants.
  func fetch(_ input: WebInput, for attempt: RowAttempt) async throws(Failure) -> StepFile {
    let sentences = FetchSentences(input, attempt: attempt.history.attempt)
    let target: HTTPTarget
    do throws(HTTPError) {
      target = try HTTPTarget(input.address)
    } catch {
      throw sentences.failure(error)
    }
    let path = attempt.workingFolder.appending(input.storedColumn)
    let key = Self.key(input, attempt)
    let host = BackEndID(service: target.server, endpoint: target.origin)
    // Tables may name any number of hosts: those that nobody works with are not remembered.
    defer { _ = hosts.forget([host]) }
    let fetched = try await hosts.run(host) { pass throws(Failure) -> Fetched in
      // Rows before this one, for which it waited, may have fetched the same.
      if let file = await BlockingWork.run({ [known] in known.file(for: key, at: path) }) { return .known(file) }
      try await pass.pace()
      return .new(ending: try await transfer(input, to: path, sentences))
    }
    switch fetched {
    case .known(var file):
      file.column = input.storedColumn
      return file
    case .new(let ending): return try await checked(path, input, ending: ending, sentences)
    }
  }

  /// A row keeps what was fetched: others of its job may have it too.
  ///
  /// - Parameter path: in the job's folder.
  func keep(_ file: StepFile, at path: FilePath, of input: WebInput, for attempt: RowAttempt) {
    var file = file
    file.path = path
    known.keep(file, for: Self.key(input, attempt))
  }

  private static func key(_ input: WebInput, _ attempt: RowAttempt) -> FetchedFiles.Key {
    FetchedFiles.Key(job: attempt.record.job, address: input.address, type: input.column.type)
  }

  private func transfer(
    _ input: WebInput, to path: FilePath, _ sentences: FetchSentences
  ) async throws(Failure) -> String? {
    var request = HTTPRequest("GET", input.address)
    request.access = rules.access
    request.redirects = .follow(most: Self.mostRedirects)
    request.receiver = .file(path, limit: rules.largestFile)
    request.deadlines.idle = Self.idle
    request.deadlines.total = rules.timeout
    // Some sites refuse who does not say what it is.
    request.headers = [HTTPHeader("Accept", "*/*"), HTTPHeader("User-Agent", "rowspool")]
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await http.send(request)
    } catch {
      throw sentences.failure(error, largest: rules.largestFile)
    }
    guard (200..<300).contains(response.status) else { throw sentences.refused(response, now: now()) }
    return response.header("Content-Disposition").flatMap(FileFormat.ending(ofHeader:))
  }

  // MARK: Checking

  private func checked(
    _ path: FilePath, _ input: WebInput, ending: String?, _ sentences: FetchSentences
  ) async throws(Failure) -> StepFile {
    let ends = try await BlockingWork.run { () throws(Failure) in
      do { return try FileEnds(of: path) } catch { throw sentences.unreadable(error) }
    }
    guard ends.count > 0 else { throw sentences.empty }
    let format = FileFormat(ends.start)
    let isPage = format.mediaType == "text/html"
    if input.column.type == .image ? format.family != .image : isPage && !input.isPage {
      throw sentences.wrongKind(format)
    }
    guard ends.isWhole(format) else { throw sentences.cutOff }
    var file = StepFile(column: input.storedColumn, path: path)
    (file.fileExtension, file.mediaType) = (format.fileExtension, format.mediaType)
    if input.column.type == .image {
      let facts = try await look(at: path, input, sentences)
      (file.width, file.height) = (facts.size.width, facts.size.height)
      (file.fileExtension, file.mediaType) = (facts.format.fileExtension, facts.format.mediaType)
    } else if format.isNamedByPeople, let ending = ending ?? FileFormat.ending(of: input.name) {
      (file.fileExtension, file.mediaType) = (ending, nil)
    }
    return file
  }

  /// Opens a picture as the steps will.
  private func look(
    at path: FilePath, _ input: WebInput, _ sentences: FetchSentences
  ) async throws(Failure) -> PictureFacts {
    let name = input.name.isEmpty ? nil : input.name
    let request = PictureRequest(.probe, input: path.string, name: name)
    let reply: JSONObject
    do throws(ContainmentError) {
      reply = try await pictures.call(request.json, deadline: Self.pictureDeadline)
    } catch {
      throw sentences.notLookedAt(error)
    }
    switch PictureReply(json: reply) {
    case .probed(let facts): return facts
    case .failed(let failure): throw sentences.unusable(failure)
    case .made, nil: throw sentences.notLookedAt(nil)
    }
  }
}
