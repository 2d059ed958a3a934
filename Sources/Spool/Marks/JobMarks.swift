package import JobModel

/// What people think of a job's results: read from its `marks.jsonl`.
///
/// A line is `{"at", "by", "marks": {<file>: {"mark", "sha256"}, …}}`, `null` in place of a mark that was taken back. A
/// mark is of the very contents that were looked at: when the row is run again, its new file has none.
package struct JobMarks: Sendable, Hashable {
  package struct Mark: Sendable, Hashable {
    package var mark: FileMark
    package var sha256: String

    package init(_ mark: FileMark, sha256: String) {
      self.mark = mark
      self.sha256 = sha256
    }
  }

  private var byFile: [String: Mark] = [:]

  package init() {}

  package init(lines: [JSONObject]) {
    for line in lines {
      for (name, value) in line["marks"]?.object?.members ?? [] {
        guard let object = value.object, let mark = object["mark"]?.string.flatMap(FileMark.init) else {
          byFile[name] = nil
          continue
        }
        byFile[name] = Mark(mark, sha256: object["sha256"]?.string ?? "")
      }
    }
  }

  package var isEmpty: Bool { byFile.isEmpty }

  /// Names of marked files, some of which may have other contents by now.
  package var names: [String] { Array(byFile.keys) }

  /// The marks of a row's files.
  package func of(_ files: [ProducedFile]) -> [String: FileMark] {
    guard !byFile.isEmpty else { return [:] }
    return files.reduce(into: [:]) { marks, file in
      if let known = byFile[file.name], known.sha256 == file.sha256 { marks[file.name] = known.mark }
    }
  }
}

extension JobFolder {
  /// What people think of its results.
  package func marks() throws(SpoolError) -> JobMarks {
    JobMarks(lines: try JSONLog(JobFile.marks, in: folder).lines())
  }

  /// Adds marks, and takes back those that are `nil`: durable when this returns.
  ///
  /// One caller at a time: whoever writes to a log cuts a torn tail first.
  package func mark(
    _ marks: [String: JobMarks.Mark?], by name: String, at time: Timestamp = .now
  ) throws(SpoolError) {
    let members = marks.sorted { $0.key < $1.key }.map { file, mark -> (String, JSONValue) in
      guard let mark else { return (file, .null) }
      return (file, .object(["mark": .string(mark.mark.rawValue), "sha256": .string(mark.sha256)]))
    }
    try JSONLog(JobFile.marks, in: folder).append(
      ["at": .string(time.description), "by": .string(name), "marks": .object(JSONObject(members))], durably: true)
  }
}
