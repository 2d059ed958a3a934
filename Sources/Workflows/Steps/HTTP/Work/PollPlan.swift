import JobModel

/// Decides, look by look, how work at a service is followed. It only decides: the caller asks and waits.
struct PollPlan: Sendable {
  /// What a look showed.
  enum Sight: Hashable, Sendable {
    /// - Parameter isListed: where there is no state and the recipe asks a second time: whether the id was found there.
    case state(String?, isListed: Bool?)
    /// The service does not know the id.
    case unknownID
    /// The look itself failed, and may be repeated.
    case failed(Failure)
  }

  enum Action: Hashable, Sendable {
    case wait(Duration)
    case done
    case failed(state: String)
    case lost
    /// The time is over.
    case tooLong
    /// Looks failed again and again.
    case giveUp(Failure)
  }

  /// Looks in a row that may fail.
  static let failuresAllowed = 5
  /// Looks in a row without a trace after which work counts as lost: a service may show a task late.
  static let absencesAllowed = 3

  private let recipe: PollRecipe
  private var pause: Duration
  private var failures = 0
  private var absences = 0

  init(_ recipe: PollRecipe) {
    self.recipe = recipe
    pause = recipe.every
  }

  /// - Parameters:
  ///   - elapsed: since the attempt began to wait.
  ///   - retryAfter: what the answer asks for.
  mutating func next(_ sight: Sight, elapsed: Duration, retryAfter: Duration? = nil) -> Action {
    switch sight {
    case .unknownID: return .lost
    case .failed(let failure):
      failures += 1
      if failures > Self.failuresAllowed { return .giveUp(failure) }
    case .state(let state, let isListed):
      failures = 0
      if let state, let end = end(state) { return end }
      absences = isListed == false ? absences + 1 : 0
      if absences >= Self.absencesAllowed { return .lost }
    }
    if elapsed >= recipe.within { return .tooLong }
    return .wait(min(wait(retryAfter), max(recipe.within - elapsed, .milliseconds(1))))
  }

  /// The first wait, before anything was seen.
  var firstWait: Duration { recipe.every }

  func end(_ state: String) -> Action? {
    func has(_ states: [String]) -> Bool { states.contains { $0.lowercased() == state.lowercased() } }
    if has(recipe.done) { return .done }
    if has(recipe.failed) { return .failed(state: state) }
    return has(recipe.lost) ? .lost : nil
  }

  private mutating func wait(_ retryAfter: Duration?) -> Duration {
    let wait = max(pause, retryAfter ?? .zero)
    pause = min(recipe.most, pause * 3 / 2)
    return wait
  }
}
