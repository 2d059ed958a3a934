import Glibc
import HTTPTransfer
import Testing

@Suite struct HTTPHostPatternTests {
  init() { setlocale(LC_ALL, "C.UTF-8") }

  @Test(arguments: [
    ("api.example.com", "https://API.example.com/", true), ("api.example.com", "https://api.example.com.:8443/", true),
    ("api.example.com", "https://xapi.example.com/", false), ("api.example.com:443", "https://api.example.com/", true),
    ("api.example.com:443", "http://api.example.com/", false), ("*.example.com", "https://a.b.example.com/", true),
    ("*.example.com", "https://example.com/", false), ("*.example.com", "https://badexample.com/", false),
    ("*.example.com:8080", "http://a.example.com/", false), ("*", "https://anything.example/", true),
    ("*:443", "https://anything.example/", true), ("*:443", "http://anything.example/", false),
    ("127.0.0.1:8188", "http://127.0.0.1:8188/", true), ("127.0.0.1", "http://2130706433/", true),
    ("[::1]:8188", "http://[0::1]:8188/", true), ("::1", "http://[::1]/", true),
    ("Bücher.example", "http://xn--bcher-kva.example/", true),
    ("xn--bcher-kva.example", "http://BÜCHER.example/", true),
    ("*.例子.cn", "http://图.例子.cn/", true), ("localhost", "http://localhost:1/", true),
    ("api.example.com", "https://api.example.com@evil.example/", false),
  ])
  func matches(_ pattern: String, _ url: String, _ isMatch: Bool) throws {
    let pattern = try #require(HTTPHostPattern(pattern))
    guard let target = try? HTTPTarget(url) else {
      #expect(!isMatch)
      return
    }
    #expect(pattern.matches(target) == isMatch)
  }

  @Test(arguments: [
    "", " ", "https://example.com", "example.com/", "example.com/path", "a.*.com", "*example.com", "**", "*.", "*.*",
    "example.com:", "example.com:0", "example.com:65536", "example.com:http", "user@example.com", "a b", "a,b", "[::1",
    "[::1]x", "*.127.0.0.1", "exa%6dple.com", "a?b", "a#b",
  ])
  func refuses(_ text: String) {
    #expect(HTTPHostPattern(text) == nil)
  }

  @Test(arguments: ["*", "*:8080", "*.example.com", "api.example.com:8443", "[::1]:8188", "127.0.0.1"])
  func isWrittenAsItIsRead(_ text: String) {
    #expect(HTTPHostPattern(text)?.description == text)
  }

  @Test func namesOfOneHostAreOnePattern() {
    #expect(HTTPHostPattern("API.example.com.") == HTTPHostPattern("api.example.com"))
    #expect(HTTPHostPattern("[0::1]") == HTTPHostPattern("::1"))
  }
}
