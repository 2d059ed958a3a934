import SpoolWeb
import Testing

@Suite struct SafeNameTests {
  @Test(arguments: [
    ("orders.xlsx", "orders.xlsx"), ("订单 2026.xlsx", "订单 2026.xlsx"), ("C:\\Users\\li\\orders.xlsx", "orders.xlsx"),
    ("/etc/passwd", "passwd"), ("../../web-tokens", "web-tokens"), ("..", "file"), (".", "file"), ("", "file"),
    ("/", "file"), ("..\\..\\x.csv", "x.csv"), (".htaccess", "htaccess"), ("a\u{0}.csv", "a_.csv"),
    ("a\r\nX: y.csv", "a X_ y.csv"), ("invoice\u{202E}xslx.exe", "invoice_xslx.exe"), ("CON", "_CON"),
    ("con.csv", "_con.csv"), ("a:b.csv", "a_b.csv"), ("a. ", "a"), ("~$a.xlsx", "~$a.xlsx"),
    ("%2e%2e%2fx", "_2e_2e_2fx"),
  ])
  func whatABrowserSendsBecomesOneName(sent: String, name: String) {
    #expect(SafeName.make(sent) == name)
  }

  @Test func aLongNameKeepsItsEnding() {
    let name = SafeName.make(String(repeating: "长", count: 300) + ".xlsx")
    #expect(name.utf8.count <= 200 && name.hasSuffix("长.xlsx"))
    #expect(SafeName.make("." + String(repeating: "x", count: 300)).utf8.count <= 200)
  }

  @Test func bytesThatAreNoTextAreReplaced() {
    let name = SafeName.make([0xFF, 0x2F, 0x61, 0xC0, 0xAF, 0x62, 0x2E, 0x70, 0x6E, 0x67])
    #expect(name == "a\u{FFFD}\u{FFFD}b.png")
    #expect(!name.contains("/"))
  }
}
