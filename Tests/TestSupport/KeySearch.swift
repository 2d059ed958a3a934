import JobModel
package import SystemPackage

/// Looks for a key in everything that a server left behind.
package enum KeySearch {
  private static let script = """
    import io, json, os, sys, zipfile
    root, exempt, keys = sys.argv[1], sys.argv[2], [key.encode() for key in sys.argv[3:]]
    forms = [form for key in keys
             for form in (key, key.replace(b"/", b"%2F").replace(b"+", b"%2B"), key.replace(b"/", b"\\\\/"))]
    found, looked = [], 0
    def look(name, data):
        global looked
        looked += 1
        if any(form in data for form in forms):
            found.append(name)
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for entry in archive.namelist():
                    look(name + "/" + entry, archive.read(entry))
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if not path.startswith(exempt + "/"):
                look(path, open(path, "rb").read())
    assert looked > 20, looked
    print(json.dumps({"found": found}))
    """

  /// Every file below a folder that holds one of the keys; what is in workbooks and ZIPs too.
  ///
  /// - Parameter exempt: the folder with the files of keys.
  /// - Throws: `Python.Failure`, also where there is so little that nothing can have run.
  package static func files(holding keys: [String], below folder: FilePath, except exempt: FilePath) throws -> [String]
  {
    let reply = try Python.json(script, [folder.string, exempt.string] + keys)
    return reply.object?["found"]?.array?.compactMap(\.string) ?? ["?"]
  }
}
