import JobModel

/// Finds the pictures of one sheet: those over its cells (drawings), and those in its cells (Excel, WPS).
struct PictureFinder {
  private let workbook: Workbook
  private let sheet: String
  /// The sheet's part.
  private let part: String
  private let limits: CellPictureLimits
  private var parts: PackageParts { workbook.parts }

  init(_ workbook: Workbook, sheet: String, part: String, limits: CellPictureLimits) {
    self.workbook = workbook
    self.sheet = sheet
    self.part = part
    self.limits = limits
  }

  /// - Parameters: as in `SheetRows.pictures`.
  func find(in columns: Set<Int>, below header: Int) throws -> SheetPictures {
    var found = SheetPictures(workbook: workbook)
    let drawn = try drawnPictures(&found.notes)
    let cellImages = try cellImages()
    let richValues = try RichPictures(workbook, limits: limits)
    guard !drawn.isEmpty || cellImages != nil || richValues != nil else { return found }
    let handler = PictureSheetHandler(columns: columns, rows: rows(of: drawn), limit: limits.mostPictures)
    try parts.parse(part, as: "the sheet “\(sheet)”", into: handler)
    for (cell, number) in handler.metadata where cell.row > header {
      if let source = richValues?.source(of: number) { found.add(CellPicture(form: .value, source: source), at: cell) }
    }
    if let cellImages {
      for (cell, name) in handler.names where cell.row > header {
        found.add(CellPicture(form: .value, source: cellImages[name] ?? .missing), at: cell)
      }
    }
    place(drawn, handler.sizes, columns, below: header, in: &found)
    addNotes(to: &found)
    return found
  }

  // MARK: - Over cells

  private typealias Drawn = (picture: DrawnPicture, source: CellPicture.Source)

  private func drawnPictures(_ notes: inout [Message]) throws -> [Drawn] {
    var drawn: [Drawn] = []
    for drawing in try workbook.relationships(of: part) where drawing.kind == "drawing" {
      guard parts.has(drawing.target) else {
        notes.append("The pictures of the sheet '\(sheet)' are not in the file any more.")
        continue
      }
      let handler = DrawingHandler(limit: limits.mostPictures - drawn.count)
      try parts.parse(drawing.target, as: "the list of pictures", into: handler)
      let sources = try PictureSources(workbook, of: drawing.target)
      drawn += handler.pictures.map { ($0, sources.source(of: $0)) }
      if handler.unplaced > 0 {
        notes.append(
          "Pictures that belong to no cell were left out: \(handler.unplaced). Give them the property 'Move with cells'."
        )
      }
    }
    return drawn
  }

  /// The rows (from 1) whose heights decide which cell a picture belongs to.
  private func rows(of drawn: [Drawn]) -> Set<Int> {
    Set(drawn.flatMap { [$0.picture.from.row.index + 1, $0.picture.from.row.index + 2] })
  }

  private func place(
    _ drawn: [Drawn], _ sizes: SheetSizes, _ columns: Set<Int>, below header: Int, in found: inout SheetPictures
  ) {
    var elsewhere: Set<CellPlace> = []
    for (picture, source) in drawn {
      guard let cell = picture.cell(sizes), cell.row > header else { continue }
      if columns.contains(cell.column) {
        found.add(CellPicture(form: .floating, source: source), at: cell)
      } else {
        elsewhere.insert(cell)
      }
    }
    if !elsewhere.isEmpty {
      let cells = SheetPictures.list(elsewhere)
      found.notes.append("Pictures over columns that take none were not used: \(cells).")
    }
  }

  private func addNotes(to found: inout SheetPictures) {
    let crowded = found.byCell.filter { $0.value.count > 1 }.map(\.key)
    guard !crowded.isEmpty else { return }
    found.notes.append(
      "More than one picture lies in these cells, and the first one of each is used: \(SheetPictures.list(crowded)).")
  }

  // MARK: - In cells, by WPS

  /// Sources by the names by which cells call them; `nil` where the workbook has no such list.
  private func cellImages() throws -> [String: CellPicture.Source]? {
    let related = try workbook.relationships(of: workbook.main).first { $0.kind == "cellImage" }?.target
    let list = related ?? workbook.sibling("cellimages.xml")
    guard parts.has(list) else { return nil }
    let handler = CellImagesHandler(limit: limits.mostPictures)
    try parts.parse(list, as: "the list of pictures in cells", into: handler)
    let sources = try PictureSources(workbook, of: list)
    return handler.relationships.mapValues(sources.source)
  }
}
