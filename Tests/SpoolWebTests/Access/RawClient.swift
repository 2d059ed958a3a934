import Foundation
import Glibc
import JobProcessing

/// A client that sends bytes as it likes, over a socket. Its calls block; they run on threads of their own.
final class RawClient: Sendable {
  private let socket: Int32
  private static let threads = FileThreads(count: 64)

  struct Failure: Error {
    let what: String
  }

  /// Connects to this machine. Whatever takes longer than ten seconds fails.
  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Failure(what: "connect: \(errno)") }
  }

  deinit {
    close(socket)
  }

  /// Sends what the server takes.
  ///
  /// - Returns: whether it took all of it.
  func send(_ bytes: some Collection<UInt8> & Sendable) async -> Bool {
    await Self.threads.run { [socket] in
      let bytes = Array(bytes)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  /// Says that nothing more comes; what comes back can still be received.
  func sendsNoMore() { shutdown(socket, Int32(SHUT_WR)) }

  func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// Everything up to the end of the connection, or until `isEnough`.
  func receive(until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }) async throws -> String {
    try await Self.threads.run { [socket] in
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = recv(socket, &chunk, chunk.count, 0)
        if count < 0, errno == ECONNRESET { break }
        guard count >= 0 else { throw Failure(what: "nothing came for ten seconds after: \(bytes.count) bytes") }
        if count == 0 { break }
        bytes += chunk[..<count]
        if isEnough(String(decoding: bytes, as: UTF8.self)) { break }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Sends a request and takes its answer.
  func ask(_ text: String) async throws -> String {
    _ = await send(text)
    return try await receive { $0.contains("\r\n\r\n") }
  }
}
