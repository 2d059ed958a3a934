import NIOCore
import NIOPosix
import Synchronization

/// A listener that breaks the rules of HTTP; the path of the request decides how (`Misbehaviour`).
///
/// `?first=2` breaks them for the first two requests to that path and answers the others in order. Every request is
/// recorded as one to the service `misbehaving`.
final class MisbehavingServer: Sendable {
  private let calls: CallBook
  private let counts = Mutex<[String: Int]>([:])

  init(calls: CallBook) { self.calls = calls }

  /// - Returns: the port that it listens on.
  func start() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(MisbehavingHandler(server: self))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return channel.localAddress?.port ?? 0
  }

  /// Records a request and says what is done to it.
  func misbehaviour(for head: RawRequestHead) -> Misbehaviour {
    calls.note(status: 0, of: calls.record(head.call))
    let count = counts.withLock { counts in
      counts[head.path, default: 0] += 1
      return counts[head.path] ?? 1
    }
    if let first = head.query["first"].flatMap({ Int($0) }), count > first { return .ordinary }
    return Misbehaviour.named(head.path, query: head.query)
      ?? Misbehaviour(Misbehaviour.text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), .end)
  }

  func reset() { counts.withLock { $0.removeAll() } }
}
