import Foundation
import Glibc
import SystemPackage

/// A server that is not by us, run for a test: the client must get along with it as it is.
package final class RealServer: @unchecked Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package enum Kind: Sendable {
    /// `httpbin`, served by waitress: methods, statuses, redirects, gzip, delays, drips. Its root is the base.
    case httpbin
    /// `mock-ai-api`: OpenAI's API with made-up answers, below `/v1`.
    case openAI
  }

  private let process = Process()
  /// Ends the server when this process ends, however it does.
  private let lifeline = Pipe()
  package let port: Int

  /// Starts a server and waits until it listens, on a thread of its own.
  package static func start(_ kind: Kind) async throws -> RealServer {
    try await onOwnThread { try RealServer(kind) }
  }

  private init(_ kind: Kind) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = try Self.command(kind)
    process.standardInput = lifeline
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard let port = Int(output.fileHandleForReading.firstLine()) else {
      process.terminate()
      throw Failure(description: "\(kind) did not start; `make deps-test` installs it")
    }
    self.port = port
  }

  deinit { stop() }

  /// Ends the server at once.
  package func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// The address of a path: `url("v1")`.
  package func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

  private static func command(_ kind: Kind) throws -> [String] {
    switch kind {
    case .httpbin: return ["python3", "-c", lifeline + httpbin]
    case .openAI:
      let python = try Python.prefix().appending("mock-server/bin/python").string
      return [python, "-c", lifeline + mockServer]
    }
  }

  /// Ends the process with its standard input.
  private static let lifeline = """
    import os, sys, threading
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()

    """

  private static let httpbin = """
    import httpbin, waitress.server
    server = waitress.server.create_server(httpbin.app, host="127.0.0.1", port=0, threads=32)
    print(server.effective_port, flush=True)
    server.run()
    """

  private static let mockServer = """
    import socket, uvicorn
    from app.openai_app import app
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])
    """
}
