import Glibc
package import JobModel
import SystemPackage

/// The child's side of a `WorkerPool`: reads requests from stdin, one JSON object a line, and writes replies to stdout.
///
/// It blocks the calling thread, which is right for a child that does one thing at a time.
package enum RequestLoop {
  /// Answers requests until stdin ends.
  ///
  /// Nothing else may write to stdout: a line that was not asked for costs the child its life.
  ///
  /// - Parameter answer: makes the reply, without an `id`, from a request without one.
  /// - Throws: `badRequest` where a line is no JSON object; `startFailed` where a pipe breaks.
  package static func run(
    _ answer: (JSONObject) throws -> JSONObject
  ) throws {
    var splitter = LineSplitter(limit: 64 << 20)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(.startFailed, "read requests", errno: Errno(rawValue: errno)) }
      guard count > 0 else { return }
      guard let lines = splitter.lines(adding: UnsafeRawBufferPointer(rebasing: buffer[..<count])) else {
        throw failure(.badRequest, "read requests", reason: "A request is too long.")
      }
      for line in lines { try reply(to: line, answer) }
    }
  }

  private static func reply(to line: [UInt8], _ answer: (JSONObject) throws -> JSONObject) throws {
    guard var request = try JSONReader.read(line).object else {
      throw failure(.badRequest, "read a request", reason: "It is no JSON object.")
    }
    let id = request["id"]
    request["id"] = nil
    var reply = try answer(request)
    reply["id"] = id
    var writer = JSONWriter()
    writer.write(reply)
    writer.endLine()
    try send(writer.bytes)
  }

  private static func send(_ bytes: [UInt8]) throws(ContainmentError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress.map { $0 + sent }, bytes.count - sent) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(.startFailed, "write a reply", errno: Errno(rawValue: errno)) }
      sent += count
    }
  }

  private static func failure(
    _ code: ContainmentError.Code, _ operation: String, reason: String? = nil, errno: Errno? = nil
  ) -> ContainmentError {
    ContainmentError(code, operation: operation, subject: "the server's requests", reason: reason, errno: errno)
  }
}
