import Glibc
import JobModel
import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct HTTPAccessTests {
  private func patterns(_ texts: String...) -> Set<HTTPHostPattern> { Set(texts.compactMap { HTTPHostPattern($0) }) }

  private func failure(_ access: HTTPAccess, _ url: String, at address: String? = nil) throws -> HTTPError? {
    let target = try HTTPTarget(url)
    do throws(HTTPError) {
      try access.check(target)
      if let address = address.flatMap({ NetworkAddress($0) }) { try access.check(address, of: target) }
      return nil
    } catch {
      #expect(ChineseText.problem(error.message) == nil)
      return error
    }
  }

  @Test func aHostThatIsNotNamedIsRefused() throws {
    let error = try failure(HTTPAccess(), "https://api.example.com/")
    #expect(error?.code == .hostNotAllowed)
    #expect(error?.message == "The server api.example.com is not among the hosts that may be called.")
    #expect(try failure(HTTPAccess(hosts: patterns("*.example.com")), "https://api.example.com/") == nil)
  }

  @Test func aPrivateHostIsNamedAsAHostToo() throws {
    let access = HTTPAccess(privateHosts: patterns("10.0.0.1"))
    #expect(try failure(access, "http://10.0.0.1/")?.code == .hostNotAllowed)
  }

  @Test func theAddressCounts() throws {
    let access = HTTPAccess(hosts: patterns("*"), privateHosts: patterns("inner.example"))
    let error = try failure(access, "https://outer.example:8443/", at: "192.168.1.1")
    #expect(error?.code == .addressNotAllowed)
    #expect(
      error?.message
        == "The server outer.example:8443 was not called: its address 192.168.1.1 is not a public one.")
    #expect(try failure(access, "https://outer.example/", at: "93.184.215.14") == nil)
    #expect(try failure(access, "https://inner.example/", at: "192.168.1.1") == nil)
    #expect(try failure(access, "http://192.168.1.1/")?.code == .addressNotAllowed)
  }
}

@Suite struct NetworkAddressTests {
  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.0.1", "198.18.0.1", "198.19.255.255",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1", "fe80::1",
    "febf::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::169.254.169.254", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001::1", "2001:db8::1", "100::1",
    "64:ff9b:1::1",
  ])
  func isNotPublic(_ text: String) throws {
    #expect(try !#require(NetworkAddress(text)).isPublic)
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "169.253.0.1", "172.15.255.255", "172.32.0.0", "192.167.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:4860:4860::8888",
  ])
  func isPublic(_ text: String) throws {
    #expect(try #require(NetworkAddress(text)).isPublic)
  }

  @Test(arguments: ["", "example.com", "1.2.3", "1.2.3.4.5", "::g", "[::1]", "256.1.1.1"])
  func isNoAddress(_ text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test func aZoneIsLeftOut() {
    #expect(NetworkAddress("fe80::1%eth0") == NetworkAddress("fe80::1"))
  }

  @Test func readsSocketAddresses() {
    var v4 = sockaddr_in()
    v4.sin_family = sa_family_t(AF_INET)
    v4.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    #expect(withUnsafeBytes(of: &v4) { NetworkAddress($0) } == NetworkAddress("127.0.0.1"))
    var v6 = sockaddr_in6()
    v6.sin6_family = sa_family_t(AF_INET6)
    #expect(withUnsafeBytes(of: &v6) { NetworkAddress($0) } == NetworkAddress("::"))
    v6.sin6_family = sa_family_t(AF_UNIX)
    #expect(withUnsafeBytes(of: &v6) { NetworkAddress($0) } == nil)
    #expect(NetworkAddress(UnsafeRawBufferPointer(start: nil, count: 0)) == nil)
  }

  @Test func isTheSameByBothFamilies() throws {
    #expect(try #require(NetworkAddress("::ffff:192.0.2.1")).unmapped == NetworkAddress("192.0.2.1"))
    #expect(try #require(NetworkAddress("2001:db8::1")).unmapped == NetworkAddress("2001:db8::1"))
    #expect(try #require(NetworkAddress("127.8.0.1")).isLoopback && #require(NetworkAddress("::1")).isLoopback)
    #expect(try !#require(NetworkAddress("128.0.0.1")).isLoopback)
  }
}

@Suite struct NetworkBlockTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"), ("172.16.0.0/12", "172.31.255.255", "172.32.0.0"),
    ("192.0.2.7", "192.0.2.7", "192.0.2.8"), ("192.0.2.6/31", "192.0.2.7", "192.0.2.8"),
    ("0.0.0.0/0", "203.0.113.9", "::1"), ("fd00::/8", "fdff::1", "fe00::1"), ("::1", "::1", "::2"),
    ("2001:db8::/33", "2001:db8:7fff::", "2001:db8:8000::"),
  ])
  func holdsWhatBeginsAsItDoes(block: String, inside: String, outside: String) throws {
    let network = try #require(NetworkBlock(block))
    #expect(try network.contains(#require(NetworkAddress(inside))))
    #expect(try !network.contains(#require(NetworkAddress(outside))))
    #expect(network.description == block)
  }

  @Test(arguments: [
    "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.7/8", "fd00::1/8",
    "::/129",
    "spool.example", "10.0.0.0/255.0.0.0", "fe80::1%eth0",
  ])
  func isNoBlock(_ text: String) {
    #expect(NetworkBlock(text) == nil)
  }
}
