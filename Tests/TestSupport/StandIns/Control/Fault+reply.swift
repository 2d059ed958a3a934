import Foundation
import HTTPTypes
import JobModel

extension Fault {
  /// What is answered instead of the service's own reply; `nil` where the fault says nothing of that.
  func reply(of service: any StandInService) -> StandInReply? {
    guard hasReply else { return nil }
    var reply: StandInReply
    if let refusal {
      reply = service.reply(to: refusal, details: details)
      if let status { reply.status = status }
    } else if let body {
      reply = .json(body, status: status ?? 200)
    } else if let text {
      reply = .text(text, status: status ?? 200)
    } else if isPage {
      reply = .gatewayPage(status: status ?? 502)
    } else {
      reply = StandInReply(status: status ?? 500, headers: [.contentType: "text/plain"])
    }
    return reply
  }

  /// The reply with headers, damages, pauses and the cut worked into it.
  func worked(into reply: StandInReply) -> StandInReply {
    var reply = damages.reduce(reply) { $1.done(to: $0) }
    for (name, value) in headers { reply = reply.with(name, value) }
    if let retryAfter { reply = retryAfter.added(to: reply) }
    if let delayInBody { reply.pieces = Self.halved(reply.pieces, by: .pause(delayInBody)) }
    switch cut {
    case .midBody: reply.pieces = Self.halved(reply.pieces, by: .cut)
    case .midEvent: reply.pieces = Self.cutWithinEvent(reply.pieces)
    case .beforeLastEvent: reply.pieces = Self.endedBeforeLastEvent(reply.pieces)
    case .beforeHeaders, nil: break
    }
    return reply
  }

  /// A piece put into the middle: between two events, or into the largest run of bytes.
  private static func halved(_ pieces: [StandInReply.Piece], by piece: StandInReply.Piece) -> [StandInReply.Piece] {
    if pieces.contains(where: \.isEvent) {
      let middle = (pieces.count + 1) / 2
      return pieces[..<middle] + [piece] + pieces[middle...]
    }
    guard let index = pieces.firstIndex(where: { $0.count > 0 }), case .bytes(let bytes) = pieces[index] else {
      return [piece] + pieces
    }
    let halves: [StandInReply.Piece] = [
      .bytes(Array(bytes[..<(bytes.count / 2)])), piece, .bytes(Array(bytes[(bytes.count / 2)...])),
    ]
    return pieces[..<index] + halves + pieces[(index + 1)...]
  }

  private static func cutWithinEvent(_ pieces: [StandInReply.Piece]) -> [StandInReply.Piece] {
    let events = pieces.indices.filter { pieces[$0].isEvent }
    guard !events.isEmpty, case .event(let bytes) = pieces[events[events.count / 2]] else {
      return halved(pieces, by: .cut)
    }
    return pieces[..<events[events.count / 2]] + [.bytes(Array(bytes[..<(bytes.count / 2)])), .cut]
  }

  /// An orderly end of the stream, with nothing that says that it is whole.
  private static func endedBeforeLastEvent(_ pieces: [StandInReply.Piece]) -> [StandInReply.Piece] {
    guard let last = pieces.lastIndex(where: \.isEvent) else { return pieces }
    return Array(pieces[..<last])
  }
}

extension StandInReply.Piece {
  /// What is made on the way stands for events.
  var isEvent: Bool {
    switch self {
    case .event, .made: true
    default: false
    }
  }

  var count: Int {
    switch self {
    case .bytes(let bytes), .event(let bytes): bytes.count
    case .filler(let count): count
    case .pause, .made, .cut: 0
    }
  }
}

extension Fault.RetryAfter {
  /// The header in one of its forms (RFC 9110, section 10.2.3); milliseconds as some services send them.
  func added(to reply: StandInReply) -> StandInReply {
    switch self {
    case .seconds(let seconds):
      reply.with("Retry-After", seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)")
    case .milliseconds(let count): reply.with("retry-after-ms", "\(Int(count))")
    case .date(let seconds): reply.with("Retry-After", HTTPDate.text(Date(timeIntervalSinceNow: seconds)))
    }
  }
}
