internal import CLibCurl
import JobModel

/// What people are told of transfers that fail. Nothing in them comes from a URL but the server's name and port.
enum Sentences {
  /// - Parameter code: not `CURLE_OK`.
  static func of(_ code: CURLcode, _ transfer: Transfer, _ handle: EasyHandle?) -> HTTPError {
    let server = transfer.hop.target.server
    func error(_ kind: HTTPError.Code, _ message: Message) -> HTTPError {
      HTTPError(kind, wasSent: false, message: message, detail: detail(code, handle))
    }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return error(.nameNotFound, "The server \(server) could not be reached: its name is not known.")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return error(.nameNotFound, "The proxy for \(server) could not be reached: its name is not known.")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED:
      let refused: Message = "The server \(server) could not be reached: it takes no connections."
      return transfer.refusal ?? error(.notConnected, refused)
    case CURLE_OPERATION_TIMEDOUT:
      return late(transfer, error)
    case CURLE_OUT_OF_MEMORY, CURLcode(rawValue: 100):
      // 100 is CURLE_TOO_LARGE, since 8.6: what the one or the other says of a header line without end.
      guard !transfer.head.isComplete, transfer.wasSent else {
        return error(.badAnswer, "The server \(server) answered too much.")
      }
      return error(
        .headersTooLarge,
        "The server \(server) answered with headers of more than \(ResponseHead.limit >> 10) KiB.")
    // With a status line before it, it is what libcurl says of headers that are cut off.
    case CURLE_WEIRD_SERVER_REPLY where transfer.head.status == 0, CURLE_UNSUPPORTED_PROTOCOL:
      return error(.badAnswer, "The server \(server) answered with something that is not HTTP.")
    case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
      return error(.badAnswer, "The server \(server) answered with a body whose compression is broken.")
    case CURLE_URL_MALFORMAT:
      return error(.badURL, "The address cannot be called: it is not written rightly.")
    default:
      guard !isTLS(code) else {
        return error(.tls, "The server \(server) was not trusted: \(distrust(code, handle)).")
      }
      return error(.reset, "The server \(server) ended the connection before its answer was complete.")
    }
  }

  private static func late(
    _ transfer: Transfer, _ error: (HTTPError.Code, Message) -> HTTPError
  ) -> HTTPError {
    let server = transfer.hop.target.server
    let deadlines = transfer.hop.request.deadlines
    if let total = deadlines.total, transfer.deadline.map({ $0 <= .now.advanced(by: .milliseconds(50)) }) ?? false {
      return error(.deadlinePassed, "The server \(server) had not answered in full after \(words(total)).")
    }
    let connecting: Message =
      "The server \(server) could not be reached: it did not answer within \(words(deadlines.connect))."
    return transfer.refusal ?? error(.notConnected, connecting)
  }

  static func silence(_ transfer: Transfer) -> HTTPError {
    HTTPError(
      .idle, wasSent: transfer.wasSent,
      message:
        "The server \(transfer.hop.target.server) was silent for \(words(transfer.hop.request.deadlines.idle)).")
  }

  static func cancelled(_ transfer: Transfer) -> HTTPError {
    HTTPError(
      .cancelled, wasSent: transfer.wasSent, message: "The request to \(transfer.hop.target.server) was cancelled.")
  }

  static func shutDown(_ target: HTTPTarget, wasSent: Bool) -> HTTPError {
    HTTPError(.shutDown, wasSent: wasSent, message: "The request to \(target.server) ended with the program.")
  }

  static func noAddress(_ target: HTTPTarget) -> HTTPError {
    HTTPError(.addressNotAllowed, wasSent: false, message: "The server \(target.server) has no Internet address.")
  }

  static func eventTooLarge(_ target: HTTPTarget, limit: Int) -> HTTPError {
    HTTPError(
      .tooLarge, wasSent: true,
      message: "The server \(target.server) answered with an event of more than \(limit) bytes.")
  }

  static func of(_ problem: BodySink.Problem, _ hop: Hop) -> HTTPError {
    switch problem {
    case .tooLarge:
      HTTPError(
        .tooLarge, wasSent: true,
        message: """
          The server \(hop.target.server) answered with a body of more than \(hop.request.receiver.limit) bytes.
          """)
    case .notWritten(let errno):
      HTTPError(
        .notWritten, wasSent: true,
        message: "The answer of \(hop.target.server) could not be written to its file: \(errno).")
    }
  }

  private static func detail(_ code: CURLcode, _ handle: EasyHandle?) -> String {
    let complaint = handle?.complaint ?? ""
    return complaint.isEmpty ? String(cString: curl_easy_strerror(code)) : complaint
  }

  private static func words(_ time: Duration) -> Message {
    let seconds = Double(time.inMilliseconds) / 1000
    let figure = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return seconds == 1 ? "\(figure) second" : "\(figure) seconds"
  }
}

extension HTTPReceiver {
  var limit: Int {
    switch self {
    case .memory(let limit), .file(_, let limit), .memoryOrFile(_, let limit): limit
    }
  }
}
