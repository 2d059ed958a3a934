import JobModel
import RowReading
import Testing
import ZipFixtures

/// Pictures in cells, as Excel, WPS and LibreOffice keep them.
@Suite struct SheetPicturesTests {
  private let cup = PictureBytes.png + Array("cup".utf8)
  private let pot = PictureBytes.jpeg + Array("pot".utf8)
  private let header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c></row>"

  // MARK: Floating

  @Test func floatingPicturesBelongToTheirCells() throws {
    var fixture = PictureFixture(rows: header)
    fixture.addDrawing(
      PictureFixture.anchor(row: 2, "r:embed=\"rId1\"") + PictureFixture.anchor(row: 4, "r:embed=\"rId2\"")
        + PictureFixture.anchor(row: 5, "r:embed=\"rId1\""))
    fixture.addRelationships(
      of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png", "rId2": "/xl/media/image2.jpeg"])
    fixture.addMedia("image1.png", cup)
    fixture.addMedia("image2.jpeg", pot)
    let reading = try fixture.read()
    #expect(reading.files == ["B2": cup, "B4": pot, "B5": cup])
    #expect(reading.names == ["B2.png", "B4.jpg"])
    #expect(reading.notes.isEmpty && reading.problems.isEmpty)
  }

  /// Rows of 190,500 units and columns of 609,600, Excel's own sizes.
  @Test(arguments: [
    // A few pixels above and left of the cell that it fills.
    (from: (0, 600_000, 2, 185_000), to: (1, 500_000, 3, 180_000), cell: "B4"),
    // Half and half.
    (from: (1, 0, 2, 95_250), to: (1, 9, 3, 95_250), cell: "B3"),
    // Much larger than its row: where it begins.
    (from: (1, 0, 2, 19_050), to: (2, 30_000, 9, 19_050), cell: "B3"),
    // Much larger, and begun a few pixels too high.
    (from: (1, 0, 2, 180_000), to: (2, 30_000, 9, 19_050), cell: "B4"),
    // Hidden by a filter: of no height at all.
    (from: (1, 0, 2, 0), to: (1, 300_000, 3, 0), cell: "B3"),
    // An offset beyond the cell counts as its end.
    (from: (1, 0, 2, 999_999), to: (1, 300_000, 3, 100_000), cell: "B4"),
  ])
  func pictureBelongsToTheCellItIsMeantFor(from: (Int, Int, Int, Int), to: (Int, Int, Int, Int), cell: String) throws {
    var fixture = PictureFixture(rows: header)
    fixture.addDrawing(
      """
      <xdr:twoCellAnchor>\(PictureFixture.corner("from", from.0, from.1, from.2, from.3))\
      \(PictureFixture.corner("to", to.0, to.1, to.2, to.3))\(PictureFixture.picture("r:embed=\"rId1\""))\
      </xdr:twoCellAnchor>
      """)
    fixture.addRelationships(of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png"])
    fixture.addMedia("image1.png", cup)
    #expect(try fixture.read(columns: [0, 1, 2]).files == [cell: cup])
  }

  @Test func heightsAndWidthsOfTheSheetCount() throws {
    // Row 3 is 100 points high, column B 50 digits wide: the corner is well inside both.
    var fixture = PictureFixture(
      rows: header + "<row r=\"3\" ht=\"100\" customHeight=\"1\"/>",
      before: "<sheetFormatPr defaultRowHeight=\"20\"/><cols><col min=\"2\" max=\"3\" width=\"50\"/></cols>")
    let size = "<xdr:ext cx=\"900000\" cy=\"900000\"/>"
    fixture.addDrawing(
      """
      <xdr:oneCellAnchor>\(PictureFixture.corner("from", 1, 600_000, 2, 180_000))\(size)\
      \(PictureFixture.picture("r:embed=\"rId1\""))</xdr:oneCellAnchor>\
      <xdr:oneCellAnchor>\(PictureFixture.corner("from", 1, 3_300_000, 4, 250_000))\(size)\
      \(PictureFixture.picture("r:embed=\"rId1\""))</xdr:oneCellAnchor>
      """)
    fixture.addRelationships(of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png"])
    fixture.addMedia("image1.png", cup)
    #expect(try fixture.read(columns: [1, 2]).files == ["B3": cup, "C6": cup])
  }

  @Test func groupsAndChartsAndPicturesElsewhere() throws {
    let corners = PictureFixture.corner("from", 1, 9525, 1, 9525) + PictureFixture.corner("to", 1, 400_000, 1, 180_000)
    let pictures =
      PictureFixture.picture("r:embed=\"rId1\"") + PictureFixture.picture("r:embed=\"rId2\"")
    var fixture = PictureFixture(rows: header)
    fixture.addDrawing(
      """
      <xdr:twoCellAnchor>\(corners)<xdr:grpSp><xdr:grpSpPr><a:xfrm><a:ext cx="5" cy="5"/></a:xfrm></xdr:grpSpPr>\
      \(pictures)</xdr:grpSp></xdr:twoCellAnchor>\
      <xdr:twoCellAnchor>\(corners)<xdr:graphicFrame/></xdr:twoCellAnchor>\
      <xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="5" cy="5"/>\(PictureFixture.picture("r:embed=\"rId1\""))\
      </xdr:absoluteAnchor>\(PictureFixture.anchor(row: 3, column: 4, "r:embed=\"rId1\""))\
      \(PictureFixture.anchor(row: 1, column: 1, "r:embed=\"rId1\""))
      """)
    fixture.addRelationships(
      of: "xl/drawings/_rels/drawing1.xml.rels", ["rId1": "../media/image1.png", "rId2": "../media/image2.jpeg"])
    fixture.addMedia("image1.png", cup)
    fixture.addMedia("image2.jpeg", pot)
    let reading = try fixture.read()
    #expect(reading.files == ["B2": cup])
    #expect(reading.cells["B2"]?.count == 2)
    #expect(
      reading.notes == [
        "Pictures that belong to no cell were left out: 1. Give them the property 'Move with cells'.",
        "Pictures over columns that take none were not used: E3.",
        "More than one picture lies in these cells, and the first one of each is used: B2.",
      ])
  }

  @Test func linkedAndLostPicturesAreToldApart() throws {
    var fixture = PictureFixture(rows: header)
    fixture.addDrawing(
      PictureFixture.anchor(row: 2, "r:link=\"rId1\"") + PictureFixture.anchor(row: 3, "r:embed=\"rId2\"")
        + PictureFixture.anchor(row: 4, "r:embed=\"rId9\"") + PictureFixture.anchor(row: 5, ""))
    fixture.parts.append(
      (
        "xl/drawings/_rels/drawing1.xml.rels",
        Array(
          """
          <Relationships xmlns="\(WorkbookFixture.package)"><Relationship Id="rId1" TargetMode="External" \
          Type="\(WorkbookFixture.office)/image" Target="http://127.0.0.1/a.png"/><Relationship Id="rId2" \
          Type="\(WorkbookFixture.office)/image" Target="../media/gone.png"/></Relationships>
          """.utf8)
      ))
    let reading = try fixture.read()
    #expect(
      reading.cells.mapValues { $0.map(\.source) } == [
        "B2": [.link], "B3": [.missing], "B4": [.missing], "B5": [.missing],
      ])
  }

  // MARK: Excel's pictures in cells

  @Test func excelPicturesInCellsAreFound() throws {
    var fixture = PictureFixture(
      rows: header + """
        <row r="2">\(PictureFixture.cell("B2", vm: 2))</row><row r="3">\(PictureFixture.cell("B3", vm: 1))</row>\
        <row r="4">\(PictureFixture.cell("B4", vm: 2))\(PictureFixture.cell("C4", vm: 1))</row>
        """)
    fixture.addRichValues(["../media/image1.png", "/xl/media/image2.jpeg"])
    fixture.addMedia("image1.png", cup)
    fixture.addMedia("image2.jpeg", pot)
    let reading = try fixture.read()
    #expect(reading.files == ["B2": pot, "B3": cup, "B4": pot])
    #expect(reading.names == ["B2.jpg", "B3.png"])
  }

  @Test func numbersThatLeadNowhereAreLostPictures() throws {
    let rows = [0, -1, 3, 99_999_999_999].enumerated().map { index, number in
      "<row r=\"\(index + 2)\">\(PictureFixture.cell("B\(index + 2)", vm: number))</row>"
    }
    var fixture = PictureFixture(rows: header + rows.joined())
    fixture.addRichValues(["../media/image1.png", "../media/gone.png"])
    let sources = try fixture.read().cells.mapValues { $0.map(\.source) }
    #expect(sources == ["B2": [.missing], "B3": [.missing], "B4": [.missing], "B5": [.missing]])
    for part in ["xl/richData/richValueRel.xml", "xl/richData/_rels/richValueRel.xml.rels"] {
      var broken = PictureFixture(rows: header + "<row r=\"2\">\(PictureFixture.cell("B2", vm: 1))</row>")
      broken.addRichValues(["../media/image1.png"])
      broken.addMedia("image1.png", cup)
      #expect(try broken.read().files == ["B2": cup])
      broken.replace(part, nil)
      #expect(try broken.read().cells["B2"]?.map(\.source) == [.missing], "without \(part)")
    }
  }

  @Test func picturesOfTheFunctionImageAreLinks() throws {
    var fixture = PictureFixture(rows: header + "<row r=\"2\">\(PictureFixture.cell("B2", vm: 1))</row>")
    fixture.addRichValues(["../media/image1.png"], web: true)
    fixture.addMedia("image1.png", cup)
    #expect(try fixture.read().cells["B2"]?.map(\.source) == [.link])
  }

  // MARK: WPS

  @Test func wpsPicturesInCellsAreFound() throws {
    var fixture = PictureFixture(
      rows: header + """
        <row r="2">\(PictureFixture.wpsCell("B2", "ID_A"))</row>\
        <row r="3"><c r="B3" t="e"><f>_xlfn.DISPIMG("ID_B",1)</f><v>#NAME?</v></c></row>\
        <row r="4"><c r="B4"><f>DISPIMG("ID_A",1)</f></c></row>\
        <row r="5">\(PictureFixture.wpsCell("B5", "ID_C"))</row>\
        <row r="6"><c r="B6" t="str"><f>CONCAT("DISPIMG",1)</f><v>DISPIMG1</v></c></row>
        """)
    fixture.addCellImages(["ID_A": "rId1", "ID_B": "rId2", "ID_A": "rId2"])
    fixture.addRelationships(
      of: "xl/_rels/cellimages.xml.rels", ["rId1": "media/image1.png", "rId2": "/xl/media/image2.jpeg"])
    fixture.addMedia("image1.png", cup)
    fixture.addMedia("image2.jpeg", pot)
    let reading = try fixture.read()
    #expect(reading.files == ["B2": cup, "B3": pot, "B4": cup])
    #expect(reading.cells["B5"]?.map(\.source) == [.missing])
    #expect(reading.cells["B6"] == nil)
  }

  @Test(
    arguments: [
      ("=DISPIMG(\"ID_1\",1)", "ID_1"), ("_xlfn.DISPIMG(\"ID_1\",1)", "ID_1"), ("=_xlfn.dispimg(\"ID_1\", 1) ", "ID_1"),
      ("DISPIMG(1)", nil), ("DISPIMG", nil), ("a DISPIMG(\"ID_1\",1)", nil), ("=DISPIMG(\"\",1)", nil), ("", nil),
    ] as [(String, String?)])
  func callsOfWPSAreKnown(text: String, name: String?) {
    #expect(WPSPicture.name(in: text) == name)
  }

  // MARK: Formats

  @Test func drawingsAndOtherThingsAreExplained() throws {
    let contents: [(String, [UInt8])] = [
      ("a.emf", [1, 0, 0, 0]), ("b.wmf", [0xD7, 0xCD, 0xC6, 0x9A]), ("c.svg", Array("<svg xmlns=\"x\"/>".utf8)),
      ("d.png", Array("hello".utf8)), ("e.png", []), ("f.bin", cup),
    ]
    var fixture = PictureFixture(rows: header)
    fixture.addDrawing(
      contents.indices.map { PictureFixture.anchor(row: $0 + 2, "r:embed=\"rId\($0)\"") }.joined())
    fixture.addRelationships(
      of: "xl/drawings/_rels/drawing1.xml.rels",
      [
        "rId0": "../media/a.emf", "rId1": "../media/b.wmf", "rId2": "../media/c.svg", "rId3": "../media/d.png",
        "rId4": "../media/e.png", "rId5": "../media/f.bin",
      ])
    for (name, bytes) in contents { fixture.addMedia(name, bytes) }
    let reading = try fixture.read()
    #expect(reading.names == ["B7.png"])
    #expect(
      reading.problems == [
        "The picture cannot be read. Insert it again.",
        "The picture is a drawing in the format EMF, which cannot be used. Save it as PNG or JPEG.",
        "The picture is a drawing in the format SVG, which cannot be used. Save it as PNG or JPEG.",
        "The picture is a drawing in the format WMF, which cannot be used. Save it as PNG or JPEG.",
        "The picture is empty. Insert it again.",
      ])
  }
}
