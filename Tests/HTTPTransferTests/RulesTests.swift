import JobModel
import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct RequestRulesTests {
  private func message(_ change: (inout HTTPRequest) -> Void) -> String? {
    var request = HTTPRequest("POST", "https://example.com/")
    change(&request)
    do throws(HTTPError) {
      try RequestRules.check(request)
      return nil
    } catch {
      #expect(error.code == .badRequest)
      #expect(!error.wasSent)
      #expect(ChineseText.problem(error.message, names: ["X-Title", "Content-Length", "transfer-encoding"]) == nil)
      return error.message.english
    }
  }

  @Test(arguments: ["a\r\nX: y", "a\nb", "a\rb", "a\0b", "\u{7F}", "a\u{1B}[0m"])
  func aValueThatWouldEndItsLineIsRefused(_ value: String) {
    #expect(
      message { $0.headers = [HTTPHeader("X-Title", value)] }
        == "The request cannot be sent: the value of its header X-Title holds a line break or another control character."
    )
  }

  @Test(arguments: ["", "a b", "a:", "a\r\n", "ä", "(a)"])
  func aNameThatIsNoWordIsRefused(_ name: String) {
    #expect(
      message { $0.headers = [HTTPHeader(name, "a")] }
        == "The request cannot be sent: it has a header whose name is not a word.")
    #expect(message { $0.method = name } == "The request cannot be sent: its method is not a word.")
  }

  @Test(arguments: ["Content-Length", "transfer-encoding"])
  func headersThatTheBodySetsAreRefused(_ name: String) {
    #expect(
      message { $0.headers = [HTTPHeader(name, "5")] }
        == "The request cannot be sent: the header \(name) is set from its body.")
  }

  @Test func namesOfPartsHoldNoLineBreaks() {
    for part in [
      MultipartPart(name: "a\r\nb", content: .text("")),
      MultipartPart(name: "a", content: .text(""), fileName: "b\0.png"),
      MultipartPart(name: "a", content: .text(""), mediaType: "image/png\nX: y"),
    ] {
      #expect(
        message { $0.body = .multipart([part]) }
          == "The request cannot be sent: the name or the type of a part holds a control character.")
    }
  }

  @Test func ordinaryRequestsPass() {
    #expect(message { $0.headers = [HTTPHeader("X-Title", "商品\t1")] } == nil)
  }
}

@Suite struct ResponseHeadTests {
  private func head(_ text: String) -> (ResponseHead, [ResponseHead.Verdict]) {
    var head = ResponseHead()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "\($0)\r\n" }
    let verdicts = lines.map { line in Array(line.utf8).withUnsafeBytes { head.add($0) } }
    return (head, verdicts)
  }

  @Test func keepsOrderAndCaseAndTrimsValues() {
    let (head, verdicts) = head("HTTP/1.1 200\nA:  1\t\nb:2:3\nA: \nnonsense\n")
    #expect(head.status == 200)
    #expect(head.headers == [HTTPHeader("A", "1"), HTTPHeader("b", "2:3"), HTTPHeader("A", "")])
    #expect(verdicts.last == .complete)
  }

  @Test func foldedLinesAreOne() {
    #expect(head("HTTP/2 200 \nA: 1\n  2\n").0.headers == [HTTPHeader("A", "1 2")])
  }

  @Test func trailersAreLeftOut() {
    let (head, verdicts) = head("HTTP/1.1 200 OK\nA: 1\n\nB: 2\n")
    #expect(head.headers == [HTTPHeader("A", "1")])
    #expect(verdicts.filter { $0 == .complete }.count == 1)
  }

  @Test(arguments: [
    ("text/event-stream", true), ("Text/Event-Stream ; charset=utf-8", true), ("application/json", false),
    ("text/event-stream2", false),
  ])
  func knowsEventStreams(_ type: String, _ isStream: Bool) {
    #expect(head("HTTP/1.1 200 OK\nContent-Type: \(type)\n").0.isEventStream == isStream)
    #expect(!head("HTTP/1.1 404 No\nContent-Type: \(type)\n").0.isEventStream)
  }
}

@Suite struct HTTPProxiesTests {
  private let proxies = HTTPProxies([
    "http_proxy": "http://proxy:3128", "HTTPS_PROXY": "http://secure:3129", "HTTP_PROXY": "http://cgi:1",
    "no_proxy": "inner.example, .dotted.example,10.0.0.1, host.example:8080",
  ])

  @Test(
    arguments: [
      ("http://example.com/", "http://proxy:3128"), ("https://example.com/", "http://secure:3129"),
      ("http://inner.example/", nil), ("http://a.inner.example/", nil), ("http://xinner.example/", "http://proxy:3128"),
      ("http://a.dotted.example/", nil), ("http://10.0.0.1:8188/", nil), ("http://host.example:8080/", nil),
      ("http://host.example/", "http://proxy:3128"), ("http://localhost:1/", nil), ("http://127.0.0.9/", nil),
      ("http://[::1]/", nil), ("http://127.evil.example/", "http://proxy:3128"),
    ] as [(String, String?)])
  func choosesByTheEnvironment(_ url: String, _ proxy: String?) throws {
    #expect(proxies.proxy(for: try HTTPTarget(url)) == proxy)
  }

  @Test func allAndNone() throws {
    let target = try HTTPTarget("https://example.com/")
    #expect(HTTPProxies(["all_proxy": "socks5://p:1"]).proxy(for: target) == "socks5://p:1")
    #expect(HTTPProxies(["all_proxy": "socks5://p:1", "NO_PROXY": "*"]).proxy(for: target) == nil)
    #expect(HTTPProxies.none.proxy(for: target) == nil)
    #expect(HTTPProxies(["HTTP_PROXY": "http://cgi:1"]).proxy(for: try HTTPTarget("http://example.com/")) == nil)
  }
}
