import SystemPackage

/// The text of a YAML file of bounded size.
enum YAMLFile {
  /// - Parameter name: what messages call the file.
  /// - Throws: `WorkflowError` where it cannot be read or is no UTF-8.
  static func text(of path: FilePath, as name: String) throws(WorkflowError) -> String {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
      var bytes = [UInt8](repeating: 0, count: YAMLDocument.sizeLimit + 1)
      let count = try file.closeAfter { try bytes.withUnsafeMutableBytes { try fill($0, from: file) } }
      guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
        throw problem(name, "not-utf8", "The file is not UTF-8 text. Save it with the encoding UTF-8.")
      }
      return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    } catch let error as WorkflowError {
      throw error
    } catch {
      throw problem(name, "unreadable", "The file cannot be read (\(error)).")
    }
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor) throws -> Int {
    var count = 0
    while count < buffer.count {
      let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if read == 0 { break }
      count += read
    }
    return count
  }

  private static func problem(_ file: String, _ code: String, _ message: String) -> WorkflowError {
    WorkflowError(problems: [WorkflowProblem(file: file, code: code, message: message)])
  }
}
