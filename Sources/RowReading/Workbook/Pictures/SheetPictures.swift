package import JobModel

/// The pictures in the cells of a sheet.
package struct SheetPictures {
  /// In the order in which the workbook lists them, those that are the cell's value first. No list is empty.
  package var byCell: [CellPlace: [CellPicture]] = [:]
  /// What was left out, for the receipt.
  package var notes: [Message] = []

  let workbook: Workbook

  init(workbook: Workbook) {
    self.workbook = workbook
  }

  /// The parts that hold the pictures that are used, each once, with the first cell of each; in order of their cells.
  var parts: [(part: String, cell: CellPlace)] {
    var seen: Set<String> = []
    var parts: [(part: String, cell: CellPlace)] = []
    for (cell, pictures) in byCell.sorted(by: { $0.key < $1.key }) {
      guard case .part(let part) = pictures.first?.source, seen.insert(part).inserted else { continue }
      parts.append((part, cell))
    }
    return parts
  }

  /// The columns that hold any, from 0, left to right.
  package var columns: [Int] { Set(byCell.keys.map(\.column)).sorted() }

  mutating func add(_ picture: CellPicture, at cell: CellPlace) {
    byCell[cell, default: []].append(picture)
  }

  /// The first few of some cells, for a sentence.
  package static func list(_ cells: some Collection<CellPlace>) -> Message {
    let names = Message.list(cells.sorted().prefix(10).map(\.description))
    return cells.count > 10 ? "\(names) and \(cells.count - 10) more" : names
  }
}
