import JobModel
import RowReading
import SystemPackage
import Testing
import ZipFixtures

/// What must be refused, with a reason, and what must never crash.
@Suite struct WorkbookHardeningTests {
  private func code(of bytes: [UInt8], options: WorkbookOptions = WorkbookOptions()) -> String? {
    #expect(throws: ReadingError.self) { try WorkbookFixture.read(bytes, options: options) }?.code
  }

  private func code(ofSheet xml: String) -> String? {
    var fixture = WorkbookFixture(rows: "")
    fixture.sheet = Array(xml.utf8)
    return code(of: fixture.bytes)
  }

  private let bomb = """
    <!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY % c SYSTEM "file:///etc/passwd">\
    %c;]><worksheet xmlns="\(WorkbookFixture.main)"><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
    """

  @Test func documentTypesAreRefusedInEveryEncoding() {
    #expect(code(ofSheet: bomb) == "document-type")
    #expect(code(ofSheet: "<?xml version=\"1.0\"?><!-- > <!x --> " + bomb) == "document-type")
    var fixture = WorkbookFixture(rows: "")
    fixture.sheet = ([0xfeff] + Array(bomb.utf16)).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    #expect(code(of: fixture.bytes) == "document-type")
  }

  @Test func aDocumentTypeThatNeverEndsIsNotWaitedFor() {
    #expect(code(ofSheet: "<!DOCTYPE w PUBLIC \"" + String(repeating: "x", count: 1 << 20)) == "document-type")
  }

  @Test func elementsNestedTooDeepAreRefused() {
    let deep = String(repeating: "<a>", count: 10_000)
    #expect(code(ofSheet: "<worksheet xmlns=\"\(WorkbookFixture.main)\">" + deep) == "too-complex")
  }

  @Test func oneHugeAttributeIsRefused() {
    let huge = String(repeating: "x", count: 1 << 20)
    #expect(code(ofSheet: "<worksheet xmlns=\"\(WorkbookFixture.main)\" a=\"\(huge)\">") == "too-complex")
  }

  @Test func manyAttributesAreRefused() {
    let many = (0..<3000).map { "a\($0)=\"\"" }.joined(separator: " ")
    #expect(code(ofSheet: "<worksheet xmlns=\"\(WorkbookFixture.main)\" \(many)/>") == "too-complex")
  }

  @Test func brokenXMLIsDamage() {
    #expect(code(ofSheet: "<worksheet><sheetData><row></sheetData></worksheet>") == "damaged")
    #expect(code(ofSheet: "<worksheet><sheetData><row><c t=\"str\"><v>\u{1}</v></c></row>") == "damaged")
    #expect(code(ofSheet: "<worksheet><sheetData><row><c><v>1") == "damaged")
    #expect(code(ofSheet: "") == "damaged")
  }

