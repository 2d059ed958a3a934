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
    if let ending = ending(of: name), format == .unknown || ["zip", "txt", "xml"].contains(format.fileExtension) {
      file.fileExtension = ending
    } else {
      file.fileExtension = format.fileExtension
      file.mediaType = format.mediaType
    }
    return file
  }

  private static func ending(of name: String) -> String? {
    let last = name.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
    guard let dot = last.lastIndex(of: ".") else { return nil }
    let ending = last[last.index(after: dot)...].lowercased()
    let isPlain = ending.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    return (1...8).contains(ending.utf8.count) && isPlain ? ending : nil
  }
}
