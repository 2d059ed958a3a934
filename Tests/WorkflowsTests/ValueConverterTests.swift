import JobModel
import Testing

@testable import Workflows

@Suite struct ValueConverterTests {
  private func value(_ text: String, _ settings: String) throws -> JSONValue? {
    try ValueConverter(Samples.column(settings)).convert(.text(text))
  }

  /// The whole sentence with which a cell is refused; "" where it is not.
  private func refusal(_ cell: CellValue, _ settings: String) throws -> String {
    do {
      _ = try ValueConverter(Samples.column(settings)).convert(cell)
      return ""
    } catch let problem as ConversionProblem {
      return problem.sentence.english
    }
  }

  @Test(arguments: [
    ("12", 12), ("12.0", 12), (" 12 ", 12), ("１２", 12), ("+12", 12), ("-12", -12), ("\u{2212}3", -3),
    ("1,234", 1234), ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("1 234 567", 1_234_567),
    ("1\u{A0}234", 1234), ("1'234", 1234), ("1e3", 1000), ("1,234.0", 1234),
    ("123456789012345678", 123_456_789_012_345_678),
  ])
  func readsIntegers(_ text: String, _ wanted: Int64) throws {
    #expect(try value(text, "type: integer") == .integer(wanted))
  }

  @Test(arguments: [
    ("1.5", 1.5), ("1,5", 1.5), ("0,125", 0.125), ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("1 234,5", 1234.5),
    ("１．５", 1.5), ("1.234", 1.234), ("-0.5", -0.5), ("15%", 0.15), (".5", 0.5), ("1234,567", 1234.567),
  ])
  func readsNumbers(_ text: String, _ wanted: Double) throws {
    #expect(try value(text, "type: number")?.number == wanted)
  }

  @Test(arguments: [
    ("ten", "'ten' is not a whole number. Write digits only."),
    ("1600px", "'1600px' is not a whole number. Did you mean '1600'?"),
    ("1.5", "'1.5' is not a whole number. Leave out the fraction."),
    ("1,23,4", "'1,23,4' is not a whole number. Write digits only."),
    ("99999999999999999999999", "'99999999999999999999999' is not a whole number. Leave out the fraction."),
    ("7", "7 is out of range. Write a number from 8 to 10."),
    ("--", "'--' is not a whole number. Write digits only."),
    ("NaN", "'NaN' is not a whole number. Write digits only."),
  ])
  func refusesIntegers(_ text: String, _ sentence: String) throws {
    let isRange = text == "7"
    #expect(try refusal(.text(text), isRange ? "type: integer, min: 8, max: 10" : "type: integer") == sentence)
  }

  @Test func refusesANumberThatMayBeTwo() throws {
    #expect(try refusal(.text("1,234"), "type: number") == "'1,234' may be 1234 or 1.234. Write one of these.")
    #expect(try refusal(.text("inf"), "type: number") == "'inf' is not a number. Write digits only.")
    #expect(try refusal(.text("0x10"), "type: number") == "'0x10' is not a number. Did you mean '0'?")
  }

  @Test func takesNumbersOfCellsAsTheyAreKept() throws {
    let column = ValueConverter(try Samples.column("type: integer"))
    #expect(try column.convert(.number(1600, displayed: "1.6E+03")) == 1600)
    #expect(throws: ConversionProblem.self) { try column.convert(.number(1.5, displayed: "2")) }
    let text = ValueConverter(try Samples.column("type: text"))
    #expect(try text.convert(.number(0.15, displayed: "15%")) == "15%")
    #expect(try text.convert(.number(123_456_789_012, displayed: "1.23457E+11")) == "123456789012")
    #expect(try text.convert(.text("110101199003078515")) == "110101199003078515")
    #expect(try text.convert(.text("007")) == "007")
  }

  @Test(arguments: ["yes", "YES", "true", "1", "x", "X", "是", "√", "ｙｅｓ", " Y "])
  func readsYes(_ text: String) throws {
    #expect(try value(text, "type: boolean") == true)
  }

  @Test(arguments: ["no", "false", "0", "否", "×"])
  func readsNo(_ text: String) throws {
    #expect(try value(text, "type: boolean") == false)
  }

