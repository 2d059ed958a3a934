import NIOCore
import NIOWebSocket

/// Makes a WebSocket of a connection whose last request was answered with `101 Switching Protocols` (RFC 6455): every
/// piece of that answer's body goes out as a text message. What clients say is read and not listened to, but for
/// their pings and farewells.
///
/// It is put in front of all other handlers before the answer is written. Thus the request goes the way of all others,
/// through every check, and the answer's body is written like any other.
final class WebSocketHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = IOData
  typealias OutboundOut = WebSocketFrame

  private var isOpen = false
  private var isClosing = false
  private var pings: RepeatedTask?

  /// More than a client has reason to send.
  private static let mostFrameBytes = 1 << 14
  /// So that whoever is gone is noticed, and proxies keep the connection.
  private static let pingInterval = TimeAmount.seconds(15)

  /// Puts a handler into a connection.
  static func add(to channel: any Channel) async throws {
    try await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.addHandler(WebSocketHandler(), position: .first)
    }.get()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isOpen else {
      // The answer's head.
      context.write(data, promise: promise)
      return open(context)
    }
    guard case .byteBuffer(let buffer) = unwrapOutboundIn(data), buffer.readableBytes > 0, !isClosing else {
      promise?.succeed()
      return
    }
    let frame = WebSocketFrame(fin: true, opcode: .text, data: buffer)
    context.write(wrapOutboundOut(frame), promise: promise)
  }

  private func open(_ context: ChannelHandlerContext) {
    isOpen = true
    do {
      try context.pipeline.syncOperations.addHandlers(
        [
          WebSocketFrameEncoder(),
          ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: Self.mostFrameBytes)),
        ], position: .before(self))
    } catch {
      return context.close(promise: nil)
    }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    pings = context.eventLoop.scheduleRepeatedTask(
      initialDelay: Self.pingInterval, delay: Self.pingInterval
    ) { _ in
      let frame = WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer())
      bound.value.writeAndFlush(NIOAny(frame), promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose: close(context, code: .normalClosure)
    default: break
    }
  }

  private func close(_ context: ChannelHandlerContext, code: WebSocketErrorCode) {
    guard !isClosing else { return }
    isClosing = true
    var data = context.channel.allocator.buffer(capacity: 2)
    data.write(webSocketErrorCode: code)
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in bound.value.close(promise: nil) }
  }

  /// The answer has ended, or the server stops.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .all || !isOpen {
      context.close(mode: mode, promise: promise)
    } else {
      promise?.succeed()
      close(context, code: .goingAway)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What is no frame of a client.
    close(context, code: .protocolError)
  }

  func channelInactive(context: ChannelHandlerContext) {
    pings?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    pings?.cancel()
  }
}
