package import JobModel
package import SystemPackage

/// A results workbook as openpyxl reads it.
package struct ResultsReading {
  /// The titles of the first sheet.
  package let headers: [String]
  /// Cells by title, by the row's number in the operator's sheet.
  package let rows: [Int: [String: JSONValue]]
  package let sheets: [String]

  private static let script = """
    import json, sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    rows = [[None if c is None else c if isinstance(c, (int, float, bool)) else str(c) for c in row]
            for row in book.worksheets[0].iter_rows(values_only=True)]
    print(json.dumps({"sheets": book.sheetnames, "rows": rows}))
    """

  package init(_ path: FilePath) throws {
    let object = try Python.json(Self.script, [path.string]).object ?? [:]
    sheets = object["sheets"]?.array?.compactMap(\.string) ?? []
    let lines = object["rows"]?.array?.compactMap(\.array) ?? []
    let headers = lines.first?.map { $0.string ?? "" } ?? []
    self.headers = headers
    var rows: [Int: [String: JSONValue]] = [:]
    for line in lines.dropFirst() {
      let cells = Dictionary(zip(headers, line)) { first, _ in first }
      guard let number = (cells["Row"] ?? cells["原行号"])?.integer else {
        throw Python.Failure(description: "a row of \(path.name) has no number: \(cells)")
      }
      guard rows.updateValue(cells, forKey: number) == nil else {
        throw Python.Failure(description: "\(path.name) has row \(number) twice")
      }
    }
    self.rows = rows
  }
}
