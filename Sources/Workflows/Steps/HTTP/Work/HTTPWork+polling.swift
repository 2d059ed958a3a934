import HTTPTransfer
import JobModel

extension HTTPWork {
  func state(of answer: Answer) -> String? {
    guard let recipe = recipe.poll, let state = answer.values(recipe.state).first?.shortText, !state.isEmpty else {
      return nil
    }
    return state
  }

  /// Follows the work to its end.
  ///
  /// - Parameter first: the answer to the request, which may hold a state already; `nil` where an earlier attempt sent
  ///   it.
  /// - Returns: the answer with the good state.
  mutating func follow(_ recipe: PollRecipe, from first: Answer?) async throws(Failure) -> Answer {
    var plan = PollPlan(recipe)
    let start = parts.clock.elapsed()
    if let first {
      if let state = state(of: first), let end = plan.end(state) { return try await settle(end, first) }
      try await pause(plan.firstWait)
    }
    while true {
      let look = try await look(recipe)
      let action = plan.next(look.sight, elapsed: parts.clock.elapsed() - start, retryAfter: look.retryAfter)
      if case .wait(let duration) = action {
        try await pause(duration)
      } else {
        return try await settle(action, look.answer)
      }
    }
  }

  private struct Look {
    var sight: PollPlan.Sight
    var answer: Answer?
    var retryAfter: Duration?
  }

  private mutating func look(_ recipe: PollRecipe) async throws(Failure) -> Look {
    let answer: Answer
    do throws(Failure) {
      answer = try await send(recipe.request, for: .poll)
    } catch {
      guard error.class == .transient, !error.isCancelled else { throw error }
      return Look(sight: .failed(error))
    }
    let isAccepted = recipe.request.accept.contains(answer.status)
    if case .bad(let failure) = judge.verdict(on: answer, to: recipe.request, isRepeatable: true) {
      if isAccepted {
        // The look succeeded and shows that the work failed.
        if failure.class != .unknown { await settle() }
        throw failure
      }
      if answer.status == 404 || answer.status == 410 { return Look(sight: .unknownID, answer: answer) }
      guard failure.class == .transient || failure.class == .throttled else { throw failure }
      return Look(sight: .failed(failure), answer: answer, retryAfter: failure.retryAfter)
    }
    guard answer.tree != nil else { return Look(sight: .failed(notJSON(answer, isRepeatable: true)), answer: answer) }
    scope.reply = answer.tree
    let state = state(of: answer)
    let isListed = state == nil ? try await isListed(recipe) : nil
    let retryAfter = RetryDelay.read(answer, now: parts.clock.now())
    return Look(sight: .state(state, isListed: isListed), answer: answer, retryAfter: retryAfter)
  }

  /// Whether the second place that the recipe names still knows the id; `nil` where it could not be asked.
  private mutating func isListed(_ recipe: PollRecipe) async throws(Failure) -> Bool? {
    guard let missing = recipe.missing else { return nil }
    do throws(Failure) {
      let answer = try await send(missing.request, for: .poll)
      guard missing.request.accept.contains(answer.status), answer.tree != nil else { return nil }
      return missing.ids.flatMap { answer.values($0) }.contains { $0.shortText == scope.remote }
    } catch {
      if error.isCancelled { throw error }
      return nil
    }
  }

  /// - Returns: the answer, where the work ended well.
  private func settle(_ end: PollPlan.Action, _ answer: Answer?) async throws(Failure) -> Answer {
    switch end {
    case .done:
      if let answer { return answer }
    case .failed(let state):
      guard let answer else { break }
      let failure = judge.failure(ofState: state, in: answer)
      if failure.class != .unknown { await settle() }
      throw failure
    case .lost: throw await lost(answer)
    case .giveUp(let failure): throw failure
    case .tooLong, .wait: break
    }
    let within = (recipe.poll?.within ?? .zero).forPeople
    throw Failure(
      .unknown, code: "remote-too-long",
      message: """
        The service '\(service)' still works on this row after \(within). Look there if you can. Retry the row \
        to go on waiting; it is not sent again.
        """, detail: answer?.detail, service: service)
  }

  private func lost(_ answer: Answer?) async -> Failure {
    if recipe.poll?.onLost == .again {
      await settle()
      return Failure(
        .transient, code: "remote-lost",
        message: "The service '\(service)' has lost its work on this row. It is sent again.", detail: answer?.detail,
        service: service)
    }
    await journal(RemoteRecord(id: scope.remote, isLost: true))
    return Failure(
      .unknown, code: "remote-lost",
      message:
        """
        The service '\(service)' does not know its work on this row any more, so it is not known whether it was \
        done. Look there if you can. Retry the row to send it again.
        """, detail: answer?.detail, service: service)
  }
}
