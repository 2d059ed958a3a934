import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// All stand-in services on one port, their storage on a second, raw misbehaviour on a third.
package struct StandInServer: Sendable {
  private let port: Int
  private let control: Control

  /// - Parameter port: of the services; 0 lets the system choose. The other two are always chosen by it.
  package init(port: Int) {
    self.port = port
    let ports = StandInPorts()
    let calls = CallBook()
    control = Control(
      services: StandInServices.all(ports: ports), calls: calls, ports: ports,
      misbehaving: MisbehavingServer(calls: calls))
  }

  /// Serves until the process is told to stop.
  ///
  /// - Parameter onListening: called once all listen, with the port of the services.
  package func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
    var logger = Logger(label: "rowspool-stand-ins")
    logger.logLevel = .error
    let misbehaving = try await control.misbehaving.start()
    control.ports.change { $0.misbehaving = misbehaving }
    let ports = control.ports
    let storage = application(port: 0, logger: logger) { port in ports.change { $0.storage = port } }
    let services = application(port: port, logger: logger) { port in ports.change { $0.services = port } }
    try await withThrowingTaskGroup { group in
      group.addTask { try await storage.run() }
      group.addTask { try await services.run() }
      group.addTask {
        while ports.current.services == 0 || ports.current.storage == 0 {
          try await ContinuousClock().sleep(for: .milliseconds(2))
        }
        onListening(ports.current.services)
      }
      try await group.waitForAll()
    }
  }

  private func application(
    port: Int, logger: Logger, onListening: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    Application(
      responder: StandInResponder(control: control),
      configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) }, logger: logger)
  }
}
