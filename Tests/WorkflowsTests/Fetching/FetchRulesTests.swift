import Glibc
import JobModel
import Testing

@testable import Workflows

@Suite struct FetchRulesTests {
  init() {
    // libcurl reads names in other scripts by the locale.
    setlocale(LC_ALL, "C.UTF-8")
  }

  @Test func namesOfFilesAreNoAddresses() {
    for text in ["cup.png", "C:\\cup.png", "file:///etc/passwd", "ftp://a/b", "//a/b", "http:/a", ""] {
      #expect(FetchRules().value(of: text) == nil, "\(text)")
    }
  }

  @Test(arguments: ["https://example.com/杯子.png?a=1#x", "HTTP://8.8.8.8/a", "https://[2606:4700::1]/a"])
  func publicAddressesAreTakenAsTheyStand(text: String) {
    #expect(FetchRules().value(of: text) == .success(text))
  }

  @Test(
    arguments: [
      "http://169.254.169.254/latest/meta-data", "http://127.0.0.1/", "http://2130706433/", "http://[::1]/",
      "http://localhost:8188/view", "http://files.localhost/", "http://10.0.0.8/a.png", "http://192.168.1.1/a.png",
      "http://[::ffff:10.0.0.8]/",
    ])
  func addressesInsideAreNotTaken(text: String) throws {
    let answer = try #require(FetchRules().value(of: text))
    #expect(throws: Failure.self) { try answer.get() }
    if case .failure(let failure) = answer { #expect(failure.code == "address-not-allowed") }
    #expect(FetchRules(privateHosts: ["*"]).value(of: text) == .success(text))
  }

  @Test func onlyNamedHostsAreTakenWhereSomeAreNamed() {
    let rules = FetchRules(hosts: ["*.example.com"])
    #expect(rules.value(of: "https://img.example.com/a") == .success("https://img.example.com/a"))
    let refused = Failure(
      .invalid, code: "host-not-allowed",
      message: "Nothing is fetched from example.org: it is none of the hosts that the administrator allows.")
    #expect(rules.value(of: "https://example.org/a") == .failure(refused))
    #expect(FetchRules(hosts: []).value(of: "https://example.org/a") == .failure(refused))
  }

  @Test func aPasswordIsNotQuoted() {
    guard case .failure(let failure)? = FetchRules().value(of: "https://me:hunter2@example.com/a") else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.code == "address-credentials" && !failure.message.english.contains("hunter2"))
  }

  @Test(
    arguments: [
      ("https://a.example/x/cup.png?sig=1", "cup"), ("https://a.example/", "a.example"),
      ("https://a.example", "a.example"),
      ("http://a.example/x/", "x"), ("https://a.example/.png", ".png"),
    ])
  func labelsAreShort(text: String, label: String) {
    #expect(WebInput.label(of: text) == label)
  }
}
