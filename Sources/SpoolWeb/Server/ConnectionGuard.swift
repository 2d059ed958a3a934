import HTTPTypes
import JobModel
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps a connection from costing more than it should: refuses it where there are too many, says what is too large, ends
/// it where the client is too slow.
///
/// It stands behind the decoder, before whatever handles requests. The time for the header is kept by the handler behind
/// it (`idleTimeout`), which counts whole headers only.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let connections: ConnectionCount
  private let limits: ClientLimits
  private var pace: ClientPace
  private var watch: RepeatedTask?
  private var isCounted = false
  /// There were too many when it came.
  private var isOneTooMany = false
  /// The answer that is being written is the last one.
  private var isLast = false
  /// Nothing that comes is handed on: the rest of a request that was refused.
  private var isEnding = false

  /// A client that still sends would lose our answer if the connection were closed at once.
  private static let farewell = TimeAmount.seconds(2)

  init(_ connections: ConnectionCount, _ limits: ClientLimits) {
    self.connections = connections
    self.limits = limits
    pace = ClientPace(limits)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    isOneTooMany = !connections.enter()
    isCounted = true
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    let interval = TimeAmount(limits.lookInterval)
    watch = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
      let (handler, context) = bound.value
      if handler.pace.isTooSlow(at: .now) { context.close(promise: nil) }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  private func leave() {
    watch?.cancel()
    watch = nil
    if isCounted { connections.leave() }
    isCounted = false
  }

  // MARK: What comes in

  func read(context: ChannelHandlerContext) {
    pace.weRead(at: .now)
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    pace.somethingCame(at: .now)
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head:
      pace.headCame(at: .now)
      if isOneTooMany { return refuse(context, Self.tooMany) }
    case .body(let bytes): pace.bodyCame(bytes.readableBytes)
    case .end: pace.endCame()
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    if isEnding { context.read() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isEnding else { return }
    if error as? HTTPParserError == .headerOverflow {
      return refuse(context, Self.tooLarge)
    }
    context.fireErrorCaught(error)
  }

  // MARK: What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isEnding else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    let part = unwrapOutboundIn(data)
    if case .head(let head) = part, head.headerFields[.connection] == "close" { isLast = true }
    pace.writeBegan(at: .now)
    let promise = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    promise.futureResult.whenComplete { _ in bound.value.pace.writeEnded(at: .now) }
    if case .end = part, isLast {
      context.writeAndFlush(data, promise: promise)
      end(context)
    } else {
      context.write(data, promise: promise)
    }
  }

  /// No request has been read that could say in which language.
  private func refuse(_ context: ChannelHandlerContext, _ failure: WebFailure) {
    let body = ByteBuffer(bytes: JSONWriter.bytes(of: .object(failure.problem(in: .english))))
    var fields: HTTPFields = [
      .contentType: "application/problem+json", .connection: "close", .contentLength: String(body.readableBytes),
    ]
    if let seconds = failure.retryAfter { fields[.retryAfter] = String(seconds) }
    context.write(wrapOutboundOut(.head(HTTPResponse(status: failure.status, headerFields: fields))), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    end(context)
  }

  /// Says good-bye, and lets the client hear it.
  private func end(_ context: ChannelHandlerContext) {
    isEnding = true
    context.close(mode: .output, promise: nil)
    context.read()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.farewell) { bound.value.close(promise: nil) }
  }

  private static let tooMany: WebFailure = {
    var failure = WebFailure(
      .serviceUnavailable, "too-many-connections",
      "The server has too many connections at present. Please try again in a while.")
    failure.retryAfter = 15
    return failure
  }()
  private static let tooLarge = WebFailure(
    .requestHeaderFieldsTooLarge, "header-too-large", "The request's header is too large.")
}
