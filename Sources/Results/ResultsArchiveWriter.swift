import JobModel
package import SystemPackage
package import ZipArchive

/// Writes the results ZIP of a job: `<name>-results.xlsx`, what the rows made in `files/`, and what was dropped in
/// `originals/`. Unpacked, the workbook's links lead to the files.
///
/// Calls block and write files: keep them off Swift's cooperative threads. Neither synced nor renamed.
package struct ResultsArchiveWriter: ~Copyable {
  private var writer: ZipWriter

  /// - Throws: `ZipWriterError`.
  package init(_ path: FilePath) throws(ZipWriterError) {
    writer = try ZipWriter(path)
  }

  /// - Parameter name: its name in the archive, `ResultsNames.workbook(for:)`.
  package mutating func add(workbook path: FilePath, as name: String) throws(ZipWriterError) {
    try writer.add(file: path, as: name)
  }

  /// A file that a row made, or the whole text of a cell.
  ///
  /// - Parameter name: as in `ProducedFile.name`; the workbook's link names it.
  package mutating func add(result path: FilePath, named name: String) throws(ZipWriterError) {
    try writer.add(file: path, as: "files/\(name)")
  }

  /// A file of the drop.
  ///
  /// - Parameter place: its path below the drop's folder. Characters that Windows refuses become `_`; names that then
  ///   are the same get numbers.
  package mutating func add(original path: FilePath, at place: String) throws(ZipWriterError) {
    let parts = place.split(separator: "/").map { PortableName.make(String($0), maximumBytes: 200) }
    try writer.add(file: path, as: "originals/" + parts.joined(separator: "/"))
  }

  package consuming func finish() throws(ZipWriterError) {
    try writer.finish()
  }
}
