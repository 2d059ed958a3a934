import Glibc
import HTTPTransfer
import JobModel
import SystemPackage

extension HTTPWork {
  private var maker: FileMaker { FileMaker(step: step.name, service: service) }

  /// Takes the outputs from the last answer.
  mutating func finish(_ answer: Answer) async throws(Failure) -> StepOutput {
    scope.reply = answer.tree
    let isRepeatable = recipe.request.isRepeatable
    if answer.tree == nil, recipe.needsJSON { throw notJSON(answer, isRepeatable: isRepeatable || scope.remote != nil) }
    var result = AnswerHarvester(recipe: recipe, step: step.name, service: service)
      .read(answer, remote: scope.remote)
    guard result.missing.isEmpty else {
      // The service is done with it, so that a retry may send it again.
      await settle()
      throw missing(result.missing, answer)
    }
    if case .good(let warning) = judge.verdict(on: answer, to: recipe.request, isRepeatable: true) {
      result.harvest.warning = warning ?? result.harvest.warning
    }
    if result.canBeKept, !isRepeatable, scope.remote == nil {
      let record = RemoteRecord(harvest: result.harvest)
      if record.text.utf8.count <= Self.longestRecord { await journal(record) }
    }
    return try await collect(result.harvest, result.inline, of: answer)
  }

  /// Bytes of an answer that may stand in a row's file.
  private static let longestRecord = 256 << 10

  private func missing(_ outputs: [String], _ answer: Answer) -> Failure {
    let words = answer.tree == nil && !recipe.needsJSON ? nil : ServiceMessage.find(in: answer, own: recipe.message)
    let names = Message.list(outputs.map { "'\($0)'" })
    let start: Message = "The service '\(service)' gave no \(names) for this row."
    return Failure(
      .blocked, code: "empty-answer", message: ServiceSentence.with(words, after: start), detail: answer.detail,
      service: service)
  }

  /// Makes and fetches the files.
  mutating func collect(
    _ harvest: Harvest, _ inline: [AnswerHarvester.Inline] = [], of answer: Answer? = nil
  ) async throws(Failure) -> StepOutput {
    var output = StepOutput(values: harvest.values, warning: harvest.warning, cost: harvest.cost)
    if let answer {
      for part in inline { output.files.append(try await write(part, of: answer)) }
    }
    for link in harvest.links { output.files.append(try await fetch(link)) }
    return output
  }

  private mutating func write(
    _ inline: AnswerHarvester.Inline, of answer: Answer
  ) async throws(Failure) -> StepFile {
    let path = newPath(inline.output)
    let family = family(of: inline.output)
    let isOpen = !recipe.request.isRepeatable
    do throws(Failure) {
      return try await BlockingWork.run { [maker] () throws(Failure) in
        try maker.write(inline.content, of: answer, to: path)
        return try maker.file(at: path, for: inline.output, family)
      }
    } catch {
      // The answer was good for nothing, and nothing is left of it: a retry may send the request again.
      if error.class == .blocked { await settle() }
      if error.class == .transient, isOpen, scope.remote == nil {
        var failure = error
        failure.class = .unknown
        throw failure
      }
      throw error
    }
  }

  private func family(of output: String) -> OutputRecipe.Family {
    if case .files(_, let family)? = recipe.outputs.first(where: { $0.name == output })?.content {
      family
    } else {
      .file
    }
  }

  // MARK: Fetching

  private static let pauses: [Duration] = [.seconds(1), .seconds(4)]

  /// Fetches a file, with two more tries soon after; longer waits are the row's retries, which fetch again and send
  /// nothing.
  private mutating func fetch(_ link: Harvest.Link) async throws(Failure) -> StepFile {
    for pause in Self.pauses {
      do throws(Failure) {
        return try await fetchOnce(link)
      } catch {
        guard error.class == .transient, !error.isCancelled else { throw error }
        try await self.pause(pause)
      }
    }
    return try await fetchOnce(link)
  }

  private mutating func fetchOnce(_ link: Harvest.Link) async throws(Failure) -> StepFile {
    let recipe = try recipe(of: link)
    scope.item = AnswerValue(link.item)
    var request = try await prepare(recipe, for: .download)
    let path = newPath(link.output)
    request.receiver = .file(path, limit: recipe.limit)
    let response = try await transfer(request, isWork: false)
    guard recipe.accept.contains(response.status) else { throw try await refused(response, request, recipe) }
    let family = family(of: link.output)
    do throws(Failure) {
      return try await BlockingWork.run { [maker] () throws(Failure) in
        try maker.file(at: path, for: link.output, family)
      }
    } catch {
      // What was fetched can be fetched again: it may have been cut off on the way.
      var failure = error
      if error.code == "file-broken" { failure.class = .transient }
      throw failure
    }
  }

  private func recipe(of link: Harvest.Link) throws(Failure) -> RequestRecipe {
    let sources = recipe.outputs.first { $0.name == link.output }?.sources ?? []
    if sources.indices.contains(link.source) {
      switch sources[link.source] {
      case .request(let request, _): return request
      case .link: return RequestRecipe(method: "GET", url: .plain(.literal(link.item)))
      case .base64, .text, .body: break
      }
    }
    throw Failure(
      .unknown, code: "remote-unusable",
      message: """
        The answer of the service '\(service)' was kept, but the workflow has no output '\(link.output)' \
        for it.
        """,
      service: service)
  }

  /// What a bad status of a file's link means. A link that has run out cannot be had again.
  private func refused(
    _ response: HTTPResponse, _ request: HTTPRequest, _ recipe: RequestRecipe
  ) async throws(Failure) -> Failure {
    let answer = try await read(response)
    let isOwn = RequestURL.origin(of: request.url) == parts.access.baseURL.flatMap(RequestURL.origin)
    let isGone = [404, 410].contains(response.status) || [400, 401, 403].contains(response.status) && !isOwn
    if isGone {
      // A repeatable request gives fresh links.
      if self.recipe.request.isRepeatable, scope.remote == nil { return gone(answer, .transient) }
      await journal(RemoteRecord(id: scope.remote, isLost: true))
      return gone(answer, .unknown)
    }
    guard case .bad(var failure) = judge.verdict(on: answer, to: recipe, isRepeatable: true) else {
      return gone(answer, .transient)
    }
    // Whatever it is, the work is done: the file alone is wanted.
    if failure.class == .invalid || failure.class == .blocked { failure.class = .transient }
    return failure
  }

  private func gone(_ answer: Answer, _ kind: Failure.Class) -> Failure {
    Failure(
      kind, code: "link-expired",
      message: """
        The service '\(service)' did the row, but the link to its file does not work any more \
        (status \(answer.status)). Retry the row to send it again; that may cost again.
        """,
      detail: answer.detail, service: service)
  }
}
