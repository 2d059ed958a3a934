import Foundation
import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage

/// Answers requests from a script, and keeps what it was sent.
final class ScriptedHTTP: HTTPService {
  /// A request as it arrived, its files read.
  struct Call: Sendable {
    var request: HTTPRequest
    var body: String
    /// Bodies that came in files had this many bytes.
    var fileLength: Int?

    var json: JSONValue { (try? JSONReader.read(body)) ?? .null }
  }

  struct Reply: Sendable {
    var status = 200
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []
    var events: [ServerSentEvent]?
    var error: HTTPError?

    static func json(_ text: String, status: Int = 200, headers: [HTTPHeader] = []) -> Reply {
      Reply(status: status, headers: headers + [HTTPHeader("Content-Type", "application/json")], body: Array(text.utf8))
    }

    static func bytes(_ bytes: [UInt8]) -> Reply { Reply(body: bytes) }

    static func page(_ text: String, status: Int = 200) -> Reply {
      Reply(status: status, headers: [HTTPHeader("Content-Type", "text/html")], body: Array(text.utf8))
    }

    /// - Parameter error: after the events; `nil`: the stream ends in order.
    static func events(_ data: [String], error: HTTPError? = nil) -> Reply {
      Reply(events: data.map { ServerSentEvent(data: $0) }, error: error)
    }

    static func events(_ events: [ServerSentEvent]) -> Reply { Reply(events: events) }

    static func error(_ code: HTTPError.Code, wasSent: Bool = true) -> Reply {
      Reply(
        error: HTTPError(code, wasSent: wasSent, message: "The connection to the service broke (\(code.rawValue))."))
    }
  }

  private let answer: @Sendable (Call, Int) async -> Reply
  private let kept = Mutex<[Call]>([])

  /// - Parameter answer: gets the request, and how many came before it.
  init(_ answer: @escaping @Sendable (Call, Int) async -> Reply) {
    self.answer = answer
  }

  var calls: [Call] { kept.withLock { $0 } }

  func calls(_ path: String) -> [Call] { calls.filter { $0.request.url.contains(path) } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let reply = await take(request)
    if let error = reply.error { throw error }
    return try response(reply, to: request)
  }

  func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPAnswer {
    let reply = await take(request)
    guard let events = reply.events else {
      if let error = reply.error { throw error }
      return .response(try response(reply, to: request))
    }
    let left = Mutex(events)
    return .events(
      HTTPEventStream(status: reply.status, headers: reply.headers) { () async throws(HTTPError) -> ServerSentEvent? in
        let next: ServerSentEvent? = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if next == nil, let error = reply.error { throw error }
        return next
      })
  }

  private func take(_ request: HTTPRequest) async -> Reply {
    var call = Call(request: request, body: "")
    switch request.body {
    case .none, .multipart: break
    case .bytes(let bytes): call.body = String(decoding: bytes, as: UTF8.self)
    case .file(let path):
      let data = (try? Data(contentsOf: URL(fileURLWithPath: path.string))) ?? Data()
      call.fileLength = data.count
      call.body = String(decoding: data, as: UTF8.self)
    }
    let count = kept.withLock { calls in
      calls.append(call)
      return calls.count - 1
    }
    return await answer(call, count)
  }

  private func response(_ reply: Reply, to request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    func failed(_ error: any Error) -> HTTPError {
      HTTPError(.notWritten, wasSent: true, message: Message(verbatim: "\(error)"))
    }
    var response = HTTPResponse(status: reply.status, headers: reply.headers, url: request.url)
    do {
      switch request.receiver {
      case .memory: response.body = .bytes(reply.body)
      case .file(let path, let limit), .memoryOrFile(let path, let limit):
        if reply.body.count > limit {
          throw HTTPError(.tooLarge, wasSent: true, message: "The answer is too large.")
        }
        if case .memoryOrFile = request.receiver, reply.body.count <= 1 << 20 {
          response.body = .bytes(reply.body)
        } else {
          try Data(reply.body).write(to: URL(fileURLWithPath: path.string))
          response.body = .file(path, count: reply.body.count)
        }
      }
    } catch let error as HTTPError {
      throw error
    } catch {
      throw failed(error)
    }
    return response
  }
}
