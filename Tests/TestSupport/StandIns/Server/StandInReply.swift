package import HTTPTypes
package import JobModel

/// What a stand-in answers: a head, and a body written as a script, so that faults can be worked into it.
package struct StandInReply: Sendable {
  /// One piece of a body.
  package enum Piece: Sendable, Hashable {
    case bytes([UInt8])
    /// One server-sent event with its blank line.
    case event([UInt8])
    /// That many spaces, made while they are sent.
    case filler(Int)
    case pause(Duration)
    /// Made when its turn comes, such as the end of work that goes on meanwhile.
    case made(Making)
    /// The connection ends here.
    case cut
  }

  /// Makes a piece of a body.
  package final class Making: Sendable, Hashable {
    let bytes: @Sendable () async -> [UInt8]

    package init(_ bytes: @escaping @Sendable () async -> [UInt8]) { self.bytes = bytes }

    package static func == (left: Making, right: Making) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  }

  package var status: Int
  package var headers: HTTPFields
  package var pieces: [Piece]

  package init(status: Int = 200, headers: HTTPFields = [:], pieces: [Piece] = []) {
    self.status = status
    self.headers = headers
    self.pieces = pieces
  }

  package static func json(_ value: JSONValue, status: Int = 200) -> StandInReply {
    bytes(JSONWriter.bytes(of: value), type: "application/json", status: status)
  }

  package static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> StandInReply {
    StandInReply(status: status, headers: [.contentType: type], pieces: [.bytes(bytes)])
  }

  package static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200)
    -> StandInReply
  {
    bytes(Array(text.utf8), type: type, status: status)
  }

  /// The page that a gateway in front of a service shows when the service does not answer it.
  package static func gatewayPage(status: Int) -> StandInReply {
    let title = status == 504 ? "504 Gateway Time-out" : "\(status) Bad Gateway"
    let page = "<html>\r\n<head><title>\(title)</title></head>\r\n<body>\r\n<center><h1>\(title)</h1></center>\r\n"
    return text(page + "<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n", type: "text/html", status: status)
  }

  /// A stream of server-sent events.
  ///
  /// - Parameter pause: time between two of them.
  package static func events(_ events: [StandInEvent], pause: Duration = .milliseconds(2)) -> StandInReply {
    var pieces: [Piece] = []
    for event in events {
      if !pieces.isEmpty { pieces.append(.pause(pause)) }
      pieces.append(.event(event.bytes))
    }
    return StandInReply(headers: [.contentType: "text/event-stream; charset=utf-8"], pieces: pieces)
  }

  /// The same with one header more.
  package func with(_ name: String, _ value: String) -> StandInReply {
    var reply = self
    if let name = HTTPField.Name(name) { reply.headers[name] = value }
    return reply
  }

  /// The same body in gzip; streams, and bodies with pauses and cuts in them, stay as they are.
  var compressed: StandInReply {
    guard !isEventStream, pieces.count == 1, case .bytes(let bytes) = pieces[0] else { return self }
    var reply = with("Content-Encoding", "gzip")
    reply.pieces = [.bytes(Deflate.gzipStored(bytes))]
    return reply
  }

  package var isEventStream: Bool { headers[.contentType]?.hasPrefix("text/event-stream") == true }

  /// Bytes of the whole body; `nil` for a stream of events and for what is made on the way, which are sent in chunks.
  package var contentLength: Int? {
    guard !isEventStream, !pieces.contains(where: \.isMade) else { return nil }
    return pieces.reduce(0) { sum, piece in
      switch piece {
      case .bytes(let bytes), .event(let bytes): sum + bytes.count
      case .filler(let count): sum + count
      case .pause, .made, .cut: sum
      }
    }
  }
}

extension StandInReply.Piece {
  var isMade: Bool { if case .made = self { true } else { false } }
}
