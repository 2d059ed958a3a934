import Foundation
import Glibc
import JobModel

/// Speaks to the control of the stand-ins over a plain socket: one request a connection. Blocks.
struct StandInControl: Sendable {
  let port: Int

  /// - Throws: `StandIns.Failure` where the order was not understood.
  func send(_ method: String, _ path: String, _ body: JSONValue?) throws -> JSONValue {
    let bytes = body.map { JSONWriter.bytes(of: $0) } ?? []
    let head =
      """
      \(method) /control\(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: \(bytes.count)\r\n\
      Connection: close\r\n\r\n
      """
    let reply = try exchanged(Array(head.utf8) + bytes)
    guard let gap = reply.range(of: Data("\r\n\r\n".utf8)) else {
      throw StandIns.Failure(description: "the stand-ins' control gave no answer to \(method) \(path)")
    }
    let text = reply[gap.upperBound...]
    guard reply.starts(with: Data("HTTP/1.1 200".utf8)) else {
      throw StandIns.Failure(description: "\(method) \(path): \(String(decoding: text, as: UTF8.self))")
    }
    return try JSONReader.read(text)
  }

  private func exchanged(_ request: [UInt8]) throws -> Data {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw StandIns.Failure(description: "no socket: errno \(errno)") }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw StandIns.Failure(description: "the stand-ins do not listen: errno \(errno)") }
    let handle = FileHandle(fileDescriptor: socket, closeOnDealloc: false)
    try handle.write(contentsOf: Data(request))
    return try handle.readToEnd() ?? Data()
  }
}
