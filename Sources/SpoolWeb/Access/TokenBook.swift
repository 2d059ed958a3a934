import JobProcessing
import Logging
import Synchronization

/// Who may log in at present: the file, read again when it has changed.
final class TokenBook: Sendable {
  private let file: TokenFile
  private let threads: FileThreads
  private let log: Logger
  private let state: Mutex<State>

  private struct State {
    var tokens: [AccessToken] = []
    var stamp: PrivateFile.Stamp?
    var lookedAt: ContinuousClock.Instant?
  }

  /// How long a look at the file is good for.
  private static let freshness = Duration.seconds(1)

  init(_ file: TokenFile, threads: FileThreads, log: Logger) {
    (self.file, self.threads, self.log) = (file, threads, log)
    state = Mutex(State())
  }

  /// The tokens of the file as it is now, or was a second ago.
  func tokens(at now: ContinuousClock.Instant = .now) async -> [AccessToken] {
    let known = state.withLock { state in
      state.lookedAt.map { $0.duration(to: now) < Self.freshness } == true ? state.tokens : nil
    }
    if let known { return known }
    return await threads.run { self.look(at: now) }
  }

  private func look(at now: ContinuousClock.Instant) -> [AccessToken] {
    let stamp = file.stamp
    let isSame = state.withLock { state in
      defer { state.lookedAt = now }
      return state.lookedAt != nil && state.stamp == stamp
    }
    if isSame { return state.withLock { $0.tokens } }
    var tokens: [AccessToken] = []
    do {
      tokens = try file.tokens()
    } catch {
      // Nobody is let in by a file that somebody else may have written.
      log.error("nobody can log in to the page: \(error)")
    }
    state.withLock { ($0.tokens, $0.stamp, $0.lookedAt) = (tokens, stamp, now) }
    return tokens
  }
}
