import HTTPTransfer
import JobModel
import SystemPackage

extension HTTPWork {
  /// Sends one request and reads its answer. The answer is not judged.
  mutating func send(
    _ recipe: RequestRecipe, for purpose: RequestBuilder.Purpose
  ) async throws(Failure) -> Answer {
    let request = try await prepare(recipe, for: purpose)
    return try await read(try await transfer(request, isWork: purpose == .work))
  }

  mutating func prepare(
    _ recipe: RequestRecipe, for purpose: RequestBuilder.Purpose
  ) async throws(Failure) -> HTTPRequest {
    let builder = RequestBuilder(scope: scope, access: parts.access, workName: newPath("\(purpose)"))
    // Only files make this slow.
    if recipe.files.isEmpty, recipe.values.allSatisfy({ $0.graphs.isEmpty }) {
      return try builder.build(recipe, for: purpose)
    }
    return try await BlockingWork.run { () throws(Failure) in try builder.build(recipe, for: purpose) }
  }

  func read(_ response: HTTPResponse) async throws(Failure) -> Answer {
    do {
      guard case .file = response.body else { return try Answer(response) }
      return try await BlockingWork.run { try Answer(response) }
    } catch {
      throw Failure(
        parts.recipeIsRepeatable ? .transient : .unknown, code: "answer-unreadable",
        message: "The answer of the service '\(service)' could not be read from the disk.", detail: "\(error)",
        service: service)
    }
  }

  /// Sends the request when its turn has come, and tells the back end's limits of the answer.
  func transfer(_ request: HTTPRequest, isWork: Bool) async throws(Failure) -> HTTPResponse {
    try await begin(request, isWork: isWork)
    do throws(HTTPError) {
      let response = try await protected(request) { [http = parts.http] () async throws(HTTPError) in
        try await http.send(request)
      }
      pass.note(response)
      return response
    } catch {
      throw await failure(error, request)
    }
  }

  /// Waits for the request's turn, and writes `sent` where it must not be repeated.
  func begin(_ request: HTTPRequest, isWork: Bool) async throws(Failure) {
    if Task.isCancelled { throw Self.cancelled }
    try await pass.pace()
    if isWork, !request.isRepeatable { try await journalSent() }
  }

  /// A request that must not be repeated outlives its row's stop for a while.
  func protected<Value: Sendable>(
    _ request: HTTPRequest, _ work: @escaping @Sendable () async throws(HTTPError) -> Value
  ) async throws(HTTPError) -> Value {
    if request.isRepeatable { return try await work() }
    return try await Shield.run(grace: parts.clock.grace, work)
  }

  func failure(_ error: HTTPError, _ request: HTTPRequest) async -> Failure {
    if !request.isRepeatable, !error.wasSent { await settle() }
    return Failure(error, service: service, step: step.name, isRepeatable: request.isRepeatable)
  }

  static let cancelled = Failure(.transient, code: Failure.cancelledCode, message: "The row was cancelled.")

  func pause(_ duration: Duration) async throws(Failure) {
    do {
      try await parts.clock.sleep(duration)
    } catch {
      throw Self.cancelled
    }
  }

  // MARK: Uploads

  /// Makes the requests before the row's own. They may be repeated, so a failure leaves nothing open.
  mutating func upload() async throws(Failure) {
    var used: [String] = []
    for upload in recipe.uploads {
      guard upload.when?.holds(scope.value(of:)) ?? true else { continue }
      do throws(Failure) {
        scope.uploads[upload.name] = try await self.upload(upload, &used)
      } catch {
        // A permission that was kept may have been the reason.
        parts.cache.remove(used)
        throw error
      }
    }
  }

  private mutating func upload(_ recipe: UploadRecipe, _ used: inout [String]) async throws(Failure) -> AnswerValue {
    let request = try await prepare(recipe.request, for: .upload)
    let key = recipe.cache == nil ? nil : UploadCache.key(request, of: parts.access)
    if let key, let kept = parts.cache.answer(key, at: parts.clock.elapsed()) {
      used.append(key)
      return kept
    }
    let answer = try await read(try await transfer(request, isWork: false))
    if case .bad(let failure) = judge.verdict(on: answer, to: recipe.request, isRepeatable: true) { throw failure }
    let tree = answer.tree ?? .plain(.null)
    if let key, let duration = recipe.cache {
      let now = parts.clock.elapsed()
      parts.cache.keep(tree, for: key, until: now + duration, now: now)
    }
    return tree
  }

  // MARK: Stopping

  /// Tells the service that the row is cancelled. The calling task is cancelled already, so this has one of its own.
  func stopRemote() async {
    guard scope.remote != nil, !recipe.cancel.isEmpty else { return }
    let (scope, parts, recipes) = (scope, parts, recipe.cancel)
    let folder = context.folder
    // It is awaited at once, and each request has a deadline.
    let areStopped = await Task { () -> Bool in
      var areStopped = true
      for (index, recipe) in recipes.enumerated() {
        let builder = RequestBuilder(scope: scope, access: parts.access, workName: folder.appending("cancel-\(index)"))
        do {
          var request = try builder.build(recipe, for: .cancel)
          request.deadlines.total = parts.clock.grace
          let response = try await parts.http.send(request)
          if !recipe.accept.contains(response.status) { areStopped = false }
        } catch {
          areStopped = false
        }
      }
      return areStopped
    }.value
    if areStopped { await journal(nil) }
  }
}
