import JobModel
import RowReading
import SystemPackage
import Testing
import ZipFixtures

@Suite struct WorkbookTests {
  @Test func ampersandsInNamesAndFormatsAreRead() throws {
    var fixture = WorkbookFixture(
      rows: "<row><c s=\"1\"><v>7</v></c></row>", formats: ["\"R&amp;D \"0\" &#38; &amp;#38;\""])
    fixture.sheetName = "Rates &amp; Codes"
    let file = TemporaryFile(fixture.bytes)
    let workbook = try Workbook(path: FilePath(file.path))
    #expect(workbook.sheets.map(\.name) == ["Rates & Codes"])
    #expect(try workbook.rows(ofSheet: "Rates & Codes").sheetName == "Rates & Codes")
    #expect(try fixture.read(as: .displayed) == ["A1": "R&D 7 & &#38;"])
  }

  @Test func everyCellTypeIsRead() throws {
    let cells = try WorkbookFixture(
      rows: """
        <row r="1"><c r="A1"><v>12</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><f>1</f><v>x</v></c>\
        <c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c><c r="F1" t="inlineStr"><is><t> i </t></is></c>\
        <c r="G1" t="d"><v>2026-11-21T09:35:00</v></c><c r="H1"><f>1+1</f></c><c r="I1" s="3"/></row>
        """, strings: "<si><t>shared</t></si>"
    ).read()
    #expect(
      cells == [
        "A1": "12", "B1": "shared", "C1": "x", "D1": "TRUE", "E1": "#DIV/0!", "F1": " i ",
        "G1": "2026-11-21T09:35:00",
      ])
  }

  @Test func richTextIsJoinedAndPhoneticTextLeftOut() throws {
    let strings = "<si><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></si><si><t>東京</t><rPh><t>x</t></rPh></si>"
    let cells = try WorkbookFixture(
      rows: "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>", strings: strings
    ).read()
    #expect(cells == ["A1": "ab", "B1": "東京"])
  }

  @Test func escapesAreDecoded() throws {
    let cells = try WorkbookFixture(
      rows: "<row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>_x4E2D_ _xD83D__xDE00_ _xZZZZ_ _x12</v></c></row>",
      strings: "<si><t>a_x000D_b_x005F_x0041_</t></si>"
    ).read()
    #expect(cells == ["A1": "a\rb_x0041_", "B1": "中 😀 _xZZZZ_ _x12"])
  }

  @Test func placesAreCountedWhereReferencesAreMissing() throws {
    let rows = "<row r=\"3\"><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    #expect(try WorkbookFixture(rows: rows).read() == ["A3": "1", "C3": "3", "A4": "4"])
  }

  @Test func rowsAndCellsMayStandInAnyOrder() throws {
    let rows = """
      <row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>\
      <row r="5"><c r="B5"><v>9</v></c><c r="C5"><v>4</v></c></row><row r="6"><c r="A9"><v>7</v></c></row>
      """
    #expect(try WorkbookFixture(rows: rows).read() == ["A2": "2", "A5": "1", "B5": "9", "C5": "4", "A9": "7"])
  }

  @Test func rowsOfLargeSheetsMustStandInOrder() {
    var options = WorkbookOptions()
    options.sortedSheetSize = 0
    let rows = "<row r=\"5\"><c r=\"A5\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
    let error = #expect(throws: ReadingError.self) { try WorkbookFixture(rows: rows).read(options: options) }
    #expect(error?.code == "rows-out-of-order")
  }

  @Test func readingStopsWhenToldTo() throws {
    let rows = (1...100).map { "<row r=\"\($0)\"><c><v>1</v></c></row>" }.joined()
    for size in [Int64(0), 1 << 20] {
      var options = WorkbookOptions()
      options.sortedSheetSize = size
      let file = TemporaryFile(WorkbookFixture(rows: rows).bytes)
      let workbook = try Workbook(path: FilePath(file.path), options: options)
      var seen = 0
      try workbook.rows(ofSheet: "one").readRows { _ in
        seen += 1
        return seen == 3 ? .stop : .next
      }
      #expect(seen == 3)
    }
  }

  // MARK: - Packages

  @Test(arguments: [
    ("xl/worksheets/Sheet1.XML", "worksheets/sheet1.xml"), ("xl\\worksheets\\sheet1.xml", "worksheets/sheet1.xml"),
    ("data/a b.xml", "../data/a%20b.xml"), ("xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
    ("/xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml"),
  ]) func partsAreFoundHoweverTheyAreSpelled(part: String, target: String) throws {
    var fixture = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    fixture.sheetPart = part
    fixture.sheetTarget = target
    #expect(try fixture.read() == ["A1": "1"])
  }

  @Test func withoutRelationshipsTheUsualNamesAreTried() throws {
    var fixture = WorkbookFixture(rows: "<row><c t=\"s\"><v>0</v></c></row>", strings: "<si><t>x</t></si>")
    fixture.hasRelationships = false
    #expect(try fixture.read() == ["A1": "x"])
  }

  @Test func strictFilesPrefixesAndUTF16AreRead() throws {
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let xml =
      "<x:worksheet xmlns:x=\"\(strict)\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    var fixture = WorkbookFixture(rows: "")
    fixture.main = strict
    fixture.office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    for bigEndian in [false, true] {
      fixture.sheet = ([0xfeff] + Array(xml.utf16)).flatMap { unit -> [UInt8] in
        let bytes = [UInt8(unit >> 8), UInt8(unit & 0xff)]
        return bigEndian ? bytes : bytes.reversed()
      }
      #expect(try fixture.read() == ["A1": "1"])
    }
    fixture.sheet = [0xef, 0xbb, 0xbf] + Array(xml.utf8)
    #expect(try fixture.read() == ["A1": "1"])
  }

  @Test func foreignElementsAreLeftOutAndFallbacksRead() throws {
    let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    let rows = """
      <mc:AlternateContent xmlns:mc="\(compatibility)"><mc:Choice Requires="y"><row r="1"><c r="A1"><v>1</v></c></row>\
      </mc:Choice><mc:Fallback><row r="1"><c r="A1"><v>2</v></c></row></mc:Fallback></mc:AlternateContent>\
      <y:row xmlns:y="urn:y"><c><v>9</v></c></y:row>
      """
    #expect(try WorkbookFixture(rows: rows).read() == ["A1": "2"])
  }

  @Test func numbersThatLeadNowhereDoNoHarm() throws {
    let rows = "<row><c t=\"s\"><v>99</v></c><c s=\"99\"><v>1</v></c><c s=\"-1\"><v>2</v></c></row>"
    #expect(try WorkbookFixture(rows: rows).read() == ["A1": "#REF!", "B1": "1", "C1": "2"])
  }

  @Test func customPropertiesAreRead() throws {
    var fixture = WorkbookFixture(rows: "")
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    fixture.others = [
      .init(
        "docProps/custom.xml",
        """
        <Properties xmlns="urn:p" xmlns:vt="\(types)"><property name="workflow"><vt:lpwstr>photo</vt:lpwstr>\
        </property><property name="n"><vt:i4>7</vt:i4></property></Properties>
        """)
    ]
    let file = TemporaryFile(fixture.bytes)
    #expect(try Workbook(path: FilePath(file.path)).customProperties == ["workflow": "photo", "n": "7"])
  }
}
