import NIOCore
import NIOPosix

/// A listener that breaks the rules of HTTP; the path of the request decides how.
enum MisbehavingServer {
  /// - Returns: the port that it listens on.
  static func start() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(MisbehavingHandler()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return channel.localAddress?.port ?? 0
  }
}
