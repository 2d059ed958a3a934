import JobModel
import SystemPackage

/// A file that was fetched, looked at before the row keeps it.
enum DownloadedFile {
  /// - Parameter name: what the service calls it; only its ending counts, and only where the bytes do not tell.
  static func check(_ path: FilePath, _ output: DifyOutput, name: String) throws(Failure) -> StepFile {
    let ends: FileEnds
    do {
      ends = try FileEnds(of: path)
    } catch {
      throw Failure(
        .transient, code: "dify-download", message: "A file of the run's result could not be read.", detail: "\(error)")
    }
    guard ends.count > 0 else {
      throw Failure(
        .blocked, code: "dify-empty-file", message: "The run in Dify gave an empty file (0 bytes) for '\(output.name)'."
      )
    }
    let format = FileFormat(ends.start)
    if let wanted = output.family, format.family != wanted {
      throw Failure(
        .transient, code: "dify-wrong-file",
        message:
          "The file for '\(output.name)' should be of the kind \(wanted.title), but \(format.mediaType) came."
      )
    }
    guard ends.isWhole(format) else {
      throw Failure(
        .transient, code: "dify-broken-file", message: "The picture for '\(output.name)' came without its end.")
    }
    var file = StepFile(column: output.name, path: path)
    // Office documents are ZIPs, and tables are text: only their names tell which.
    if format.isNamedByPeople, let ending = FileFormat.ending(of: name) {
      file.fileExtension = ending
    } else {
      file.fileExtension = format.fileExtension
      file.mediaType = format.mediaType
    }
    return file
  }
}
