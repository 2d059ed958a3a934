import Hummingbird
import HummingbirdCore
package import JobProcessing
package import Logging
import NIOCore
import ServiceLifecycle

/// The page and the API over a running server's spool.
package struct WebServer: Sendable {
  package struct Options: Sendable {
    package var address: WebAddress
    package var clients = ClientLimits()

    package init(address: WebAddress) {
      self.address = address
    }
  }

  private let desk: FrontDesk
  private let options: Options
  private let log: Logger

  package init(_ desk: FrontDesk, options: Options, log: Logger) {
    self.desk = desk
    self.options = options
    self.log = log
  }

  /// Serves until the task is cancelled. Then no more connections are taken, event streams end, and other answers have a
  /// moment to come to their end.
  ///
  /// - Parameter whenListening: is given the address that was taken, with the port where the system chose it.
  /// - Throws: where the address cannot be listened at.
  package func run(whenListening: @escaping @Sendable (WebAddress) -> Void = { _ in }) async throws {
    let access = try await desk.threads.run { [desk, options] in try AccessDesk(desk, address: options.address) }
    let router = try WebRouter(desk, access: access, log: log).router()
    let host = options.address.host
    let application = Application(
      router: router, server: .http1(configuration: connection),
      configuration: .init(address: .hostname(host, port: options.address.port), serverName: nil),
      onServerRunning: { channel in
        whenListening(WebAddress(host: host, port: channel.localAddress?.port ?? 0))
      }, logger: log
    )
    var serving = ServiceGroupConfiguration(services: [application], logger: log)
    serving.maximumGracefulShutdownDuration = Self.farewell
    let group = ServiceGroup(configuration: serving)
    // A task of its own, awaited here: cancelled with its caller, each stream would end by an error, and answers in the
    // middle.
    let running = Task { try await group.run() }
    try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      // Not a child of anything, because a handler cannot wait; what it asks for is waited for above.
      Task { await group.triggerGracefulShutdown() }
    }
  }

  /// For answers that are under way when the server stops. After it they are cut off.
  private static let farewell = Duration.seconds(1)

  /// What a connection may cost.
  private var connection: HTTP1Channel.Configuration {
    let connections = ConnectionCount(most: desk.configuration.pageAccess.connections)
    return HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionGuard(connections, options.clients)],
      idleTimeout: TimeAmount(options.clients.header),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
  }
}
