import Glibc
import HTTPTransfer
import JobModel
import TestSupport
import Testing

@Suite struct HTTPTargetTests {
  init() { setlocale(LC_ALL, "C.UTF-8") }

  @Test(arguments: [
    ("http://Example.COM", "http://Example.COM/", "http://example.com:80", "example.com"),
    ("https://example.com:443/a?b#c", "https://example.com:443/a?b#c", "https://example.com:443", "example.com"),
    ("https://example.com.:8443/", "https://example.com.:8443/", "https://example.com:8443", "example.com:8443"),
    ("http://[::1]:8188/x", "http://[::1]:8188/x", "http://[::1]:8188", "[::1]:8188"),
    ("http://[0:0::1]/", "http://[::1]/", "http://[::1]:80", "[::1]"),
    ("http://0177.1/", "http://127.0.0.1/", "http://127.0.0.1:80", "127.0.0.1"),
    (
      "http://bücher.example/ä", "http://xn--bcher-kva.example/%c3%a4", "http://xn--bcher-kva.example:80",
      "xn--bcher-kva.example"
    ),
  ])
  func takesURLsApart(_ text: String, _ url: String, _ origin: String, _ server: String) throws {
    let target = try HTTPTarget(text)
    #expect(target.url == url)
    #expect(target.origin == origin)
    #expect(target.server == server)
  }

  @Test(
    arguments: [
      ("file:///etc/passwd", "only http and https addresses can be called"),
      ("ftp://example.com/", "only http and https addresses can be called"),
      ("javascript:alert(1)", nil), ("//example.com/", nil), ("example.com", nil), ("", nil), ("http://", nil),
      ("http://a b/", nil), ("http://example.com/a b", nil),
      ("http://example.com/\r\nX: y", nil),
      ("http://example.com/\0", "it has a space, a line break or another control character in it"),
      ("http://[::1/", nil),
      ("http://exa%6dple.com\\@evil/", nil),
      ("http://user@example.com/", "it must not hold a user's name or password"),
      ("http://user:word@example.com/", "it must not hold a user's name or password"),
      ("http://example.com:99999/", "its port is not one of 1 to 65535"),
      ("http://example.com:0/", "its port is not one of 1 to 65535"),
      (
        "http://example.com/" + String(repeating: "a", count: 65_536),
        "an address of 65555 bytes is too long; at most 16384 are sent"
      ),
    ] as [(String, String?)])
  func refusesOthersWithASentence(_ text: String, _ reason: String?) throws {
    let error = #expect(throws: HTTPError.self) { try HTTPTarget(text) }
    #expect(error?.code == .badURL)
    #expect(error?.wasSent == false)
    #expect(ChineseText.problem(error?.message) == nil)
    if let reason { #expect(error?.message == "The address cannot be called: \(reason).") }
  }
}
