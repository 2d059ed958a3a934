import JobModel
import JobProcessing
import ServiceLifecycle
import Synchronization

/// What one watcher is told, in his language.
final class EventStream: Sendable {
  let watcher: BoardWatcher
  private let language: Language
  private let number = Mutex(0)

  private static let silence = Duration.seconds(15)

  init(watcher: BoardWatcher, language: Language) {
    self.watcher = watcher
    self.language = language
  }

  /// Waits for what changes.
  ///
  /// - Returns: none where nothing happened for a while; `nil` when the server stops.
  func next() async -> [EventMessage]? {
    let changes = await withGracefulShutdownHandler {
      await watcher.next(atMost: Self.silence)
    } onGracefulShutdown: {
      self.watcher.end()
    }
    guard let changes else { return nil }
    return EventMessage.all(of: changes, job: watcher.job, in: language).map { message in
      var message = message
      message.number = number.withLock { number in
        number += 1
        return number
      }
      return message
    }
  }
}
