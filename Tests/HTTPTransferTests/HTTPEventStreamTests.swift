import Glibc
import HTTPTransfer
import JobModel
import Synchronization
import Testing

@Suite struct HTTPEventStreamTests {
  private let client = HTTPClient(options: .direct)
  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nX-Id: 5\r\n\r\n"

  private func server(_ script: @escaping @Sendable (Connection) throws -> Void) throws -> RawServer {
    try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write(Self.head)
      try script(connection)
    }
  }

  private func stream(
    _ server: RawServer, _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws -> HTTPEventStream {
    var request = HTTPRequest.local("POST", server.url())
    change(&request)
    guard case .events(let stream) = try await client.stream(request) else {
      throw RawServerFailure(description: "whole")
    }
    return stream
  }

  /// The events until the end, and how it ended.
  private func all(_ stream: HTTPEventStream) async -> ([ServerSentEvent], HTTPError?) {
    var events: [ServerSentEvent] = []
    do throws(HTTPError) {
      for try await event in stream { events.append(event) }
      return (events, nil)
    } catch {
      return (events, error)
    }
  }

  @Test func eventsComeWhileTheAnswerGoesOn() async throws {
    let mayGoOn = Mutex(false)
    let server = try server { connection in
      try connection.write("data: 1\n\nda")
      while !mayGoOn.withLock({ $0 }) { usleep(1000) }
      try connection.write("ta: 2\n\n")
    }
    let stream = try await stream(server)
    #expect(stream.status == 200)
    #expect(stream.headers.last == HTTPHeader("X-Id", "5"))
    var data: [String] = []
    for try await event in stream {
      data.append(event.data)
      mayGoOn.withLock { $0 = true }
    }
    #expect(data == ["1", "2"])
  }

  @Test(arguments: [true, false])
  func aStreamThatBreaksOffSaysSoAfterItsEvents(_ byReset: Bool) async throws {
    let server = try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\n")
      try connection.write("data: 1\n\ndata: 2")
      if byReset { connection.reset() }
    }
    let (events, error) = await all(try await stream(server))
    #expect(events == [ServerSentEvent(data: "1")] || byReset && events.isEmpty)
    #expect(error?.code == .reset)
    #expect(error?.wasSent == true)
  }

  @Test func silenceEndsIt() async throws {
    let server = try server { connection in
      try connection.write("data: 1\n\n")
      try connection.waitForEnd()
    }
    let (events, error) = await all(try await stream(server) { $0.deadlines.idle = .milliseconds(200) })
    #expect(events.count == 1)
    #expect(error?.code == .idle)
  }

  @Test func endingTheLoopEndsTheTransfer() async throws {
    let (ends, ended) = AsyncStream<Void>.makeStream()
    let server = try server { connection in
      try connection.write("data: 1\n\n")
      try connection.waitForEnd()
      ended.yield()
    }
    let stream = try await stream(server)
    for try await _ in stream { break }
    for await _ in ends { break }
    #expect(stream.status == 200)
  }

  @Test func droppingTheStreamEndsTheTransfer() async throws {
    let (ends, ended) = AsyncStream<Void>.makeStream()
    let server = try server { connection in
      try connection.waitForEnd()
      ended.yield()
    }
    _ = try await stream(server)
    for await _ in ends { break }
  }

  @Test func aCancelledReaderEndsTheTransfer() async throws {
    let (firsts, first) = AsyncStream<Void>.makeStream()
    let server = try server { connection in
      try connection.write("data: 1\n\n")
      try connection.waitForEnd()
    }
    let stream = try await stream(server)
    let task = Task { () async -> HTTPError? in
      do throws(HTTPError) {
        for try await _ in stream { first.yield() }
        return nil
      } catch {
        return error
      }
    }
    for await _ in firsts { break }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    enum Sign { case blocked, finished }
    let (signs, sign) = AsyncStream<Sign>.makeStream()
    let count = 20_000
    let server = try server { connection in
      connection.limitSending(toMilliseconds: 300)
      let event = "data: \(String(repeating: "x", count: 4000))\n\n"
      try connection.write(String(repeating: event, count: count)) { sign.yield(.blocked) }
      sign.yield(.finished)
    }
    let stream = try await stream(server)
    for await sign in signs {
      #expect(sign == .blocked)
      break
    }
    let (events, error) = await all(stream)
    #expect(error == nil)
    #expect(events.count == count)
    #expect(events.allSatisfy { $0.data.utf8.count == 4000 })
  }

  @Test func aSlowReaderGetsAllOfACompressedStream() async throws {
    let packed = try gzip("(b'data: ' + b'x' * 4000 + b'\\n\\n') * 10000")
    let server = try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n")
      try connection.write(packed)
    }
    var count = 0
    for try await event in try await stream(server) {
      #expect(event.data.utf8.count == 4000)
      count += 1
      // The transfer is ahead of the reader, and has to wait.
      if count % 1000 == 0 { await Task.yield() }
    }
    #expect(count == 10_000)
  }

  @Test func anEventOfMoreThan16MiBEndsIt() async throws {
    let server = try server { connection in
      try connection.write("data: 1\n\ndata: ")
      while true { try connection.write([UInt8](repeating: 0x78, count: 1 << 20)) }
    }
    let (events, error) = await all(try await stream(server))
    #expect(events.count == 1)
    #expect(error?.code == .tooLarge)
    #expect(
      error?.message == "The server 127.0.0.1:\(server.port) answered with an event of more than 16777216 bytes.")
  }

  @Test func noSecretComesThrough() async throws {
    let server = try server { connection in
      for piece in ["data: a sec", "ret-key b\n\n"] {
        try connection.write(piece)
        usleep(20_000)
      }
    }
    let (events, _) = await all(try await stream(server) { $0.secrets = ["secret-key"] })
    #expect(events == [ServerSentEvent(data: "a ••• b")])
  }

  @Test(arguments: ["400 Bad\r\nContent-Type: text/event-stream", "200 OK\r\nContent-Type: application/json"])
  func otherAnswersAreTakenWhole(_ head: String) async throws {
    let server = try RawServer(answering: "HTTP/1.1 \(head)\r\nContent-Length: 2\r\n\r\n{}")
    guard case .response(let response) = try await client.stream(.local("POST", server.url())) else {
      Issue.record("an event stream")
      return
    }
    #expect(response.text == "{}")
  }
}
