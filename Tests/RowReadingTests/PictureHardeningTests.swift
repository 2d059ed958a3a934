import JobModel
import RowReading
import SystemPackage
import Testing
import ZipFixtures

/// Workbooks whose pictures are wrong in every way: a sentence, a note or a row's problem, never a crash.
@Suite struct PictureHardeningTests {
  private let cup = PictureBytes.png + Array("cup".utf8)

  /// Row 2 holds a floating picture, row 3 one of Excel's, row 4 one of WPS's.
  private func fixture() -> PictureFixture {
    var fixture = PictureFixture(
      rows: """
        <row r="1"><c r="A1"><v>1</v></c></row><row r="3">\(PictureFixture.cell("B3", vm: 1))</row>\
        <row r="4">\(PictureFixture.wpsCell("B4", "ID_A"))</row>
        """)
    fixture.addDrawing(PictureFixture.anchor(row: 2, "r:embed=\"rId1\""))
    fixture.addRelationships(of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png"])
    fixture.addRichValues(["../media/image1.png"])
    fixture.addCellImages(["ID_A": "rId1"])
    fixture.addRelationships(of: "xl/_rels/cellimages.xml.rels", ["rId1": "media/image1.png"])
    fixture.addMedia("image1.png", cup)
    return fixture
  }

  private static let parts = [
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels",
    "xl/metadata.xml", "xl/richData/rdrichvalue.xml", "xl/richData/rdrichvaluestructure.xml",
    "xl/richData/richValueRel.xml", "xl/richData/_rels/richValueRel.xml.rels", "xl/cellimages.xml",
    "xl/_rels/cellimages.xml.rels",
  ]

  @Test func oneFileServesAllCellsOfOnePicture() throws {
    let reading = try fixture().read()
    #expect(reading.files == ["B2": cup, "B3": cup, "B4": cup])
    #expect(reading.names == ["B2.png"])
  }

  @Test(arguments: parts) func documentTypesAreRefusedInEveryPart(part: String) throws {
    var fixture = fixture()
    fixture.replace(part, "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>")
    let error = #expect(throws: ReadingError.self) { try fixture.read() }
    #expect(error?.code == "document-type")
  }

  @Test(arguments: parts) func partsCutOffAnywhereAreAnErrorOrALoss(part: String) throws {
    let whole = fixture()
    let text = String(decoding: whole.parts.first { $0.name == part }?.bytes ?? [], as: UTF8.self)
    #expect(!text.isEmpty)
    for end in stride(from: 0, to: text.count, by: max(1, text.count / 12)) {
      var cut = whole
      cut.replace(part, String(text.prefix(end)))
      let error = #expect(throws: ReadingError.self, "\(part) cut at \(end)") { try cut.read() }
      #expect(error?.code == "damaged")
    }
    var without = whole
    without.replace(part, nil)
    let sources = try without.read().cells.values.flatMap { $0.map(\.source) }
    #expect(!sources.contains(.link), "without \(part)")
  }

  @Test(arguments: parts) func deepAndEmptyPartsAreHarmless(part: String) throws {
    var fixture = fixture()
    fixture.replace(part, String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000))
    #expect(throws: ReadingError.self) { try fixture.read() }
    fixture.replace(part, "<a/>")
    #expect(try fixture.read().names.count <= 1)
  }

  @Test func placesOutsideTheSheetAreLeftOut() throws {
    for (column, row) in [(-1, 2), (1, 2_000_000), (20_000, 2), (Int.max, Int.max), (Int.min, Int.min)] {
      var fixture = PictureFixture(rows: "")
      fixture.addDrawing(
        """
        <xdr:oneCellAnchor>\(PictureFixture.corner("from", column, Int.max, row, Int.min))\
        <xdr:ext cx="99999999999999999" cy="-5"/>\(PictureFixture.picture("r:embed=\"rId1\""))</xdr:oneCellAnchor>\
        <xdr:twoCellAnchor>\(PictureFixture.corner("to", 1, 0, 2, 0))\(PictureFixture.picture("r:embed=\"rId1\""))\
        </xdr:twoCellAnchor>
        """)
      fixture.addRelationships(of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png"])
      fixture.addMedia("image1.png", cup)
      #expect(try fixture.read().cells.count <= 1)
    }
  }

  @Test func tooManyPicturesAreRefused() throws {
    var limits = CellPictureLimits()
    limits.mostPictures = 3
    limits.mostValues = 3
    func code(_ fixture: PictureFixture) -> ReadingError? {
      #expect(throws: ReadingError.self) { try fixture.read(limits: limits) }
    }
    var floating = PictureFixture(rows: "")
    floating.addDrawing((2...5).map { PictureFixture.anchor(row: $0, "r:embed=\"rId1\"") }.joined())
    #expect(
      code(floating)
        == ReadingError(
          "too-many-pictures", "The workbook holds more than 3 pictures. Split it into several workbooks."))
    var placed = PictureFixture(rows: "")
    placed.addRichValues(["a", "b", "c", "d"])
    #expect(code(placed)?.code == "too-many-pictures")
    var images = PictureFixture(rows: "")
    images.addCellImages(["1": "a", "2": "a", "3": "a", "4": "a"])
    #expect(code(images)?.code == "too-many-pictures")
    let cells = (2...5).map { "<row r=\"\($0)\">\(PictureFixture.wpsCell("B\($0)", "1"))</row>" }
    var called = PictureFixture(rows: cells.joined())
    called.addCellImages(["1": "a"])
    #expect(code(called)?.code == "too-many-pictures")
  }

