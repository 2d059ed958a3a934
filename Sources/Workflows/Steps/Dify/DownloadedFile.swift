import JobModel
import SystemPackage

/// A file that was fetched, looked at before the row keeps it.
enum DownloadedFile {
  /// - Parameter name: what the service calls it; only its ending counts, and only where the bytes do not tell.
  static func check(_ path: FilePath, _ output: DifyOutput, name: String) throws(Failure) -> StepFile {
    let signature: FileSignature?
    let bytes: Int
    let tail: [UInt8]
    do {
      (signature, bytes, tail) = try FileSignature.read(path)
    } catch {
      throw Failure(
        .transient, code: "dify-download", message: "A file of the run's result could not be read.", detail: "\(error)")
    }
    guard bytes > 0 else {
      throw Failure(
        .blocked, code: "dify-empty-file", message: "The run in Dify gave an empty file (0 bytes) for '\(output.name)'."
      )
    }
    if let wanted = output.kind, signature?.group.rawValue != wanted {
      let found = signature.map { "a file of the kind \($0.rawValue)" } ?? "something else"
      throw Failure(
        .transient, code: "dify-wrong-file",
        message: "The file for '\(output.name)' should be of the kind \(wanted), but \(found) came.")
    }
    if let signature, !signature.isWhole(tail: tail) {
      throw Failure(
        .transient, code: "dify-broken-file", message: "The picture for '\(output.name)' came without its end.")
    }
    var file = StepFile(column: output.name, path: path)
    let ending = ending(of: name)
    // Office documents are ZIPs, and only their name tells which.
    if let signature, signature != .zip || ending == nil {
      file.fileExtension = signature.rawValue
      file.mediaType = signature.mediaType
    } else {
      file.fileExtension = ending
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