  @Test func limitsOfTheSheetAreKept() {
    #expect(code(of: WorkbookFixture(rows: "<row r=\"1048577\"><c><v>1</v></c></row>").bytes) == "too-many-rows")
    #expect(
      code(of: WorkbookFixture(rows: "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>").bytes) == "too-many-columns")
    #expect(code(of: WorkbookFixture(rows: "<row r=\"99999999999999\"><c><v>1</v></c></row>").bytes) == "too-many-rows")
    var options = WorkbookOptions()
    options.cells = 2
    #expect(code(of: WorkbookFixture(rows: "<row><c/><c/><c/></row>").bytes, options: options) == "too-many-cells")
  }

  @Test func aCellMayHoldMoreThanExcelWrites() throws {
    let long = String(repeating: "线", count: 40_000)
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row>"
    let cells = try WorkbookFixture(rows: rows, strings: "<si><t>\(long)</t></si>").read()
    #expect(cells == ["A1": long, "B1": long])
  }

  @Test func theLengthOfACellIsBounded() throws {
    var options = WorkbookOptions()
    options.charactersPerCell = 1000
    let longest = String(repeating: "线", count: 1000)
    let rows = "<row><c t=\"s\"><v>0</v></c></row>"
    let cells = try WorkbookFixture(rows: rows, strings: "<si><t>\(longest)</t></si>").read(options: options)
    #expect(cells["A1"] == longest)
    let error = #expect(throws: ReadingError.self) {
      try WorkbookFixture(rows: rows, strings: "<si><t>\(longest)x</t></si>").read(options: options)
    }
    #expect(error?.code == "cell-too-long")
    #expect(
      error?.message
        == "The sheet “One” of “orders.xlsx”: the text in cell A1 is longer than 1000 characters. Shorten it.")
  }

  @Test func memoryForTextsIsBounded() {
    var options = WorkbookOptions()
    options.sharedTextMemory = 1000
    let strings = String(repeating: "<si><t/></si>", count: 2000)
    let rows = "<row><c t=\"s\"><v>0</v></c></row>"
    #expect(code(of: WorkbookFixture(rows: rows, strings: strings).bytes, options: options) == "too-large")
    options = WorkbookOptions()
    options.rowMemory = 1000
    let long = "<row><c t=\"str\"><v>\(String(repeating: "x", count: 2000))</v></c></row>"
    #expect(code(of: WorkbookFixture(rows: long).bytes, options: options) == "row-too-large")
  }

  @Test func aPartThatIsThereTwiceIsRefused() {
    var fixture = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    fixture.others = [.init("xl/worksheets/sheet1.xml", "<worksheet/>")]
    #expect(code(of: fixture.bytes) == "damaged")
  }

  @Test func everyCutIsRefused() {
    let whole = WorkbookFixture(rows: "<row><c><v>1</v></c></row>", strings: "<si><t>x</t></si>").bytes
    for part in 0..<50 {
      let cut = Array(whole.prefix(whole.count * part / 50))
      #expect(["empty-file", "cut-off", "not-a-workbook"].contains(code(of: cut)))
    }
  }

  @Test func flippedBytesNeverCrash() {
    let whole = WorkbookFixture(rows: "<row><c><v>1</v></c></row>", strings: "<si><t>x</t></si>", formats: ["0.0"])
      .bytes
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x55
      do {
        _ = try WorkbookFixture.read(bytes)
      } catch is ReadingError {
        continue
      } catch {
        Issue.record("byte \(index): \(error)")
      }
    }
  }

  // MARK: - Other files

  @Test func otherFilesAreNamed() {
    func message(_ bytes: [UInt8]) -> Message? {
      #expect(throws: ReadingError.self) { try WorkbookFixture.read(bytes) }?.message
    }
    func ole(_ stream: String) -> [UInt8] {
      let start: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
      return start + [UInt8](repeating: 0, count: 1016) + stream.utf16.flatMap { [UInt8($0 & 0xff), 0] as [UInt8] }
        + [UInt8](repeating: 0, count: 512)
    }
    #expect(code(of: []) == "empty-file")
    #expect(code(of: [UInt8](repeating: 0, count: 5000)) == "empty-file")
    #expect(code(of: ole("EncryptedPackage")) == "password")
    #expect(message(ole("Workbook"))?.english.contains("(.xls)") == true)
    #expect(message(Array("name,amount\nx,1\n".utf8))?.english.contains("CSV") == true)
    #expect(message(Array("%PDF-1.7".utf8))?.english.contains("PDF") == true)
    #expect(message(ZipFixture([.init("xl/workbook.bin", "x")]).bytes)?.english.contains("(.xlsb)") == true)
    #expect(message(ZipFixture([.init("content.xml", "x")]).bytes)?.english.contains("(.ods)") == true)
    #expect(message(ZipFixture([.init("Index/Document.iwa", "x")]).bytes)?.english.contains("Numbers") == true)
    #expect(code(of: ZipFixture([.init("a.jpg", "x")]).bytes) == "not-a-workbook")
  }

  @Test func chartsHaveNoCells() throws {
    var fixture = WorkbookFixture(rows: "")
    fixture.hasRelationships = false
    fixture.others = [
      .init(
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="\(WorkbookFixture.package)"><Relationship Id="rId1" \
        Type="\(WorkbookFixture.office)/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>
        """)
    ]
    #expect(code(of: fixture.bytes) == "no-cells")
  }
}
