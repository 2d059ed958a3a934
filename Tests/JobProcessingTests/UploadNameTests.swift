import JobProcessing
import Testing

@Suite struct UploadNameTests {
  @Test(arguments: [
    ("a.csv", "a.csv"), ("Photos/red/1.jpg", "Photos/red/1.jpg"), ("../../etc/passwd", "etc/passwd"),
    ("/etc/passwd", "passwd"), (#"C:\Users\me\表格.xlsx"#, "表格.xlsx"), (#"\\server\share\a.csv"#, "a.csv"),
    ("a/./b//c.png", "a/b/c.png"), ("a\u{0}b\n.csv", "a_b_.csv"), (".hidden", ".hidden"), ("-rf.csv", "-rf.csv"),
    (#"a\..\b.csv"#, "a/b.csv"), ("CON.xlsx", "CON.xlsx"), ("50%#1.png", "50%#1.png"),
  ])
  func namesNeverLeadOutOfTheDrop(sent: String, kept: String) throws {
    #expect(try #require(UploadName(sent)).path == kept)
  }

  /// What cannot be seen could show one name and be another.
  @Test(arguments: [
    ("invoice\u{202E}gpj.exe", "invoicegpj.exe"), ("\u{2066}a\u{2069}.csv", "a.csv"), ("\u{FEFF}a.csv", "a.csv"),
    ("a\u{200E}\u{200F}\u{061C}b.csv", "ab.csv"), ("so\u{AD}ft.csv", "soft.csv"), ("a\u{2028}b\u{85}.csv", "a_b_.csv"),
    (".\u{202A}./.\u{200B}/a.csv", "a.csv"), ("نامه\u{200C}ها.csv", "نامه\u{200C}ها.csv"),
    ("👩\u{200D}🎨.png", "👩\u{200D}🎨.png"),
  ])
  func marksThatCannotBeSeenAreLeftOut(sent: String, kept: String) throws {
    #expect(try Array(#require(UploadName(sent)).path.unicodeScalars) == Array(kept.unicodeScalars))
  }

  @Test(arguments: ["", ".", "..", "/", "../..", #"\"#, "\u{202E}", ".\u{2066}."])
  func whatIsNoNameIsNone(sent: String) {
    #expect(UploadName(sent) == nil)
  }

  @Test func longNamesAreCutBeforeTheirEnding() throws {
    let name = try #require(UploadName(String(repeating: "图", count: 200) + ".xlsx")).name
    #expect(name.utf8.count <= 255 && name.hasSuffix("图.xlsx"))
    #expect(UploadName("a." + String(repeating: "b", count: 300)) == nil)
    #expect(UploadName(String(repeating: "a/", count: 40) + "b") == nil)
  }
}
