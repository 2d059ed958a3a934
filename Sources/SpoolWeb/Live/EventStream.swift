import JobModel
import JobProcessing
import ServiceLifecycle
import Synchronization

/// What one watcher is told, as text in his language.
final class EventStream: Sendable {
  let watcher: BoardWatcher
  private let language: Language
  private let number = Mutex(0)

  /// A line now and then, so that whoever is gone is noticed, and proxies keep the connection.
  private static let silence = Duration.seconds(15)

  init(watcher: BoardWatcher, language: Language) {
    self.watcher = watcher
    self.language = language
  }

  /// The next events; a comment where nothing happens.
  ///
  /// - Returns: `nil` when the server stops.
  func next() async -> String? {
    let changes = await withGracefulShutdownHandler {
      await watcher.next(atMost: Self.silence)
    } onGracefulShutdown: {
      self.watcher.end()
    }
    guard let changes else { return nil }
    if changes.isEmpty { return ":\n\n" }
    return EventMessage.all(of: changes, job: watcher.job, in: language).map(text).joined()
  }

  private func text(_ message: EventMessage) -> String {
    let id = number.withLock { number in
      number += 1
      return number
    }
    let data = String(decoding: JSONWriter.bytes(of: .object(message.data)), as: UTF8.self)
    return "id: \(id)\nevent: \(message.name)\ndata: \(data)\n\n"
  }
}
