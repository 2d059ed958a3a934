import HTTPTransfer
import Testing

@testable import Workflows

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://Example.com", "https://example.com:443"), ("HTTP://a.b/c?d#e", "http://a.b:80"),
    ("http://a:8080", "http://a:8080"), ("http://a:/x", "http://a:80"), ("http://[::1]:8188/x", "http://[::1]:8188"),
    ("https://例え.jp/", "https://例え.jp:443"), ("http://a?x=y@z", "http://a:80"), ("http://a_b.c", "http://a_b.c:80"),
  ])
  func readsWhereAnAddressLeads(text: String, origin: String) throws {
    #expect(try WebAddress(text).origin == origin)
  }

  @Test(arguments: [
    ("file:///etc/passwd", WebAddress.Mistake.scheme("file")), ("ftp://a/", .scheme("ftp")),
    ("javascript:alert(1)", .scheme("javascript")), ("gopher://a", .scheme("gopher")), ("a.b/c", .scheme(nil)),
    ("", .scheme(nil)), ("//a/b", .scheme(nil)), ("http://me:pass@a/", .credentials), ("http://me@a", .credentials),
    ("http://", .host), ("http:///a", .host), ("http:a", .host), ("http://a b", .characters),
    ("http://a\\b", .characters),
    ("http://a\r\nX: y", .characters), ("http://a\u{0}", .characters), ("http://a%2Fb/", .host),
    ("http://[::1", .host), ("http://[1.2.3.4]/", .host), ("http://a:0", .port), ("http://a:65536", .port),
    ("http://a:b", .port), ("http://a:+80", .port), ("http://.a", .host), ("http://a..", .host),
    ("http://evil.com:80\\@good.com", .characters),
  ])
  func refusesWhatCouldBeReadInTwoWays(text: String, mistake: WebAddress.Mistake) {
    #expect(throws: mistake) { try WebAddress(text) }
  }

  @Test(arguments: [
    "http://127.0.0.1", "http://localhost", "http://a.localhost.", "http://10.1.2.3", "http://169.254.169.254/latest",
    "http://192.168.0.1", "http://172.31.0.1", "http://100.64.0.1", "http://0.0.0.0", "http://2130706433",
    "http://0x7f.1", "http://0177.0.0.1", "http://127.1", "http://[::1]", "http://[fe80::1]", "http://[fd00::1]",
    "http://[::ffff:10.0.0.1]", "http://[64:ff9b::7f00:1]", "http://[2002:7f00:1::]", "http://224.0.0.1",
    "http://255.255.255.255", "http://198.18.0.1", "http://[2001:db8::1]", "http://[::]", "http://192.0.2.1",
  ])
  func knowsAddressesThatAreNotPublic(text: String) throws {
    #expect(try !WebAddress(text).isPublicAsWritten)
  }

  @Test(arguments: [
    "http://8.8.8.8", "http://example.com", "http://[2606:4700::1]", "http://172.32.0.1", "http://11.1.1.1",
  ])
  func knowsAddressesThatMayBePublic(text: String) throws {
    #expect(try WebAddress(text).isPublicAsWritten)
  }

  @Test(arguments: [
    ("https://a.example.com", "*.example.com", true), ("https://example.com", "*.example.com", false),
    ("https://evilexample.com", "*.example.com", false), ("https://example.com", "example.com", true),
    ("https://example.com.", "example.com", true), ("https://example.com:8443", "example.com:8443", true),
    ("https://example.com", "example.com:8443", false), ("https://example.com", "example.com:443", true),
    ("https://x", "*", true), ("https://EXAMPLE.com", "Example.COM", true), ("http://[::1]:8188", "[::1]:8188", true),
    ("http://[::1]:8189", "[::1]:8188", false), ("http://[::1]:8189", "[::1]", true),
    ("https://example.com.evil.org", "example.com", false),
  ])
  func matchesPatterns(text: String, pattern: String, isMatch: Bool) throws {
    let pattern = try #require(HTTPHostPattern(pattern))
    #expect(try WebAddress(text).matches(pattern) == isMatch)
  }
}
