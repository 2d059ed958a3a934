package import JobModel
import SystemPackage

/// A workbook as openpyxl writes it.
package enum TestWorkbook {
  private static let script = """
    import io, json, sys, openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in json.load(open(sys.argv[1]))["sheets"].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(sys.argv[2])
    """

  /// - Parameter sheets: names and rows, in order.
  package static func bytes(_ sheets: KeyValuePairs<String, [[JSONValue]]>) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let (input, output) = (folder.path.appending("rows.json"), folder.path.appending("book.xlsx"))
    let members = JSONObject(sheets.map { ($0.key, .array($0.value.map(JSONValue.array))) })
    try input.write(JSONWriter.bytes(of: .object(["sheets": .object(members)])))
    try Python.run(script, [input.string, output.string])
    return [UInt8](try output.bytes())
  }
}
