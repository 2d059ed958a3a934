import JobModel

/// Names for the texts of one row that are too long for a cell: `<row>-<column>.txt`.
struct SideFileNames {
  private let row: Int
  /// Names of the row's files, as Windows compares them. No other row has a name with this row's number in front.
  private var taken: Set<String> = []
  private let files: [ProducedFile]

  init(_ row: ResultRow) {
    self.row = row.number
    files = row.files
  }

  mutating func name(for column: String) -> String {
    // Made at the first long text: nearly no row has one.
    if taken.isEmpty { taken = Set(files.map { $0.name.lowercased() }) }
    var number = 1
    while true {
      let ending = number == 1 ? ".txt" : "-\(number).txt"
      let name = "\(row)-" + PortableName.make(column, ending: ending, maximumBytes: 100, fallback: "text")
      if taken.insert(name.lowercased()).inserted { return name }
      number += 1
    }
  }
}
