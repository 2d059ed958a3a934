import Glibc
import JobModel
import RowReading
import SystemPackage
import Testing

@Suite struct CSVFileTests {
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r\"x\ry\",3", [["a", "b"], ["1", "2"], ["x\ry", "3"]]),
    ("a,b\r\n1,2\n3,4\r5,6", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]),
    ("a,b\n\"say \"\"hi\"\"\",\"two\nlines\"\n", [["a", "b"], ["say \"hi\"", "two\nlines"]]),
    ("a,b\n5\" pipe,x\n\"abc\"def,ghi\n", [["a", "b"], ["5\" pipe", "x"], ["abcdef", "ghi"]]),
    ("a, \"b, c\", d\n1, \"2, 3\", 4\n", [["a", "b, c", " d"], ["1", "2, 3", " 4"]]),
    ("a,b\n\"say \\\"hi, you\\\" now\",x\n", [["a", "b"], ["say \"hi, you\" now", "x"]]),
    ("\u{FEFF}\"a\",\"b\"\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b,,\n1,,,\n,x\n", [["a", "b"], ["1"], ["", "x"]]),
    ("a\n  padded  \n", [["a"], ["  padded  "]]),
    ("a,b,c", [["a", "b", "c"]]), ("", []), ("\n", []),
  ])
  func readsRecords(text: String, table: [[String]]) throws {
    #expect(try CSVTestFile(text).table() == table)
  }

  @Test(arguments: [
    ("name;price;weight\na;1,5;2,3\nb;2,5;3,4\n", ";"), ("a;1,5\nb;2,5\n", ";"), ("id,tags\n1,a;b;c\n2,d;e;f\n", ","),
    ("id,tags,x\n1,a;b,2\n2,d;e,3\n", ","), ("a|b|c\n1|2|3\n", "|"), ("a\tb\n1,5\t2,5\n", "\t"),
    ("prompt\nred; big\nblue; small\n", ","), ("Stock list\n\na;b;c\n1;2;3\n4;5;6\n", ";"),
    ("sep=;\r\na;b\r\n", ";"), ("\u{FEFF}sep=,\r\na;b;c,d;e;f\r\n", ","),
    ("a;b\n\"1,2,3\";x\n\"4,5,6\";y\n", ";"), ("one\ntwo\n", ","),
    ("id,tags\n1,a;b;c;d;e\n2,f;g;h;i;j\n3,k;l;m;n;o\n", ","),
  ])
  func findsTheDelimiter(text: String, delimiter: Character) throws {
    #expect(try CSVTestFile(text).open().delimiter == delimiter.asciiValue)
  }

  @Test func takesATabForTSVFilesInDoubt() throws {
    #expect(try CSVTestFile("one\n", name: "list.TSV").open().delimiter == 0x09)
  }

  @Test func countsBlankLinesButNotTheSeparatorLine() throws {
    let rows = try CSVTestFile("sep=;\r\n\r\na;b\r\n\r\n\"1\n2\";3\r\n").rows()
    #expect(rows == [2: ["a", "b"], 4: ["1\n2", "3"]])
  }

  @Test func stopsWhereItIsTold() throws {
    var numbers: [Int] = []
    try CSVTestFile("a\nb\nc\n").open().readRows { row in
      numbers.append(row.number)
      return row.number == 2 ? .stop : .next
    }
    #expect(numbers == [1, 2])
  }

  @Test func givesTextAsBytes() throws {
    var bytes: [UInt8] = []
    try CSVTestFile("杯子,x\n").open().readRows { row in
      row.appendText(at: 0, as: .displayed, to: &bytes)
      row.appendText(at: 7, as: .stored, to: &bytes)
      return .next
    }
    #expect(bytes == Array("杯子".utf8))
  }

  @Test func namesTheLineOfAnUnclosedQuote() throws {
    let file = try CSVTestFile("a,b\n\"two\nlines\",1\n2,\"never closed\n3,4\n")
    #expect(
      file.refusal()
        == ReadingError(
          "unclosed-quote",
          """
          In “orders.csv” a quotation mark opens in line 4 (row 3, column B) and is never closed. Close it there, or \
          remove it, and copy the file again.
          """))
  }

  @Test func givesUpEarlyOnAnUnclosedQuoteBeforeMuchText() throws {
    let text = "a,b\n\"" + String(repeating: "0123456789,\n", count: 1_000_000)
    let refusal = try CSVTestFile(text).refusal()
    #expect(refusal?.code == "unclosed-quote")
    #expect(refusal?.message.english.contains("line 2 (row 2, column A)") == true)
  }

  @Test func keepsTextBeyondWhatACellHolds() throws {
    let long = String(repeating: "x", count: 40_000)
    #expect(try CSVTestFile("a,b\n\(long),1\n").table() == [["a", "b"], [long, "1"]])
  }

  @Test func refusesAFieldBeyondTheLimit() throws {
    let file = try CSVTestFile("a,b\n1," + String(repeating: "x", count: 3 << 20))
    #expect(
      file.refusal()
        == ReadingError(
          "field-too-long",
          """
          “orders.csv” holds a value of more than 1024 KB in row 2, column B. Put such a text into a file of its own, \
          and its name into the table.
          """))
  }

  @Test(arguments: [16_385, 1_000_000])
  func refusesMoreColumnsThanASheetHas(columns: Int) throws {
    let file = try CSVTestFile("a\n" + String(repeating: "1,", count: columns - 1) + "1\n")
    #expect(
      file.refusal()
        == ReadingError(
          "too-many-columns",
          """
          Row 2 of “orders.csv” has more than 16384 columns, the most that a sheet can have. Check that the file is a \
          table.
          """))
  }

  @Test func readsRecordsAcrossChunks() throws {
    let rows = (0..<9_000).map { ["\($0)", "“\($0)”, 杯子", "a \"b\"\n\($0)", ""] }
    let text = rows.map { "\($0[0]),\"\($0[1])\",\"\($0[2].split(separator: "\"").joined(separator: "\"\""))\",\r\n" }
    #expect(try CSVTestFile(text.joined()).table() == rows.map { Array($0.dropLast()) })
  }

  @Test func refusesWhatIsNoFile() throws {
    let file = try CSVTestFile("a\n")
    let link = file.path + ".link.csv"
    #expect(symlink(file.path, link) == 0)
    defer { unlink(link) }
    #expect(throws: ReadingError.self) { try CSVFile(path: FilePath(link)) }
    #expect(throws: ReadingError.self) { try CSVFile(path: "/tmp") }
    #expect(throws: ReadingError.self) { try CSVFile(path: "/dev/null") }
  }
}
