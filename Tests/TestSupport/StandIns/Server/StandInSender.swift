import Glibc
import HTTPTypes
import Hummingbird
import NIOCore

/// Sends a reply piece by piece.
struct StandInSender: Sendable {
  let reply: StandInReply
  /// Whether a cut is a reset (RST) rather than an end (FIN).
  let resets: Bool
  let channel: any Channel

  private struct Cut: Error {}

  func response() async throws -> Response {
    let status = HTTPResponse.Status(code: reply.status)
    guard reply.pieces.contains(where: { $0.isSlow }) || reply.isEventStream else {
      var buffer = ByteBuffer()
      for case .bytes(let bytes) in reply.pieces { buffer.writeBytes(bytes) }
      return Response(status: status, headers: reply.headers, body: .init(byteBuffer: buffer))
    }
    let body = ResponseBody(contentLength: reply.contentLength) { writer in
      for piece in reply.pieces { try await send(piece, to: &writer) }
      try await writer.finish(nil)
    }
    return Response(status: status, headers: reply.headers, body: body)
  }

  /// Ends the connection with nothing sent.
  func cutBeforeHeaders() async throws -> Response {
    try await cut()
    throw Cut()
  }

  private func send(_ piece: StandInReply.Piece, to writer: inout any ResponseBodyWriter) async throws {
    switch piece {
    case .bytes(let bytes), .event(let bytes): try await writer.write(ByteBuffer(bytes: bytes))
    case .made(let making): try await writer.write(ByteBuffer(bytes: await making.bytes()))
    case .pause(let time): try await ContinuousClock().sleep(for: time)
    case .filler(let count):
      let spaces = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 16)
      for start in stride(from: 0, to: count, by: 1 << 16) {
        try await writer.write(spaces.getSlice(at: 0, length: min(1 << 16, count - start)) ?? spaces)
      }
    case .cut:
      try await cut()
      throw Cut()
    }
  }

  /// With a linger time of zero the kernel sends a reset instead of what is left (socket(7), SO_LINGER).
  private func cut() async throws {
    if resets, let socket = channel as? any SocketOptionProvider {
      try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try await channel.close().get()
  }
}

extension StandInReply.Piece {
  /// Whether it needs a body that is written while time goes by.
  fileprivate var isSlow: Bool {
    switch self {
    case .bytes, .event: false
    case .filler, .pause, .made, .cut: true
    }
  }
}
