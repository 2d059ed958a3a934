import Glibc
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

/// Servers that do wrong, each with the code, the whole sentence, and whether the request had gone out.
@Suite struct HTTPFaultTests {
  private let client = HTTPClient(options: .direct)

  private func error(
    of server: RawServer, _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws -> HTTPError {
    var request = HTTPRequest.local("POST", server.url("/?key=hidden"))
    change(&request)
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    return try #require(error)
  }

  private func server(_ answer: String, then end: @escaping @Sendable (Connection) throws -> Void = { _ in }) throws
    -> RawServer
  {
    try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write(answer)
      try end(connection)
    }
  }

  @Test func aNameThatIsNotKnown() async throws {
    var request = HTTPRequest("GET", "http://no-such-host.invalid/a")
    request.access = HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap { $0 }))
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .nameNotFound)
    #expect(error?.wasSent == false)
    #expect(error?.message == "The server no-such-host.invalid could not be reached: its name is not known.")
    #expect(error?.detail == "Could not resolve host: no-such-host.invalid")
  }

  @Test func aPortWhereNobodyListens() async throws {
    let port = try RawServer(answering: "").port
    let error = await failure { () async throws(HTTPError) in
      try await client.send(.local("POST", "http://127.0.0.1:\(port)/"))
    }
    #expect(error?.code == .notConnected)
    #expect(error?.wasSent == false)
    #expect(error?.message == "The server 127.0.0.1:\(port) could not be reached: it takes no connections.")
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
  ])
  func aConnectionThatEndsTooSoon(_ answer: String) async throws {
    for byReset in [false, true] {
      let server = try server(answer) { if byReset { $0.reset() } }
      let error = try await error(of: server)
      #expect(error.code == .reset)
      #expect(error.wasSent)
      #expect(
        error.message == "The server 127.0.0.1:\(server.port) ended the connection before its answer was complete.")
      #expect(server.requests.count == 1)
    }
  }

  @Test func moreThanTheContentLengthIsNotTaken() async throws {
    let server = try server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Evil\r\n\r\n")
    #expect(try await client.send(.local("GET", server.url())).text == "ok")
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
  func silence(_ answer: String) async throws {
    let server = try server(answer) { try $0.waitForEnd() }
    let error = try await error(of: server) { $0.deadlines.idle = .milliseconds(200) }
    #expect(error.code == .idle)
    #expect(error.wasSent)
    #expect(error.message == "The server 127.0.0.1:\(server.port) was silent for 0.2 seconds.")
  }

  @Test func slowBytesAreNoSilence() async throws {
    let server = try server("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n") { connection in
      for _ in 1...8 {
        usleep(250_000)
        try connection.write("x")
      }
    }
    var request = HTTPRequest.local("GET", server.url())
    request.deadlines.idle = .milliseconds(1500)
    #expect(try await client.send(request).text == "xxxxxxxx")
  }

  @Test func slowBytesEndAtTheDeadline() async throws {
    let server = try server("HTTP/1.1 200 OK\r\n\r\n") { connection in
      while true {
        try connection.write("x")
        usleep(10_000)
      }
    }
    let error = try await error(of: server) { $0.deadlines.total = .milliseconds(300) }
    #expect(error.code == .deadlinePassed)
    #expect(error.wasSent)
    #expect(error.message == "The server 127.0.0.1:\(server.port) had not answered in full after 0.3 seconds.")
  }

  @Test(arguments: [true, false])
  func headersWithoutEnd(_ inOneLine: Bool) async throws {
    let line = "X-Long: " + String(repeating: "x", count: inOneLine ? 10_000_000 : 990)
    let server = try server("HTTP/1.1 200 OK\r\n") { connection in
      for _ in 0..<(inOneLine ? 1 : 10_000) { try connection.write(line + "\r\n") }
    }
    let error = try await error(of: server)
    #expect(error.code == .headersTooLarge)
    #expect(error.wasSent)
    #expect(error.message == "The server 127.0.0.1:\(server.port) answered with headers of more than 256 KiB.")
  }

  @Test func interimAnswersWithoutEnd() async throws {
    let server = try server("") { connection in
      while true { try connection.write("HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n") }
    }
    #expect(try await error(of: server).code == .headersTooLarge)
  }

  @Test func aBodyWithoutEnd() async throws {
    let folder = try TestFolder()
    let file = folder.path.appending("answer")
    for receiver in [
      HTTPReceiver.memory(limit: 100_000), .file(file, limit: 100_000), .memoryOrFile(file, limit: 2_000_000),
    ] {
      let server = try server("HTTP/1.1 200 OK\r\n\r\n") { connection in
        while true { try connection.write([UInt8](repeating: 0x78, count: 65_536)) }
      }
      let error = try await error(of: server) { $0.receiver = receiver }
      #expect(error.code == .tooLarge)
      #expect(error.wasSent)
      #expect(error.message.english.hasPrefix("The server 127.0.0.1:\(server.port) answered with a body of more than "))
      #expect(folder.names == [])
    }
  }

  @Test func compressedBodies() async throws {
    let packed = try gzip("b'x' * 50_000_000")
    #expect(packed.count < 100_000)
    let server = try RawServer { connection in
      while let request = try connection.readRequest() {
        #expect(request.header("Accept-Encoding")?.contains("gzip") == true)
        try connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
        try connection.write(packed)
      }
    }
    let error = try await error(of: server) { $0.receiver = .memory(limit: 1_000_000) }
    #expect(error.code == .tooLarge)
    var request = HTTPRequest.local("GET", server.url())
    request.receiver = .memory(limit: 50_000_000)
    #expect(try await client.send(request).body == .bytes([UInt8](repeating: 0x78, count: 50_000_000)))
  }

  @Test func brokenCompression() async throws {
    let server = try server(
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\nno gzip at")
    let error = try await error(of: server)
    #expect(error.code == .badAnswer)
    #expect(
      error.message == "The server 127.0.0.1:\(server.port) answered with a body whose compression is broken.")
  }

  @Test func anAnswerThatIsNotHTTP() async throws {
    let error = try await error(of: try server("SSH-2.0-OpenSSH_9.2p1\r\n"))
    #expect(error.code == .badAnswer)
    #expect(error.wasSent)
  }

  @Test func anAnswerThatCannotBeWritten() async throws {
    let server = try server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    let error = try await error(of: server) { $0.receiver = .file("/nowhere/answer", limit: 100) }
    #expect(error.code == .notWritten)
    #expect(
      error.message
        == "The answer of 127.0.0.1:\(server.port) could not be written to its file: No such file or directory.")
  }

  @Test func noErrorHoldsTheQuery() async throws {
    let error = try await error(of: try server(""))
    #expect(!"\(error) \(error.detail ?? "")".contains("hidden"))
  }
}
