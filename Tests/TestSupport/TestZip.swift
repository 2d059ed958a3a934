import JobModel
package import SystemPackage

/// A ZIP as Python writes and reads it.
package enum TestZip {
  private static let writing = """
    import json, os, sys, zipfile
    with zipfile.ZipFile(sys.argv[2], "w") as archive:
        for name in json.load(open(os.path.join(sys.argv[1], "names.json"))):
            archive.write(os.path.join(sys.argv[1], str(name["file"])), name["name"])
    """

  package static func bytes(_ entries: KeyValuePairs<String, [UInt8]>) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var names: [JSONValue] = []
    for (index, entry) in entries.enumerated() {
      try folder.path.appending("\(index)").write(entry.value)
      names.append(["file": .integer(Int64(index)), "name": .string(entry.key)])
    }
    try folder.path.appending("names.json").write(JSONWriter.bytes(of: .array(names)))
    let output = folder.path.appending("made.zip")
    try Python.run(writing, [folder.path.string, output.string])
    return [UInt8](try output.bytes())
  }

  private static let reading = """
    import json, sys, zipfile
    with zipfile.ZipFile(sys.argv[1]) as archive:
        assert archive.testzip() is None
        print(json.dumps({entry.filename: entry.file_size for entry in archive.infolist()}))
    """

  /// The names in a ZIP whose check sums are right, with their sizes in bytes.
  package static func entries(of path: FilePath) throws -> [String: Int] {
    let object = try Python.json(reading, [path.string]).object ?? [:]
    return Dictionary(uniqueKeysWithValues: object.members.map { ($0.name, $0.value.integer ?? -1) })
  }
}
