import JobModel
import Testing

@testable import Results

@Suite struct ResultsNamesTests {
  @Test(arguments: [
    ("秋季 autumn", "秋季 autumn-results.xlsx"), ("CON", "_CON-results.xlsx"), ("a:b*?\"<>|c", "a_b______c-results.xlsx"),
    ("...", "job-results.xlsx"), ("", "job-results.xlsx"), ("trailing. .", "trailing-results.xlsx"),
    ("100% #1", "100_ _1-results.xlsx"), ("line\nbreak\u{202E}", "line break_-results.xlsx"),
    ("cafe\u{301}", "caf\u{E9}-results.xlsx"), ("march-results", "march-results.xlsx"),
  ])
  func workbooksCanLiveOnEverySystem(job: String, expected: String) {
    let name = ResultsNames.workbook(for: job)
    #expect(Array(name.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func longNamesAreCutBetweenCharacters() {
    let name = ResultsNames.workbook(for: String(repeating: "图", count: 100))
    #expect(name == String(repeating: "图", count: 26) + "-results.xlsx")
  }

  @Test(arguments: ["../../etc/passwd", String(repeating: "长", count: 500), "cup", "", "COM1.txt", "a/b\\c"])
  func filesStayInTheirFolderAndShort(label: String) {
    let name = ResultsNames.file(row: 1_048_576, label: label, column: "picture", index: 3, extension: "jpg")
    #expect(name.utf8.count <= 120)
    #expect(name.hasPrefix("1048576-"))
    #expect(name.hasSuffix("-picture-4.jpg"))
    #expect(!name.contains("/") && !name.contains("\\"))
  }

  @Test(arguments: ["CON", "con.txt", "LPT9", "nul", "COM¹", "AUX.tar.gz"])
  func devicesAreNoNames(device: String) {
    #expect(PortableName.make(device, maximumBytes: 80) == "_" + device)
  }
}
