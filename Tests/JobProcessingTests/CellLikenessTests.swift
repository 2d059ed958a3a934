import JobModel
import Testing

@testable import JobProcessing

@Suite struct CellLikenessTests {
  @Test(arguments: [
    (CellValue.text("cup"), CellValue.text("cup ")),
    (.text("one\r\ntwo"), .text("one\ntwo")), (.text("one \rtwo"), .text("one\ntwo")),
    (.text("杯子"), .text("杯子\u{A0}")), (.text("e\u{301}"), .text("é")),
    (.text("bell\u{7}"), .text("bell")), (.empty, .text("")), (.empty, .text("  ")),
    (.number(1, displayed: "1"), .number(1, displayed: "1.00")),
    (.number(0.1 + 0.2, displayed: "0.3"), .number(0.3, displayed: "0.3")),
    (.number(0.15, displayed: "15%"), .text("15%")), (.text("1.0"), .number(1, displayed: "1")),
    (.text("123456789012345678"), .text("123456789012345678")),
    (.date("2026-11-21", displayed: "21 Nov"), .date("2026-11-21T00:00:00", displayed: "2026/11/21")),
    (.date("2026-11-21T09:35:12", displayed: "9:35"), .date("2026-11-21T09:35:12.400", displayed: "9:35")),
    (.date("2026-11-21", displayed: "21 Nov"), .text("21 Nov")),
    (.date("2026-11-21", displayed: "21 Nov"), .number(46347, displayed: "46347")),
    (.boolean(true), .text("true")), (.boolean(false), .number(0, displayed: "0")),
    (.error("#N/A"), .text("#N/A")),
  ])
  func savingAgainIsNoChange(one: CellValue, other: CellValue) {
    #expect(CellLikeness.alike(one, other))
    #expect(CellLikeness.alike(other, one))
  }

  @Test(arguments: [
    (CellValue.text("cup"), CellValue.text("Cup")), (.text("007"), .number(7, displayed: "7")),
    (.number(1, displayed: "1"), .number(1.001, displayed: "1")), (.empty, .text("x")),
    (.number(1e15, displayed: "1E+15"), .number(1e15 + 1000, displayed: "1E+15")),
    (.date("2026-11-21", displayed: "21 Nov"), .date("2025-11-21", displayed: "21 Nov")),
    (.boolean(true), .boolean(false)), (.text("a b"), .text("a  b")),
  ])
  func aChangeIsSeen(one: CellValue, other: CellValue) {
    #expect(!CellLikeness.alike(one, other))
    #expect(!CellLikeness.alike(other, one))
  }

  @Test func aTextThatTheWorkbookHadToCutIsKnown() {
    let whole = CellValue.text(String(repeating: "长文 ", count: 20_000))
    let shown = String(repeating: "长文 ", count: 10_900) + "… (cut; whole text in files/2-text.txt)"
    #expect(CellLikeness.isCut(.text(shown), of: whole))
    #expect(!CellLikeness.isCut(.text("x" + shown), of: whole))
    #expect(!CellLikeness.isCut(.text("长文…"), of: whole))
  }
}
