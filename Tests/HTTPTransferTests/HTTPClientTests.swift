import Glibc
import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage
import Testing

@Suite struct HTTPClientTests {
  private let client = HTTPClient(options: .direct)
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a:  2 \r\nX-Empty:\r\n\r\nok"

  @Test func givesStatusHeadersAndBody() async throws {
    let server = try RawServer(answering: Self.ok)
    var request = HTTPRequest.local("GET", server.url("/a?b=ü"))
    request.headers = [HTTPHeader("X-Empty", ""), HTTPHeader("Accept", "text/plain")]
    let response = try await client.send(request)
    #expect(response.status == 200)
    #expect(response.text == "ok")
    #expect(
      response.headers == [
        HTTPHeader("Content-Length", "2"), HTTPHeader("X-A", "1"), HTTPHeader("x-a", "2"), HTTPHeader("X-Empty", ""),
      ])
    #expect(response.url == server.url("/a?b=%c3%bc"))
    let sent = try #require(server.requests.first)
    #expect(sent.line == "GET /a?b=%c3%bc HTTP/1.1")
    #expect(sent.header("X-Empty") == "")
    #expect(sent.header("User-Agent") == "rowspool")
    #expect(sent.header("Accept") == "text/plain")
  }

  @Test func aConnectionIsUsedAgain() async throws {
    let server = try RawServer(answering: Self.ok)
    for _ in 1...3 { _ = try await client.send(.local("GET", server.url())) }
    #expect(server.requests.map(\.connection) == [1, 1, 1])
  }

  @Test func aStatusOfFailureIsAnAnswer() async throws {
    let server = try RawServer(answering: "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy")
    let response = try await client.send(.local("POST", server.url()))
    #expect(response.status == 503)
    #expect(response.text == "busy")
  }

  @Test func interimAnswersAreNotTheAnswer() async throws {
    let server = try RawServer(
      answering: "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + Self.ok)
    let response = try await client.send(.local("GET", server.url()))
    #expect(response.status == 200)
    #expect(response.header("x-early") == nil)
  }

  @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
  func methodsWithoutABody(_ method: String) async throws {
    let server = try RawServer { connection in
      while let request = try connection.readRequest() {
        try connection.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (request.line.hasPrefix("HEAD") ? "" : "ok"))
      }
    }
    let response = try await client.send(.local(method, server.url()))
    #expect(response.text == (method == "HEAD" ? "" : "ok"))
    let sent = try #require(server.requests.first)
    #expect(sent.line == "\(method) / HTTP/1.1")
    #expect(sent.header("Content-Type") == nil)
    #expect(sent.header("Content-Length") == (["POST", "PUT", "PATCH"].contains(method) ? "0" : nil))
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"], [0, 1, 70_000, 3_000_000])
  func sendsBodiesFromMemoryAndFiles(_ method: String, _ size: Int) async throws {
    let server = try RawServer(answering: Self.ok)
    let folder = try TestFolder()
    let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for content in [HTTPBody.bytes(body), .file(try folder.write("body", body))] {
      var request = HTTPRequest.local(method, server.url())
      request.headers = [HTTPHeader("Content-Type", "image/png")]
      request.body = content
      #expect(try await client.send(request).status == 200)
    }
    for sent in server.requests {
      #expect(sent.body == body)
      #expect(sent.header("Content-Length") == "\(size)")
      #expect(sent.header("Content-Type") == "image/png")
      #expect(sent.header("Expect") == nil)
    }
  }

  @Test func sendsMultipartInOrderWithTheGivenTypes() async throws {
    let server = try RawServer(answering: Self.ok)
    let folder = try TestFolder()
    let picture = try folder.write("a.webp", Array("RIFF".utf8))
    var request = HTTPRequest.local("POST", server.url())
    request.body = .multipart([
      MultipartPart(name: "user", content: .text("row-1")),
      MultipartPart(name: "file", content: .file(picture), fileName: "商品 \"1\"\u{2028}.webp", mediaType: "image/webp"),
      MultipartPart(name: "mask", content: .file(picture), fileName: "mask \"2\".png"),
    ])
    _ = try await client.send(request)
    let sent = try #require(server.requests.first)
    let type = try #require(sent.header("Content-Type"))
    #expect(type.hasPrefix("multipart/form-data; boundary="))
    let boundary = "--" + type.dropFirst("multipart/form-data; boundary=".count)
    #expect(
      sent.text
        == [
          boundary, "Content-Disposition: form-data; name=\"user\"", "", "row-1",
          boundary,
          "Content-Disposition: form-data; name=\"file\"; filename=\"商品 %221%22\u{2028}.webp\"",
          "Content-Type: image/webp",
          "", "RIFF",
          boundary, "Content-Disposition: form-data; name=\"mask\"; filename=\"mask %222%22.png\"", "", "RIFF",
          boundary + "--", "",
        ].joined(separator: "\r\n"))
  }

  @Test func aFileThatIsNotThereIsNotSent() async throws {
    let server = try RawServer(answering: Self.ok)
    var request = HTTPRequest.local("POST", server.url())
    request.body = .file("/nowhere/picture.png")
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .badRequest)
    #expect(error?.wasSent == false)
    #expect(error?.message == "The file picture.png could not be read to be sent: No such file or directory.")
    #expect(server.connectionCount == 0)
  }

  @Test func whatIsNoFileIsNotSent() async throws {
    let folder = try TestFolder()
    let pipe = folder.path.appending("pipe")
    #expect(mkfifo(pipe.string, 0o600) == 0)
    for path in [pipe, folder.path] {
      var request = HTTPRequest.local("POST", "http://127.0.0.1:9/")
      request.body = .file(path)
      let error = await failure { () async throws(HTTPError) in try await client.send(request) }
      #expect(error?.code == .badRequest)
    }
  }

  @Test func aBodyOfNoBytesMakesAFileOfNone() async throws {
    let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let folder = try TestFolder()
    var request = HTTPRequest.local("GET", server.url())
    request.receiver = .file(folder.path.appending("empty"), limit: 10)
    #expect(try await client.send(request).body == .file(folder.path.appending("empty"), count: 0))
    #expect(folder.names == ["empty"])
  }

  @Test func bodiesGoToFilesWhereAsked() async throws {
    let big = String(repeating: "x", count: 1_500_000)
    let server = try RawServer { connection in
      while let request = try connection.readRequest() {
        let body = request.line.contains("big") ? big : "small"
        try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
    }
    let folder = try TestFolder()
    let file = folder.path.appending("answer")
    func body(_ path: String, _ receiver: HTTPReceiver) async throws -> HTTPResponse.Body {
      var request = HTTPRequest.local("GET", server.url(path))
      request.receiver = receiver
      return try await client.send(request).body
    }
    #expect(try await body("/small", .memoryOrFile(file, limit: 2_000_000)) == .bytes(Array("small".utf8)))
    #expect(folder.names == [])
    #expect(try await body("/big", .memoryOrFile(file, limit: 2_000_000)) == .file(file, count: 1_500_000))
    #expect(try file.bytes() == Array(big.utf8))
    #expect(try await body("/small", .file(file, limit: 2_000_000)) == .file(file, count: 5))
    #expect(try file.bytes() == Array("small".utf8))
  }

  @Test func aCancelledTaskEndsItsTransferAtOnce() async throws {
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let (ends, ended) = AsyncStream<Void>.makeStream()
    let server = try RawServer { connection in
      _ = try connection.readRequest()
      arrived.yield()
      try connection.waitForEnd()
      ended.yield()
    }
    let task = Task {
      await failure { () async throws(HTTPError) in try await client.send(.local("POST", server.url())) }
    }
    for await _ in arrivals { break }
    task.cancel()
    let error = await task.value
    #expect(error?.code == .cancelled)
    #expect(error?.wasSent == true)
    #expect(error?.message == "The request to 127.0.0.1:\(server.port) was cancelled.")
    for await _ in ends { break }
  }

  @Test func aTaskCancelledBeforeSendsNothing() async throws {
    let server = try RawServer(answering: Self.ok)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { () async throws(HTTPError) in try await client.send(.local("POST", server.url())) }
    }
    let error = await task.value
    #expect(error?.code == .cancelled)
    #expect(error?.wasSent == false)
    #expect(server.connectionCount == 0)
  }

  @Test func shutDownEndsAll() async throws {
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let server = try RawServer { connection in
      _ = try connection.readRequest()
      arrived.yield()
      try connection.waitForEnd()
    }
    let client = HTTPClient(options: .direct)
    let task = Task {
      await failure { () async throws(HTTPError) in try await client.send(.local("GET", server.url())) }
    }
    for await _ in arrivals { break }
    client.shutDown()
    let error = await task.value
    #expect(error?.code == .shutDown)
    #expect(error?.wasSent == true)
    let later = await failure { () async throws(HTTPError) in try await client.send(.local("GET", server.url())) }
    #expect(later?.code == .shutDown)
    #expect(later?.wasSent == false)
  }
}
