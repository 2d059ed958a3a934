import JobModel

/// Names for the texts of one row that are too long for a cell: `<row>-<column>.txt`.
struct SideFileNames {
  private let row: Int
  /// Names of the row's files, as Windows compares them. No other row has a name with this row's number in front.
  private var taken: Set<String>

  init(_ row: ResultRow) {
    self.row = row.number
    taken = Set(row.files.map { $0.name.lowercased() })
  }

  mutating func name(for column: String) -> String {
    var number = 1
    while true {
      let ending = number == 1 ? ".txt" : "-\(number).txt"
      let name = "\(row)-" + PortableName.make(column, ending: ending, maximumBytes: 100, fallback: "text")
      if taken.insert(name.lowercased()).inserted { return name }
      number += 1
    }
  }
}
