/// A thing that a server must not do, as a script of what goes over the wire.
struct Misbehaviour: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    /// The same bytes again and again: `nil` times for ever, and with a pause after each.
    case repeated([UInt8], times: Int?, pause: Duration)
    /// Nothing more happens, and the connection stays open.
    case hold
    /// The end in order (FIN).
    case end
    /// A reset (RST).
    case reset
  }

  var steps: [Step]

  init(_ steps: Step...) { self.steps = steps }

  static func text(_ text: String) -> Step { .send(Array(text.utf8)) }

  static let ordinary = Misbehaviour(
    text("\(head)Content-Length: 11\r\nConnection: close\r\n\r\n{\"ok\":true}"), .end)

  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

  /// - Parameters:
  ///   - path: of the request, such as `/short`.
  ///   - query: `bytes`, `pause` (milliseconds), `to`, where a path takes them.
  /// - Returns: `nil` for a path that there is not.
  static func named(_ path: String, query: [String: String]) -> Misbehaviour? {
    let pause = Duration.milliseconds(query["pause"].flatMap { Int($0) } ?? 1_000)
    let count = query["bytes"].flatMap { Int($0) }
    return connection(path, pause: pause) ?? head(path, query: query, count: count ?? 10_000_000)
      ?? body(path, pause: pause, count: count)
  }

  /// What happens to the connection.
  private static func connection(_ path: String, pause: Duration) -> Misbehaviour? {
    switch path {
    case "/ok": ordinary
    case "/reset": Misbehaviour(.reset)
    case "/close": Misbehaviour(.end)
    case "/silence": Misbehaviour(.hold)
    case "/reset-in-head": Misbehaviour(text("HTTP/1.1 200 OK\r\nContent-Ty"), .reset)
    case "/close-in-head": Misbehaviour(text("HTTP/1.1 200 OK\r\nContent-Ty"), .end)
    case "/slow-head":
      Misbehaviour(.repeated(Array("HTTP/1.1 200 OK\r\nX-Slow: aaaaaaaaaa".utf8), times: nil, pause: pause))
    default: nil
    }
  }

  /// What is wrong with the head.
  private static func head(_ path: String, query: [String: String], count: Int) -> Misbehaviour? {
    switch path {
    case "/big-header":
      Misbehaviour(
        text("\(head)X-Big: "), .repeated([UInt8](repeating: 97, count: 10_000), times: count / 10_000, pause: .zero),
        text("\r\nContent-Length: 2\r\n\r\n{}"), .end)
    case "/many-headers":
      Misbehaviour(
        text(head),
        .repeated(
          Array(String(repeating: "X-One-More: header\r\n", count: 500).utf8), times: count / 10_000, pause: .zero),
        text("Content-Length: 2\r\n\r\n{}"), .end)
    case "/bad-status": Misbehaviour(text("HTTP/1.1 twohundred OK\r\nContent-Length: 0\r\n\r\n"), .end)
    case "/no-http": Misbehaviour(text("220 mail.example ESMTP\r\n"), .end)
    case "/two-lengths": Misbehaviour(text("\(head)Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}"), .end)
    case "/continue-for-ever":
      Misbehaviour(.repeated(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), times: nil, pause: .milliseconds(10)))
    case "/redirect-loop": redirect(to: "/redirect-loop")
    case "/redirect-deeper": redirect(to: "/redirect-deeper?step=\((query["step"].flatMap { Int($0) } ?? 0) + 1)")
    case "/redirect-to": redirect(to: query["to"] ?? "/ok")
    case "/early-refusal":
      Misbehaviour(text("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), .end)
    default: nil
    }
  }

  private static func redirect(to place: String) -> Misbehaviour {
    Misbehaviour(
      text("HTTP/1.1 302 Found\r\nLocation: \(place)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), .end)
  }

  /// What is wrong with the body.
  private static func body(_ path: String, pause: Duration, count: Int?) -> Misbehaviour? {
    let events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"n\":1}\n\ndata: {\"n\":"
    return switch path {
    case "/short": Misbehaviour(text("\(head)Content-Length: 1000\r\n\r\n{\"ok\":true,"), .end)
    case "/reset-in-body": Misbehaviour(text("\(head)Content-Length: 1000\r\n\r\n{\"ok\":true,"), .reset)
    case "/long": Misbehaviour(text("\(head)Content-Length: 11\r\n\r\n{\"ok\":true}{\"ok\":false}"), .end)
    case "/silence-in-body": Misbehaviour(text("\(head)Content-Length: 1000\r\n\r\n{\"ok\":"), .hold)
    case "/drip": Misbehaviour(text("\(head)Content-Length: 100000\r\n\r\n"), .repeated([32], times: nil, pause: pause))
    case "/endless":
      Misbehaviour(text("\(head)\r\n"), .repeated([UInt8](repeating: 32, count: 1 << 16), times: nil, pause: .zero))
    case "/bad-chunk": Misbehaviour(text("\(head)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), .end)
    case "/close-in-chunk": Misbehaviour(text("\(head)Transfer-Encoding: chunked\r\n\r\nff\r\n{\"ok\":"), .end)
    case "/close-in-event": Misbehaviour(text(events), .end)
    case "/reset-in-event": Misbehaviour(text(events), .reset)
    case "/gzip-bomb": bomb(bytes: count ?? 1_000_000_000)
    case "/bad-gzip":
      Misbehaviour(text("\(head)Content-Encoding: gzip\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"), .end)
    default: nil
    }
  }

  /// Spaces by the gigabyte in some megabytes of gzip: eight matches of 258 bytes are 13 bytes of fixed Huffman codes
  /// (RFC 1951, section 3.2.6). Its check sum is wrong; who comes to that has read too far already.
  private static func bomb(bytes: Int) -> Misbehaviour {
    // A block that is the last one, the literal 0, and a first match up to the end of the third byte.
    let start: [UInt8] =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + Deflate.packed("1" + "10" + "00110000" + "11000101" + "00000")
    let matches = Deflate.packed(String(repeating: "1100010100000", count: 8))
    let piece = [UInt8](repeatElement(matches, count: 5_000).joined())
    return Misbehaviour(
      text("\(head)Content-Encoding: gzip\r\n\r\n"), .send(start),
      .repeated(piece, times: max(1, bytes / (5_000 * 8 * 258)), pause: .zero),
      .send([UInt8](repeating: 0, count: 9)), .end)
  }
}
