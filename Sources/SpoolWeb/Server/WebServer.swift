import Hummingbird
import HummingbirdCore
package import JobProcessing
package import Logging
import NIOCore

/// The page and the API over a running server's spool.
package struct WebServer: Sendable {
  package struct Options: Sendable {
    package var address: WebAddress

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

  /// Serves until the task is cancelled.
  ///
  /// - Parameter whenListening: is given the address that was taken, with the port where the system chose it.
  /// - Throws: where the address cannot be listened at.
  package func run(whenListening: @escaping @Sendable (WebAddress) -> Void = { _ in }) async throws {
    let access = try await desk.threads.run { [desk, options] in try AccessDesk(desk, address: options.address) }
    let router = try WebRouter(desk, access: access, log: log).router()
    let host = options.address.host
    try await Application(
      router: router, server: .http1(configuration: connection),
      configuration: .init(address: .hostname(host, port: options.address.port), serverName: nil),
      onServerRunning: { channel in
        whenListening(WebAddress(host: host, port: channel.localAddress?.port ?? 0))
      }, logger: log
    ).run()
  }

  /// What a connection may cost.
  private var connection: HTTP1Channel.Configuration {
    let connections = ConnectionCount(most: desk.configuration.pageAccess.connections)
    return HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionGuard(connections)], idleTimeout: .seconds(60),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
  }
}
