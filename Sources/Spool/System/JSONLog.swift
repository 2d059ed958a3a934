import Glibc
package import JobModel

/// A file of JSON lines that only grows. A line counts if it parses and ends in a newline.
package struct JSONLog: Sendable {
  let folder: Folder
  let name: String

  package init(_ name: String, in folder: Folder) {
    self.folder = folder
    self.name = name
  }

  /// The lines that count; none where there is no file.
  package func lines() throws(SpoolError) -> [JSONObject] {
    guard let bytes = try folder.contents(of: name) else { return [] }
    return JSONLines(bytes).objects
  }

  /// The last lines that count, of at most so many bytes.
  package func tail(_ bytes: Int) throws(SpoolError) -> [JSONObject] {
    guard try folder.has(name) else { return [] }
    let file = try folder.open(name, for: .reading)
    let start = max(0, try file.length() - bytes)
    var end = try file.read(from: start)
    // The first line of a part is cut in two.
    if start > 0, let newline = end.firstIndex(of: UInt8(ascii: "\n")) { end.removeFirst(newline + 1) }
    return JSONLines(end).objects
  }

  /// The last lines that count before a place in the file, with the places at which they begin.
  ///
  /// - Parameters:
  ///   - place: in bytes, the beginning of a line; `nil`: the end.
  ///   - bytes: how much to read; a longer line is left out.
  package func lines(
    before place: Int?, atMost bytes: Int
  ) throws(SpoolError) -> [(place: Int, object: JSONObject)] {
    guard try folder.has(name) else { return [] }
    let file = try folder.open(name, for: .reading)
    let end = min(place ?? .max, try file.length())
    var start = max(0, end - bytes)
    var part = try file.read(at: start, atMost: end - start)
    if start > 0, let newline = part.firstIndex(of: UInt8(ascii: "\n")) {
      part.removeFirst(newline + 1)
      start += newline + 1
    }
    var found: [(place: Int, object: JSONObject)] = []
    var line = 0
    while let newline = part[line...].firstIndex(of: UInt8(ascii: "\n")) {
      if let object = (try? JSONReader.read(part[line..<newline]))?.object { found.append((start + line, object)) }
      line = newline + 1
    }
    return found
  }

  /// Adds a line, cutting a torn tail first.
  ///
  /// - Parameter durably: the line is synced, and the folder where the log was begun, before this returns.
  package func append(_ object: JSONObject, durably: Bool) throws(SpoolError) {
    let isNew = durably ? try !folder.has(name) : false
    let file = try folder.open(name, for: .logging)
    let length = try file.cutTornTail()
    var writer = JSONWriter()
    writer.write(object)
    writer.endLine()
    do {
      try file.write(writer.bytes)
      if durably { try file.sync() }
    } catch {
      try? file.truncate(to: length)
      throw error
    }
    try file.close()
    if isNew { try folder.sync() }
  }
}

extension OpenFile {
  /// Cuts what follows the last line that counts, and returns the length that is left, in bytes.
  fileprivate func cutTornTail() throws(SpoolError) -> Int {
    let length = try length()
    // A power cut leaves a tail that is torn or zero-filled: a newline at the end means that none is.
    if length == 0 { return 0 }
    if try lastByte(before: length) == UInt8(ascii: "\n") { return length }
    let lines = JSONLines(try readAll())
    try truncate(to: lines.length)
    return lines.length
  }
}

/// The JSON lines of a file, and where they end.
struct JSONLines {
  private(set) var objects: [JSONObject] = []
  /// Bytes up to the end of the last line that counts.
  private(set) var length = 0
  let total: Int

  init(_ bytes: [UInt8]) {
    total = bytes.count
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let value = try? JSONReader.read(bytes[start..<end]), let object = value.object {
        objects.append(object)
        length = end + 1
      }
      start = end + 1
    }
  }
}
