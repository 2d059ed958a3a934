import JobModel

/// Stops work that takes too long.
enum Deadline {
  private enum Event: Sendable {
    case finished(Result<StepOutput, Failure>)
    case passed
    case sleepEnded
  }

  /// Cancels `work` after `limit` and waits for it to end. What it finished all the same is kept.
  ///
  /// - Throws: what `work` throws; `failure` where it was stopped for the time.
  static func run(
    within limit: Duration, orThrow failure: Failure,
    _ work: @escaping @Sendable () async throws(Failure) -> StepOutput
  ) async throws(Failure) -> StepOutput {
    let result = await withTaskGroup(of: Event.self) { group -> Result<StepOutput, Failure> in
      group.addTask {
        do throws(Failure) { return .finished(.success(try await work())) } catch { return .finished(.failure(error)) }
      }
      group.addTask {
        do { try await ContinuousClock().sleep(for: limit) } catch { return .sleepEnded }
        return .passed
      }
      var isLate = false
      for await event in group {
        switch event {
        case .finished(.failure) where isLate: return .failure(failure)
        case .finished(let result):
          group.cancelAll()
          return result
        case .passed:
          isLate = true
          group.cancelAll()
        case .sleepEnded: break
        }
      }
      return .failure(failure)
    }
    return try result.get()
  }
}