  @Test func refusesPerhaps() throws {
    #expect(
      try refusal(.text("perhaps"), "type: boolean")
        == "'perhaps' is neither yes nor no. Write yes or no (是 or 否).")
    #expect(try ValueConverter(Samples.column("type: boolean")).convert(.number(1, displayed: "1.00")) == true)
    #expect(try ValueConverter(Samples.column("type: boolean")).convert(.boolean(false)) == false)
  }

  @Test(arguments: [
    ("2026-11-21", "2026-11-21"), ("2026/11/21", "2026-11-21"), ("2026.1.2", "2026-01-02"),
    ("21.11.2026", "2026-11-21"),
    ("1.2.2026", "2026-02-01"), ("2026年11月21日", "2026-11-21"), ("2026年1月2日 9:35", "2026-01-02T09:35:00"),
    ("２０２６－１１－２１", "2026-11-21"), ("13/02/2026", "2026-02-13"), ("02/13/2026", "2026-02-13"),
    ("05/05/2026", "2026-05-05"), ("20261121", "2026-11-21"), ("2026-11-21 09:35", "2026-11-21T09:35:00"),
    ("2026-11-21T09:35:12", "2026-11-21T09:35:12"), ("2026-11-21T09:35:12.345Z", "2026-11-21T09:35:12"),
    ("21 Nov 2026", "2026-11-21"), ("Nov 21, 2026", "2026-11-21"), ("21 November 2026 18:00", "2026-11-21T18:00:00"),
    ("29.2.2024", "2024-02-29"),
  ])
  func readsDates(_ text: String, _ wanted: String) throws {
    #expect(try value(text, "type: date") == .string(wanted))
  }

  @Test(arguments: ["soon", "2026-02-30", "2026-13-01", "21.11.26", "11/2026", "2026-11-21 25:00", "29.2.2026", "12"])
  func refusesWhatIsNoDate(_ text: String) throws {
    #expect(try refusal(.text(text), "type: date") == "'\(text)' is not a date. Write it like 2026-11-21.")
  }

  @Test func refusesADateThatMayBeTwo() throws {
    #expect(
      try refusal(.text("01/02/2026"), "type: date")
        == "'01/02/2026' may be 2026-02-01 or 2026-01-02. Write one of these.")
  }

  @Test func takesDatesOfCells() throws {
    let column = ValueConverter(try Samples.column("type: date"))
    #expect(try column.convert(.date("2026-11-21", displayed: "21 Nov")) == "2026-11-21")
    #expect(try column.convert(.number(20_261_121, displayed: "20261121")) == "2026-11-21")
    #expect(throws: ConversionProblem.self) { try column.convert(.date("09:35:12", displayed: "9:35")) }
    #expect(throws: ConversionProblem.self) { try column.convert(.date("PT27H30M", displayed: "27:30")) }
  }

  private let colours = "type: choice, choices: [{value: red, titles: {en: Warm red, zh: 红色}}, green, XL]"

  @Test(arguments: [
    ("red", "red"), ("RED", "red"), ("红色", "red"), ("warm\n red", "red"), ("ＸＬ", "XL"), (" Green ", "green"),
  ])
  func readsChoices(_ text: String, _ wanted: String) throws {
    #expect(try value(text, colours) == .string(wanted))
  }

  @Test func suggestsTheNearestChoice() throws {
    #expect(
      try refusal(.text("gren"), colours) == "'gren' is not one of: red, green, XL. Did you mean 'green'?")
    #expect(try refusal(.text("purple"), colours) == "'purple' is not one of: red, green, XL.")
  }

  @Test func splitsListsAtEverySeparator() throws {
    #expect(
      try value("a, b；c、d\ne，f;;", "type: list") == ["a", "b", "c", "d", "e", "f"])
    #expect(try value(" ; ", "type: list") == nil)
    #expect(try value("红色,GREEN", colours.replacing("choice,", with: "list,")) == ["red", "green"])
    #expect(
      try refusal(.text("a,b,c"), "type: list, maxItems: 2") == "The list has 3 entries; 2 are allowed. Take out 1.")
    #expect(
      try refusal(.text("a,bcd"), "type: list, maxLength: 2")
        == "The text has 3 characters; 2 are allowed. Shorten it.")
  }

  @Test func checksLengthInCharacters() throws {
    #expect(try value("杯子🎉", "type: text, maxLength: 3") == "杯子🎉")
    #expect(
      try refusal(.text("杯子🎉!"), "type: text, maxLength: 3") == "The text has 4 characters; 3 are allowed. Shorten it.")
  }

  @Test func takesWebAddressesOnly() throws {
    #expect(try value("HTTPS://example.com/a?b", "type: url") == "HTTPS://example.com/a?b")
    for text in ["www.example.com", "https://", "http://a b"] {
      #expect(
        try refusal(.text(text), "type: url")
          == "'\(text)' is not a web address. Write one that begins with https:// or http://.")
    }
  }

  @Test func parsesJSON() throws {
    #expect(try value(#"{"a": [1, 2]}"#, "type: json") == ["a": [1, 2]])
    #expect(
      try refusal(.text("{'a': 1}"), "type: json")
        == "The text is not JSON: a name was expected (character 2). Correct it, or leave the cell empty.")
  }

  @Test func refusesErrorCells() throws {
    #expect(
      try refusal(.error("#N/A"), "type: text")
        == "The cell shows the error #N/A. Correct its formula, or write the value itself.")
  }

  @Test func leavesOutControlCharactersAndBlanks() throws {
    #expect(try value("a\u{0}b\u{7}\tc\nd\u{1B}", "type: paragraph") == "ab\tc\nd")
    #expect(try value("\u{FEFF}\u{3000} \u{A0}", "type: text") == nil)
    #expect(try value("", "type: text") == nil)
  }

  @Test func quotesOnOneLineAndCut() throws {
    let long = String(repeating: "x", count: 70)
    #expect(
      try refusal(.text("a\n\(long)"), "type: integer")
        == "'a \(String(repeating: "x", count: 58))…' is not a whole number. Write digits only.")
  }

  @Test func aChoiceMayTakeOtherValuesToo() throws {
    let column = try Samples.column(
      "type: choice, choices: [{value: gpt-image-2, titles: {zh: 最新}}, gpt-image-1], other: true, maxLength: 20")
    let converter = ValueConverter(column)
    #expect(try converter.convert(.text("GPT-Image-1")) == "gpt-image-1")
    #expect(try converter.convert(.text("最新")) == "gpt-image-2")
    #expect(try converter.convert(.text(" gpt-image-3 ")) == "gpt-image-3")
    #expect(throws: ConversionProblem.self) { try converter.convert(.text(String(repeating: "m", count: 21))) }
    #expect(
      Samples.problems("columns: [{name: a, type: text, other: true}]")
        == ["workflow.yaml, line 1: 'other' means nothing without 'choices' ('a')."])
  }
}
