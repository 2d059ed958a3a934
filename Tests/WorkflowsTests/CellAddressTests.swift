import Glibc
import HTTPTransfer
import Testing

@testable import Workflows

@Suite struct CellAddressTests {
  init() {
    // libcurl reads names in other scripts by the locale.
    setlocale(LC_ALL, "C.UTF-8")
  }

  @Test(arguments: [
    ("https://Example.com", "https://example.com:443"), ("HTTP://a.b/c?d#e", "http://a.b:80"),
    ("http://a:8080", "http://a:8080"), ("http://[::1]:8188/x", "http://[::1]:8188"),
    ("https://例え.jp/", "https://xn--r8jz45g.jp:443"), ("http://a/?x=y@z", "http://a:80"),
    ("http://2130706433/", "http://127.0.0.1:80"), ("http://0x7f.1/", "http://127.0.0.1:80"),
  ])
  func readsWhereAnAddressLeads(text: String, origin: String) throws {
    #expect(try CellAddress.target(of: text).origin == origin)
  }

  @Test(arguments: [
    ("file:///etc/passwd", "address-scheme"), ("ftp://a/", "address-scheme"), ("javascript:alert(1)", "address-scheme"),
    ("gopher://a", "address-scheme"), ("a.b/c", "not-a-url"), ("", "not-a-url"), ("//a/b", "not-a-url"),
    ("http://me:pass@a/", "address-credentials"), ("http://me@a", "address-credentials"), ("http://", "not-a-url"),
    ("http:///a", "not-a-url"), ("http:a", "not-a-url"), ("http://a b", "not-a-url"), ("http://a\\b", "not-a-url"),
    ("http://a\r\nX: y", "not-a-url"), ("http://a\u{0}", "not-a-url"), ("http://a%2Fb/", "not-a-url"),
    ("http://[::1", "not-a-url"), ("http://[1.2.3.4]/", "not-a-url"), ("http://a:65536", "not-a-url"),
    ("http://a:b", "not-a-url"), ("http://evil.com:80\\@good.com", "address-credentials"),
  ])
  func refusesWhatCouldBeReadInTwoWays(text: String, code: String) {
    let problem = #expect(throws: ConversionProblem.self) { try CellAddress.target(of: text) }
    #expect(problem?.code == code)
  }
}
