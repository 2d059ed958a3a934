import JobModel

/// Decides what an answer means: the recipe's rules first, then what statuses usually mean.
struct AnswerJudge: Sendable {
  enum Verdict: Hashable, Sendable {
    case good(warning: Failure?)
    case bad(Failure)
  }

  let recipe: HTTPRecipe
  let step: String
  let service: String
  /// For dates in `Retry-After`.
  let now: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - request: what was asked.
  ///   - isRepeatable: whether it may be asked again without harm.
  func verdict(on answer: Answer, to request: RequestRecipe, isRepeatable: Bool) -> Verdict {
    let isAccepted = request.accept.contains(answer.status)
    for rule in recipe.errors where fits(rule, answer) {
      switch rule.meaning {
      case .failure(let kind): return .bad(failure(kind, answer, rule: rule))
      case .warning where isAccepted: return .good(warning: warning(answer, rule))
      case .warning: continue
      }
    }
    if isAccepted { return .good(warning: nil) }
    return .bad(failure(Self.usual(answer, isRepeatable: isRepeatable), answer, rule: nil))
  }

  /// What a bad end of the work means, by the recipe's rules.
  func failure(ofState state: String, in answer: Answer) -> Failure {
    for rule in recipe.errors where fits(rule, answer) {
      if case .failure(let kind) = rule.meaning { return failure(kind, answer, rule: rule) }
    }
    return failure(.blocked, answer, rule: nil)
  }

  private static func usual(_ answer: Answer, isRepeatable: Bool) -> Failure.Class {
    switch answer.status {
    case 401, 403: .auth
    case 402: .quota
    case 408, 425, 429: .throttled
    case 500, 503: answer.isPage && !isRepeatable ? .unknown : .transient
    case 501, 505: .invalid
    case 502, 504, 506...: isRepeatable ? .transient : .unknown
    default: .invalid
    }
  }

  // MARK: Rules

  func fits(_ rule: ErrorRule, _ answer: Answer) -> Bool {
    if let statuses = rule.statuses, !statuses.contains(answer.status) { return false }
    if !rule.at.isEmpty, !fitsValue(rule, answer) { return false }
    if let messages = rule.messages {
      guard let text = ServiceMessage.find(in: answer, own: recipe.message) else { return false }
      return messages.contains { $0.matches(text) }
    }
    return true
  }

  private func fitsValue(_ rule: ErrorRule, _ answer: Answer) -> Bool {
    let found = rule.at.flatMap { answer.values($0) }
    if let wanted = rule.values {
      return found.contains { value in wanted.contains { $0.matches(value.shortText) } }
    }
    if let others = rule.otherValues {
      return !found.isEmpty && found.allSatisfy { value in !others.contains { $0.matches(value.shortText) } }
    }
    return found.contains { !$0.isEmpty && $0.shortText != "0" }
  }

  // MARK: Sentences

  private func failure(_ kind: Failure.Class, _ answer: Answer, rule: ErrorRule?) -> Failure {
    let words = ServiceMessage.find(in: answer, own: recipe.message)
    let own = rule?.sentence.map { ServiceSentence.with(words, after: $0) }
    var failure = Failure(
      kind, code: Self.codes[kind] ?? "service-fault",
      message: own ?? ServiceSentence.text(kind, service: service, words: words, status: answer.status),
      detail: answer.detail, service: service)
    switch rule?.wait {
    case .duration(let duration)?: failure.retryAfter = duration
    case .pointers(let pointers)?: failure.retryAfter = answer.values(pointers).first.flatMap(RetryDelay.read)
    case nil: break
    }
    if [.throttled, .transient, .quota].contains(kind) {
      failure.retryAfter = failure.retryAfter ?? RetryDelay.read(answer, now: now())
    }
    return failure
  }

  private func warning(_ answer: Answer, _ rule: ErrorRule) -> Failure {
    let words = ServiceMessage.find(in: answer, own: recipe.message)
    return Failure(
      .blocked, code: "service-warning",
      message: rule.sentence ?? ServiceSentence.warning(service: service, words: words),
      service: service)
  }

  private static let codes: [Failure.Class: String] = [
    .invalid: "service-invalid", .blocked: "service-blocked", .transient: "service-fault",
    .throttled: "service-busy", .quota: "service-quota", .auth: "service-key", .unknown: "service-unclear",
  ]
}
