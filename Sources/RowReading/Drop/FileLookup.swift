import JobModel

/// Finds the files of a drop that cells name, as people write names: with either slash, in any letter case, composed or
/// decomposed, with or without the extension.
package struct FileLookup: Sendable {
  package enum Answer: Hashable, Sendable {
    case found(DropEntry)
    /// Several files fit equally well.
    case ambiguous([DropEntry])
    /// Nothing fits; the names that come closest.
    case missing(closest: [String])
  }

  private let folder: String
  /// The name of the dropped folder or ZIP, which people write before the rest.
  private let drop: String?
  private var byPath: [String: [DropEntry]] = [:]
  private var byPathStem: [String: [DropEntry]] = [:]
  private var byName: [String: [DropEntry]] = [:]
  private var byStem: [String: [DropEntry]] = [:]
  private let names: [String]

  /// Names of files that are compared for a suggestion: enough for people's folders, bounded for large ones.
  private static let mostCompared = 2_000

  /// - Parameters:
  ///   - entries: the files that may be named.
  ///   - table: the table whose cells name them; its folder goes first.
  ///   - drop: the name of the dropped folder or ZIP.
  package init(_ entries: [DropEntry], table: DropEntry? = nil, drop: FileName? = nil) {
    self.drop = drop.map { ($0.fileExtension == "zip" ? $0.stem : $0).key }
    folder = table?.path.folder.map { $0.key + "/" } ?? ""
    for entry in entries {
      let path = entry.path.key
      byPath[path, default: []].append(entry)
      byPathStem[Self.stem(path), default: []].append(entry)
      byName[entry.name.key, default: []].append(entry)
      byStem[entry.name.stem.key, default: []].append(entry)
    }
    names = entries.prefix(Self.mostCompared).map(\.name.description)
  }

  /// The file that a cell's text names.
  package func find(_ text: String) -> Answer {
    let written = WrittenPath(text)
    guard let name = written.parts.last else { return .missing(closest: []) }
    for path in paths(written) {
      for fitting in [
        byPath[folder + path], byPath[path], below(path, in: byName), byPathStem[folder + path], byPathStem[path],
        below(path, in: byStem),
      ] {
        guard let fitting, !fitting.isEmpty else { continue }
        return Self.answer(fitting, text)
      }
    }
    let closest = EditDistance.nearest(to: name.lowercased(), among: names.map { $0.lowercased() }, most: 3)
    return .missing(closest: closest.map { near in names.first { $0.lowercased() == near } ?? near })
  }

  /// What to look for, the longest path first. Of a path that begins outside the drop (`C:\…`, `/…`, an address) any
  /// end counts; of one that begins with the drop's own name, what follows.
  private func paths(_ written: WrittenPath) -> [String] {
    var paths: [String] = []
    for start in written.parts.indices {
      paths.append(TextKey.key(of: written.parts[start...].joined(separator: "/")))
      if written.isRelative, start > 0 || TextKey.key(of: written.parts[start]) != drop { break }
    }
    return paths
  }

  /// The files with the last part of `path` as their name, in whichever folder ends like the rest of it.
  private func below(_ path: String, in index: [String: [DropEntry]]) -> [DropEntry]? {
    guard let slash = path.lastIndex(of: "/") else { return index[path] }
    let folders = "/" + path[..<slash]
    return index[String(path[path.index(after: slash)...])]?.filter { entry in
      ("/" + (entry.path.folder?.key ?? "")).hasSuffix(folders)
    }
  }

  private static func answer(_ fitting: [DropEntry], _ text: String) -> Answer {
    if fitting.count == 1 { return .found(fitting[0]) }
    // Of two names that differ in letter case only, the one that is written in the cell.
    let exact = fitting.filter { $0.path.description == text || $0.name.description == text }
    return exact.count == 1 ? .found(exact[0]) : .ambiguous(fitting)
  }

  private static func stem(_ path: String) -> String {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path.lastIndex(of: "."), dot > name else { return path }
    return String(path[..<dot])
  }
}

extension FileLookup.Answer {
  /// The reason for a row's failure; `nil` where the file was found.
  ///
  /// - Parameter text: what the cell says.
  package func problem(with text: String) -> ReadingError? {
    switch self {
    case .found:
      return nil
    case .ambiguous(let entries):
      let paths = DropContents.list(entries.map(\.path))
      return ReadingError(
        "ambiguous-file", "More than one file fits “\(text)”: \(paths). Write the one that is meant with its folder.")
    case .missing(let closest):
      let hint: Message =
        closest.isEmpty ? "" : "Did you mean \(Message.alternatives(closest.map { "“\($0)”" as Message }))?"
      return ReadingError("missing-file", .sentences(["There is no file “\(text)” in the drop.", hint]))
    }
  }
}
