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

  @Test(arguments: ["", ".", "..", "/", "../..", #"\"#])
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
