import Glibc
import NIOCore

/// Reads a request's head, then plays the script of its path. What follows the head is read and forgotten.
final class MisbehavingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let server: MisbehavingServer
  private var received: [UInt8] = []
  private var hasStarted = false

  init(server: MisbehavingServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasStarted else { return }
    received += Array(unwrapInboundIn(data).readableBytesView)
    guard let gap = received.firstRange(of: [13, 10, 13, 10], from: 0) else { return }
    hasStarted = true
    guard let head = RawRequestHead(String(decoding: received[..<gap.lowerBound], as: UTF8.self)) else {
      context.close(promise: nil)
      return
    }
    play(server.misbehaviour(for: head).steps[...], on: context.channel)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func play(_ steps: ArraySlice<Misbehaviour.Step>, on channel: any Channel) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes): send(bytes, on: channel) { self.play(rest, on: channel) }
    case .repeated(let bytes, let times, let pause): again(bytes, times, pause, then: rest, on: channel)
    case .hold: break
    case .end: channel.close(promise: nil)
    case .reset:
      guard let socket = channel as? any SocketOptionProvider else { return }
      socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
  }

  /// Sends, and goes on once the bytes were taken: a slow reader slows it down.
  private func send(_ bytes: [UInt8], on channel: any Channel, then next: @escaping () -> Void) {
    let next = NIOLoopBound(next, eventLoop: channel.eventLoop)
    channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenComplete { result in
      guard case .success = result else { return channel.close(promise: nil) }
      next.value()
    }
  }

  private func again(
    _ bytes: [UInt8], _ times: Int?, _ pause: Duration, then rest: ArraySlice<Misbehaviour.Step>,
    on channel: any Channel
  ) {
    guard times.map({ $0 > 0 }) != false else { return play(rest, on: channel) }
    send(bytes, on: channel) {
      // Always by way of the loop: bytes that are taken at once would pile up calls on the stack.
      let next = NIOLoopBound(self, eventLoop: channel.eventLoop)
      channel.eventLoop.scheduleTask(in: TimeAmount(pause)) {
        next.value.again(bytes, times.map { $0 - 1 }, pause, then: rest, on: channel)
      }
    }
  }
}
