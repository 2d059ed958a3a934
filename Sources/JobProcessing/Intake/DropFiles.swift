import Glibc
import JobModel
import RowReading
import Spool
import SystemPackage
import Workflows

/// The files of a drop, and where a workflow finds them: in `source/` where they were dropped, or in `input/` where they
/// were unpacked.
final class DropFiles {
  let contents: DropContents
  private let place: DropPlace
  private let workshop: FilePath
  /// The drop, if it is a ZIP.
  private let zip: ZipSource?
  /// ZIPs within the drop.
  private let zips: [ZipSource]
  private let lookup: FileLookup
  private var unpacked: [DropEntry: String] = [:]
  private(set) var notes: [Message] = []
  /// Files that a row names.
  private(set) var used: Set<DropEntry> = []
  /// Whether a file that the drop does not hold may be one of an earlier job's.
  var mayBeEarlier = false
  /// What may be fetched of the web addresses in cells.
  var fetching = FetchRules()

  init(contents: DropContents, place: DropPlace, workshop: FilePath, ignored: IgnoredNames) throws {
    self.contents = contents
    self.place = place
    self.workshop = workshop
    zip = contents.form == .zip ? try ZipSource(path: place.path, ignored: ignored) : nil
    zips = try contents.zips.map { try ZipSource(path: $0, ignored: ignored) }
    lookup = FileLookup(
      contents.pictures.map(\.entry) + contents.others, table: contents.tables.first,
      drop: contents.form == .file ? nil : FileName(place.path.lastComponent))
  }

  /// Where a file of the drop can be read, unpacked if it lies in a ZIP.
  func path(of entry: DropEntry) throws -> FilePath {
    if entry.zipIndex != nil {
      try unpack([entry])
      return workshop.appending(unpacked[entry] ?? "")
    }
    return contents.form == .file ? place.path : entry.path.path(in: place.path)
  }

  /// The file's path for a task: relative to the job's folder.
  func value(of entry: DropEntry) throws -> String {
    if entry.zipIndex != nil {
      try unpack([entry])
      return unpacked[entry] ?? ""
    }
    return contents.form == .file ? place.prefix : "\(place.prefix)/\(entry.path)"
  }

  /// Unpacks everything that rows may name, in one walk through each ZIP.
  func unpackAll() throws {
    try unpack((contents.pictures.map(\.entry) + contents.others).filter { $0.zipIndex != nil })
  }

  private func unpack(_ entries: [DropEntry]) throws {
    let missing = entries.filter { unpacked[$0] == nil }
    for (number, entries) in Dictionary(grouping: missing, by: \.zip) {
      guard let source = number.map({ zips[$0] }) ?? zip else { continue }
      let prefix = number.map { "\($0 + 1)-" } ?? ""
      let result = try source.unpack(entries, to: inputFolder(), prefix: prefix)
      for (entry, name) in result.names { unpacked[entry] = Self.inputPath(name) }
      notes += result.notes.map(\.message)
    }
  }

  /// Takes pictures out of a workbook's cells.
  func extract(_ pictures: SheetPictures) throws -> ExtractedPictures {
    try pictures.extract(to: inputFolder())
  }

  /// The path of a file in `input/`, relative to the job's folder.
  static func inputPath(_ name: FileName) -> String { "\(JobFile.input)/\(name)" }

  /// The folder for what comes out of ZIPs and workbooks.
  private func inputFolder() -> FilePath {
    let folder = workshop.appending(JobFile.input)
    // Where it cannot be made, writing into it says why.
    _ = folder.withPlatformString { mkdir($0, 0o775) }
    return folder
  }

  /// The settings file, if the drop has one.
  func settings() throws -> DropSettings {
    var settings = DropSettings()
    guard let entry = contents.settings else { return settings }
    let path = try path(of: entry)
    if entry.name.fileExtension == "csv" {
      var rows: [[String]] = []
      try CSVFile(path: path, options: CSVOptions(name: entry.name.description)).readRows { row in
        rows.append((0..<row.count).map { row.value(at: $0).displayed })
        return rows.count < 1000 ? .next : .stop
      }
      settings.add(SettingsTable(rows: rows))
    } else {
      settings.add(SettingsTable(rows: try SettingsYAML.rows(of: path, name: entry.name.description)))
    }
    return settings
  }

  /// Finds what a cell names, for the validator: a file of the drop, or a web address to be fetched when the row runs. A
  /// file of the address's name that was dropped with the table is what is meant by it.
  func find(_ text: String) -> Result<String, Failure> {
    let found = findInDrop(text)
    guard case .failure = found, let address = fetching.value(of: text) else { return found }
    return address.mapError { failure in
      Failure(.invalid, code: failure.code, message: .sentences([failure.message, Self.dropItToo]))
    }
  }

  /// Finds the file of the drop that a cell names.
  func findInDrop(_ text: String) -> Result<String, Failure> {
    let answer = lookup.find(text)
    if let problem = answer.problem(with: text) {
      if mayBeEarlier, problem.code == "missing-file" { return .success(EarlierFile.value(for: text)) }
      return .failure(failure(problem, text))
    }
    guard case .found(let entry) = answer else {
      return .failure(Failure(.invalid, code: "missing-file", message: "There is no file “\(text)” in the drop."))
    }
    used.insert(entry)
    do {
      let value = try value(of: entry)
      guard !value.isEmpty else {
        return .failure(
          Failure(.invalid, code: "not-unpacked", message: "The file “\(text)” could not be taken out of the ZIP."))
      }
      return .success(value)
    } catch let error as ReadingError {
      return .failure(Failure(.invalid, code: error.code, message: error.message))
    } catch {
      return .failure(Failure(.invalid, code: "unreadable-file", message: "The file “\(text)” cannot be read."))
    }
  }

  /// Why there is no file, and what to do.
  private func failure(_ problem: ReadingError, _ text: String) -> Failure {
    if WPSPicture.name(in: text) != nil {
      return Failure(
        .invalid, code: "missing-picture",
        message: """
          The cell stands for a picture of WPS, which this file does not hold. Insert the picture again in WPS, and drop \
          the .xlsx file that WPS has saved.
          """)
    }
    guard problem.code == "missing-file" else {
      return Failure(.invalid, code: problem.code, message: problem.message)
    }
    return Failure(.invalid, code: problem.code, message: .sentences([problem.message, Self.dropItToo]))
  }

  private static let dropItToo: Message = "Put the file and the table into one folder or ZIP, and drop that."
}
