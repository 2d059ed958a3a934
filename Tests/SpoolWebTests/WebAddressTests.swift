import SpoolWeb
import Testing

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1:8080"), ("[::1]:80", "[::1]:80"), (":8080", "0.0.0.0:8080"),
    ("office.example:443", "office.example:443"),
  ])
  func addressesAreRead(text: String, read: String) throws {
    #expect(try #require(WebAddress(text)).description == read)
  }

  @Test(arguments: ["", "8080", "host", "host:", "host:99999", "a b:1", "http://host:80"])
  func anythingElseIsNone(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test func onlyThisMachinesAddressesAreLoopback() {
    let loopback = ["127.0.0.1:1", "127.8.0.1:1", "[::1]:1", "localhost:1"].compactMap { WebAddress($0) }
    #expect(loopback.count == 4 && loopback.allSatisfy(\.isLoopback))
    let others = [":1", "192.168.1.2:1", "127.0.0.1.example.com:1", "[::]:1"].compactMap { WebAddress($0) }
    #expect(others.count == 4 && !others.contains(where: \.isLoopback))
  }
}