  @Test func tenThousandPicturesAreRead() throws {
    let count = 10_000
    var fixture = PictureFixture(rows: "")
    fixture.addDrawing((0..<count).map { PictureFixture.anchor(row: $0 + 2, "r:embed=\"rId\($0)\"") }.joined())
    fixture.parts.append(
      (
        "xl/drawings/_rels/drawing1.xml.rels",
        Array(
          ("<Relationships xmlns=\"\(WorkbookFixture.package)\">"
            + (0..<count).map {
              "<Relationship Id=\"rId\($0)\" Type=\"\(WorkbookFixture.office)/image\" Target=\"../media/\($0).png\"/>"
            }.joined() + "</Relationships>").utf8)
      ))
    for number in 0..<count { fixture.addMedia("\(number).png", cup) }
    let reading = try fixture.read()
    #expect(reading.names.count == count)
    #expect(reading.files.count == count && reading.files.values.allSatisfy { $0 == cup })
  }

  @Test func manyPartsThatAreNoPicturesAreRefused() throws {
    var fixture = fixture()
    for number in 0..<1_000 { fixture.add("xl/other/\(number).xml", "<a/>") }
    let error = #expect(throws: ReadingError.self) { try fixture.read() }
    #expect(error?.code == "too-large")
  }

  @Test func largePicturesAreBounded() throws {
    let large = PictureBytes.png + [UInt8](repeating: 7, count: 100_000)
    var fixture = PictureFixture(rows: "")
    fixture.addDrawing(
      PictureFixture.anchor(row: 2, "r:embed=\"rId1\"") + PictureFixture.anchor(row: 3, "r:embed=\"rId2\""))
    fixture.addRelationships(
      of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/1.png", "rId2": "../media/2.png"])
    fixture.addMedia("1.png", large)
    fixture.addMedia("2.png", large)
    let folder = try DropTestFolder(["orders.xlsx": fixture.bytes])
    let workbook = try Workbook(path: folder.path.appending("orders.xlsx"))
    let pictures = try workbook.rows(of: workbook.sheets[0]).pictures(in: [1], below: 1)
    for (file, total, name) in [(50_000, 1 << 20, "a"), (1 << 20, 150_000, "b")] {
      var limits = DropLimits()
      (limits.mostFileBytes, limits.mostTotalBytes) = (file, total)
      folder.makeFolders(FileName(name))
      let error = #expect(throws: ReadingError.self) {
        try pictures.extract(to: folder.path.appending(name), limits: limits)
      }
      #expect(error?.code == "pictures-too-large")
    }
  }

  @Test func aDamagedPictureIsItsRowsProblem() throws {
    var fixture = fixture()
    fixture.parts.removeAll { $0.name == "xl/media/image1.png" }
    var entries = fixture.parts.map { ZipFixture.Entry($0.name, $0.bytes) }
    entries.append(.init("xl/media/image1.png", cup))
    entries[entries.count - 1].crc ^= 1
    var workbook = WorkbookFixture(rows: "")
    workbook.sheet = Array("<worksheet xmlns=\"\(WorkbookFixture.main)\"><sheetData/></worksheet>".utf8)
    workbook.others = entries
    let reading = try PictureReading(workbook.bytes)
    #expect(reading.names.isEmpty)
    #expect(reading.problems == ["The picture is damaged. Insert it again."])
  }

  @Test func filesThatAreThereAreNotWrittenTo() throws {
    let folder = try DropTestFolder(["orders.xlsx": fixture().bytes, "input/B2": [1], "input/B2.png": [2]])
    let workbook = try Workbook(path: folder.path.appending("orders.xlsx"))
    let pictures = try workbook.rows(of: workbook.sheets[0]).pictures(in: [1], below: 1)
    let error = #expect(throws: ReadingError.self) { try pictures.extract(to: folder.path.appending("input")) }
    #expect(error?.code == "not-written")
  }
}
