import Foundation
import Glibc
import Synchronization

/// A server on plain sockets, each connection on a thread of its own, which misbehaves as its script says.
///
/// It ends with the test that holds it: listening stops, connections are closed.
final class RawServer: Sendable {
  typealias Script = @Sendable (Connection) throws -> Void

  private struct State {
    var requests: [RawRequest] = []
    var connections: [Int32: Connection] = [:]
    var connectionCount = 0
    var headCount = 0
    var isStopped = false
  }

  let port: Int
  private let descriptor: Int32
  private let state = Mutex(State())

  init(_ script: @escaping Script) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { [descriptor] in
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 1024) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isListening else { throw RawServerFailure(description: "errno \(errno)") }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self, descriptor] in
      while true {
        let accepted = accept(descriptor, nil, nil)
        guard accepted >= 0, let self else {
          if accepted >= 0 { Glibc.close(accepted) }
          return
        }
        // A child of another test would keep it open.
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        self.serve(accepted, script)
      }
    }
  }

  deinit {
    state.withLock { state in
      for connection in state.connections.values { connection.cut() }
    }
    // Wakes the thread in accept.
    shutdown(descriptor, Int32(SHUT_RDWR))
    Glibc.close(descriptor)
  }

  /// A server that answers every request alike.
  convenience init(answering response: String) throws {
    try self.init { connection in
      while try connection.readRequest() != nil { try connection.write(response) }
    }
  }

  func url(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

  /// All that came, in the order of their ends.
  var requests: [RawRequest] { state.withLock { $0.requests } }
  /// Requests of which at least the head came.
  var headCount: Int { state.withLock { $0.headCount } }
  var connectionCount: Int { state.withLock { $0.connectionCount } }

  private func serve(_ accepted: Int32, _ script: @escaping Script) {
    let number = state.withLock { state in
      state.connectionCount += 1
      return state.connectionCount
    }
    let connection = Connection(accepted, number: number) { [weak self] request in
      self?.state.withLock { state in
        if let request { state.requests.append(request) } else { state.headCount += 1 }
      }
    }
    state.withLock { $0.connections[accepted] = connection }
    Thread.detachNewThread { [weak self] in
      // A script ends where its connection does.
      try? script(connection)
      _ = self?.state.withLock { $0.connections.removeValue(forKey: accepted) }
      connection.close()
    }
  }
}

struct RawServerFailure: Error, CustomStringConvertible {
  var description: String
}

struct RawRequest: Sendable {
  var line: String
  var headers: [String]
  var body: [UInt8]
  /// Of the server's, from 1.
  var connection: Int

  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? {
    headers.first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
      .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
  }
}

/// One connection as its script sees it. Calls block.
final class Connection: @unchecked Sendable {
  let number: Int
  private let descriptor: Int32
  /// Called with `nil` for a head, then with the whole request.
  private let record: (RawRequest?) -> Void
  private var buffer: [UInt8] = []
  private let isClosed = Mutex(false)

  init(_ descriptor: Int32, number: Int, record: @escaping (RawRequest?) -> Void) {
    self.descriptor = descriptor
    self.number = number
    self.record = record
  }

  /// - Returns: `nil` at the end of the connection.
  func readRequest() throws -> RawRequest? {
    guard let head = try readHead() else { return nil }
    var lines = head.components(separatedBy: "\r\n")
    var request = RawRequest(line: lines.removeFirst(), headers: lines, body: [], connection: number)
    let length = request.header("content-length").flatMap { Int($0) } ?? 0
    while buffer.count < length {
      guard try fill() else { return nil }
    }
    request.body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    record(request)
    return request
  }

  /// Reads a head only; a body stays unread.
  func readHead() throws -> String? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = buffer.firstRange(of: end) {
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        buffer.removeFirst(range.upperBound)
        record(nil)
        return head
      }
      guard try fill() else { return nil }
    }
  }

  private func fill() throws -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let got = recv(descriptor, &piece, piece.count, 0)
    guard got >= 0 else { throw RawServerFailure(description: "recv: errno \(errno)") }
    buffer += piece[..<got]
    return got > 0
  }

  /// Blocks until the other side ends the connection.
  func waitForEnd() throws {
    while try fill() {}
  }

  /// Lets `write` call `whenBlocked` where nothing can be sent for so long.
  func limitSending(toMilliseconds limit: Int) {
    var time = timeval(tv_sec: 0, tv_usec: limit * 1000)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout.size(ofValue: time)))
  }

  func write(_ text: String, whenBlocked: () -> Void = {}) throws {
    try write(Array(text.utf8), whenBlocked: whenBlocked)
  }

  func write(_ bytes: [UInt8], whenBlocked: () -> Void = {}) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if sent < 0, errno == EAGAIN {
        whenBlocked()
        continue
      }
      guard sent > 0 else { throw RawServerFailure(description: "send: errno \(errno)") }
      rest = rest.dropFirst(sent)
    }
  }

  /// Ends it by a reset.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    close()
  }

  func close() {
    isClosed.withLock { isClosed in
      if !isClosed { Glibc.close(descriptor) }
      isClosed = true
    }
  }

  /// Ends it from another thread.
  func cut() {
    isClosed.withLock { isClosed in
      if !isClosed { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }
}
