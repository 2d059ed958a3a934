import JobModel
import RowReading
import SystemPackage
import ZipFixtures

/// A workbook with pictures, as Excel and WPS write them, every part of which a test may spoil.
struct PictureFixture {
  static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
  static let graphics = "http://schemas.openxmlformats.org/drawingml/2006/main"
  static let rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
  private static let office = WorkbookFixture.office
  private static let package = WorkbookFixture.package

  /// The sheet's XML between `<worksheet>` and `</worksheet>`.
  var sheet: String
  var parts: [(name: String, bytes: [UInt8])] = []
  private var workbookRelationships: [(kind: String, target: String)] = []

  init(rows: String, before: String = "") {
    sheet = "\(before)<sheetData>\(rows)</sheetData>"
  }

  mutating func add(_ name: String, _ text: String) { parts.append((name, Array(text.utf8))) }

  mutating func replace(_ name: String, _ text: String?) {
    parts.removeAll { $0.name == name }
    if let text { add(name, text) }
  }

  mutating func addMedia(_ name: String, _ bytes: [UInt8]) { parts.append(("xl/media/\(name)", bytes)) }

  /// - Parameter targets: by relationship.
  mutating func addRelationships(
    of part: String, kind: String = "image", _ targets: KeyValuePairs<String, String>, mode: String = ""
  ) {
    let items = targets.map { id, target in
      "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(kind)\" Target=\"\(target)\"\(mode)/>"
    }
    add(part, "<Relationships xmlns=\"\(Self.package)\">\(items.joined())</Relationships>")
  }

  // MARK: Floating pictures

  /// Adds the sheet's drawing.
  mutating func addDrawing(_ anchors: String) {
    addRelationships(of: "xl/worksheets/_rels/sheet1.xml.rels", kind: "drawing", ["rId1": "../drawings/drawing1.xml"])
    add(
      "xl/drawings/drawing1.xml",
      """
      <xdr:wsDr xmlns:xdr="\(Self.drawing)" xmlns:a="\(Self.graphics)" xmlns:r="\(Self.office)">\(anchors)</xdr:wsDr>
      """)
  }

  static func corner(_ name: String, _ column: Int, _ columnOffset: Int, _ row: Int, _ rowOffset: Int) -> String {
    """
    <xdr:\(name)><xdr:col>\(column)</xdr:col><xdr:colOff>\(columnOffset)</xdr:colOff>\
    <xdr:row>\(row)</xdr:row><xdr:rowOff>\(rowOffset)</xdr:rowOff></xdr:\(name)>
    """
  }

  static func picture(_ source: String) -> String {
    """
    <xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>\
    <a:blip \(source)><a:extLst><a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"/></a:extLst></a:blip>\
    <a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>\
    <a:ext cx="609600" cy="190500"/></a:xfrm></xdr:spPr></xdr:pic><xdr:clientData/>
    """
  }

  /// A picture that fills one cell.
  static func anchor(row: Int, column: Int = 1, _ source: String) -> String {
    let index = row - 1
    return """
      <xdr:twoCellAnchor editAs="oneCell">\(corner("from", column, 9525, index, 9525))\
      \(corner("to", column, 400_000, index, 180_000))\(picture(source))</xdr:twoCellAnchor>
      """
  }

  // MARK: Pictures that are values

