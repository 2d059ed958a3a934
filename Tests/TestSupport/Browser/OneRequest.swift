import Foundation
import Glibc

/// One HTTP request to this machine and its answer, over a plain socket: URLSession does not take chromedriver's heads.
struct OneRequest: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let port: Int
  let method: String
  let path: String
  let body: [UInt8]

  /// The body of the answer, whatever its status.
  func answer() async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      // Blocks for as long as a page takes to load.
      Thread.detachNewThread { continuation.resume(with: Result { try exchanged() }) }
    }
  }

  private func exchanged() throws -> Data {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw Failure(description: "no socket: errno \(errno)") }
    let handle = FileHandle(fileDescriptor: socket, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(description: "port \(port) does not answer: errno \(errno)") }
    let head =
      """
      \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json; charset=utf-8\r\n\
      Content-Length: \(body.count)\r\nConnection: close\r\n\r\n
      """
    try handle.write(contentsOf: Data(head.utf8) + Data(body))
    // A page that does not come to its end must not keep the tests.
    var patience = timeval(tv_sec: 90, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return try receive(socket)
  }

  /// chromedriver leaves the connection open: its answer ends by its length.
  private func receive(_ socket: Int32) throws -> Data {
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 {
      answer += buffer[..<count]
      guard let gap = answer.range(of: Data("\r\n\r\n".utf8)) else { continue }
      let body = answer[gap.upperBound...]
      if let length = Self.length(answer[..<gap.lowerBound]), body.count >= length { return Data(body.prefix(length)) }
    }
    throw Failure(description: "\(method) \(path): the answer broke off")
  }

  private static func length(_ head: Data) -> Int? {
    let lines = String(decoding: head, as: UTF8.self).lowercased().components(separatedBy: "\r\n")
    let line = lines.first { $0.hasPrefix("content-length:") }
    return line.flatMap { Int($0.dropFirst("content-length:".count).filter { !$0.isWhitespace }) }
  }
}