  /// Adds Excel's lists for pictures in cells: `vm` n leads to the n-th relationship.
  mutating func addRichValues(_ targets: [String], web: Bool = false) {
    let count = targets.count
    let blocks = (0..<count).map {
      """
      <bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="\($0)"/></ext></extLst></bk>
      """
    }
    let values = (0..<count).map { "<bk><rc t=\"1\" v=\"\($0)\"/></bk>" }
    add(
      "xl/metadata.xml",
      """
      <metadata xmlns="\(WorkbookFixture.main)" xmlns:xlrd="\(Self.rich)"><metadataTypes count="1">\
      <metadataType name="XLRICHVALUE" minSupportedVersion="120000"/></metadataTypes>\
      <futureMetadata name="XLRICHVALUE" count="\(count)">\(blocks.joined())</futureMetadata>\
      <valueMetadata count="\(count)">\(values.joined())</valueMetadata></metadata>
      """)
    let rich = (0..<count).map { "<rv s=\"0\"><v>\($0)</v><v>5</v></rv>" }
    add("xl/richData/rdrichvalue.xml", "<rvData xmlns=\"\(Self.rich)\" count=\"\(count)\">\(rich.joined())</rvData>")
    let structure =
      web
      ? "<s t=\"_webimage\"><k n=\"WebImageIdentifier\" t=\"i\"/><k n=\"CalcOrigin\" t=\"i\"/></s>"
      : "<s t=\"_localImage\"><k n=\"_rvRel:LocalImageIdentifier\" t=\"i\"/><k n=\"CalcOrigin\" t=\"i\"/></s>"
    add(
      "xl/richData/rdrichvaluestructure.xml",
      "<rvStructures xmlns=\"\(Self.rich)\" count=\"1\">\(structure)</rvStructures>")
    let relationships = (0..<count).map { "<rel r:id=\"rId\($0 + 1)\"/>" }
    add(
      "xl/richData/richValueRel.xml",
      """
      <richValueRels xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel" \
      xmlns:r="\(Self.office)">\(relationships.joined())</richValueRels>
      """)
    let items = targets.enumerated().map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(Self.office)/image\" Target=\"\($1)\"/>"
    }
    add(
      "xl/richData/_rels/richValueRel.xml.rels",
      "<Relationships xmlns=\"\(Self.package)\">\(items.joined())</Relationships>")
  }

  /// A cell that holds Excel's `vm`-th picture.
  static func cell(_ reference: String, vm: Int) -> String {
    "<c r=\"\(reference)\" t=\"e\" vm=\"\(vm)\"><v>#VALUE!</v></c>"
  }

  /// Adds WPS's list of pictures in cells.
  mutating func addCellImages(_ pictures: KeyValuePairs<String, String>) {
    let items = pictures.map { name, id in
      """
      <etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="\(name)" descr="cup"/><xdr:cNvPicPr/></xdr:nvPicPr>\
      <xdr:blipFill><a:blip r:embed="\(id)"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill></xdr:pic>\
      </etc:cellImage>
      """
    }
    add(
      "xl/cellimages.xml",
      """
      <etc:cellImages xmlns:xdr="\(Self.drawing)" xmlns:r="\(Self.office)" xmlns:a="\(Self.graphics)" \
      xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">\(items.joined())</etc:cellImages>
      """)
  }

  /// A cell as WPS writes it: the call is the formula and the value too.
  static func wpsCell(_ reference: String, _ name: String) -> String {
    """
    <c r="\(reference)" t="str"><f>_xlfn.DISPIMG(&quot;\(name)&quot;,1)</f>\
    <v>=DISPIMG(&quot;\(name)&quot;,1)</v></c>
    """
  }

  // MARK: Reading

  var bytes: [UInt8] {
    var workbook = WorkbookFixture(rows: "")
    workbook.sheet = Array(
      "<worksheet xmlns=\"\(WorkbookFixture.main)\" xmlns:r=\"\(Self.office)\">\(sheet)</worksheet>".utf8)
    workbook.others = parts.map { .init($0.name, $0.bytes) }
    return workbook.bytes
  }

  /// Pictures in column B, below row 1: their cells, and the files they became with their contents or why there is none.
  func read(columns: Set<Int> = [1], limits: CellPictureLimits = CellPictureLimits()) throws -> PictureReading {
    try PictureReading(bytes, columns: columns, limits: limits)
  }
}

/// What the pictures of a workbook's first sheet are.
struct PictureReading {
  var cells: [String: [CellPicture]] = [:]
  /// The bytes of the files that were made, by cell.
  var files: [String: [UInt8]] = [:]
  /// The names of the files that were made.
  var names: [String] = []
  var problems: [String] = []
  var notes: [String] = []

  init(_ bytes: [UInt8], columns: Set<Int> = [1], limits: CellPictureLimits = CellPictureLimits()) throws {
    let folder = try DropTestFolder(["orders.xlsx": bytes])
    folder.makeFolders(FileName("input"))
    let workbook = try Workbook(path: folder.path.appending("orders.xlsx"))
    let pictures = try workbook.rows(of: workbook.sheets[0]).pictures(in: columns, below: 1, limits: limits)
    for (cell, found) in pictures.byCell { cells[cell.description] = found }
    notes = pictures.notes.map(\.english)
    let extracted = try pictures.extract(to: folder.path.appending("input"))
    names = extracted.names.values.map(\.description).sorted()
    problems = extracted.problems.values.map(\.english).sorted()
    for (cell, found) in cells {
      guard case .part(let part) = found.first?.source, let name = extracted.names[part] else { continue }
      files[cell] = try Self.bytes(of: name.path(in: folder.path.appending("input")))
    }
  }

  private static func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
      return Array(bytes[..<count])
    }
  }
}
