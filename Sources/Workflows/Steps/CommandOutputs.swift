import Foundation
import Glibc
import JobModel
import SystemPackage

/// Reads what a program left for one row: values, and files in its folder. Nothing it names is trusted.
struct CommandOutputs {
  private struct Output {
    var name: String
    /// `nil` for a value.
    var pattern: String?
    var isOptional: Bool
  }

  private let step: String
  private let form: CommandStep.OutputForm
  private let outputs: [Output]

  init(_ filled: FilledStep) {
    step = filled.definition.name
    form = filled.settings["output"]?.string.flatMap(CommandStep.OutputForm.init) ?? .json
    outputs = (filled.settings["outputs"]?.object ?? [:]).members.map { name, settings in
      Output(
        name: name, pattern: settings.object?["file"]?.string,
        isOptional: settings.object?["optional"]?.boolean ?? false)
    }
  }

  // MARK: Values

  /// - Parameter bytes: all that the program wrote to stdout.
  func values(fromText bytes: [UInt8]) throws(Failure) -> JSONObject {
    let names = outputs.filter { $0.pattern == nil }.map(\.name)
    guard let first = names.first else { return [:] }
    if form == .text {
      // Bytes that are not UTF-8 become U+FFFD: a text with a blot is better than none.
      return [first: .string(FoldedText.trim(String(decoding: bytes, as: UTF8.self)))]
    }
    let value: JSONValue
    do throws(JSONReader.Failure) {
      value = try JSONReader.read(bytes)
    } catch {
      throw badOutput(Message(verbatim: "\(error)"))
    }
    guard case .object(let object) = value else { throw badOutput("it is not a JSON object") }
    return values(from: object)
  }

  /// The declared outputs that are no files; anything else is left aside.
  func values(from object: JSONObject) -> JSONObject {
    JSONObject(
      outputs.filter { $0.pattern == nil }.compactMap { output in object[output.name].map { (output.name, $0) } })
  }

  private func badOutput(_ reason: Message) -> Failure {
    Failure(
      .transient, code: "command-bad-output",
      message: "The program of the step '\(step)' gave an output that cannot be read as JSON: \(reason).")
  }

  // MARK: Files

  /// Files in the program's folder that match the outputs' patterns, in the order of their names.
  func files(matchedIn folder: FilePath) throws(Failure) -> [StepFile] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    } catch {
      throw Failure(
        .transient, code: "command-folder", message: "The working folder of the step '\(step)' cannot be read.",
        detail: "\(error)")
    }
    var files: [StepFile] = []
    for output in outputs {
      guard let pattern = output.pattern else { continue }
      let matches = names.filter { fnmatch(pattern, $0, FNM_PERIOD) == 0 }
      if matches.isEmpty, !output.isOptional {
        throw missing(output.name, "its program left no file named '\(pattern)'")
      }
      if matches.count > Self.mostFiles {
        throw Failure(
          .invalid, code: "too-many-files",
          message:
            "The step '\(step)' made \(matches.count) files for '\(output.name)'; \(Self.mostFiles) are possible.")
      }
      for name in matches { files.append(try file(folder.appending(name), name: name, of: output.name)) }
    }
    return files
  }

  /// Files that a program names itself, by output: a name or a list of names in the row's folder.
  func files(named object: JSONObject, in folder: FilePath) throws(Failure) -> [StepFile] {
    var files: [StepFile] = []
    for output in outputs where output.pattern != nil {
      let value = object[output.name] ?? .null
      let names = (value.array ?? [value]).compactMap(\.string)
      if names.isEmpty, !output.isOptional { throw missing(output.name, "its program left no file for it") }
      for name in names.prefix(Self.mostFiles) {
        files.append(try file(try inside(folder, name, output.name), name: name, of: output.name))
      }
    }
    return files
  }

  private static let mostFiles = 100

  private func missing(_ output: String, _ reason: Message) -> Failure {
    Failure(
      .blocked, code: "no-file", message: "The step '\(step)' gave no '\(output)': \(reason).")
  }

  /// - Throws: for a path that leads, or through a link could lead, out of the folder.
  private func inside(_ folder: FilePath, _ name: String, _ output: String) throws(Failure) -> FilePath {
    let given = FilePath(name)
    let relative = given.isAbsolute ? given.removingFolder(folder) : given
    guard let relative, relative.isLexicallyNormal, !relative.components.contains(".."), !relative.isEmpty,
      relative.components.count == 1
    else {
      throw Failure(
        .invalid, code: "file-outside",
        message: """
          The step '\(step)' named the file \(ConversionProblem.quote(name)) for '\(output)'. \
          A program may only give files that lie in its own folder.
          """)
    }
    return folder.appending(relative.components)
  }

  /// - Throws: unless the path is a regular file with something in it. Nothing is opened: a FIFO would block.
  private func file(_ path: FilePath, name: String, of output: String) throws(Failure) -> StepFile {
    var status = stat()
    let quoted = ConversionProblem.quote(name)
    guard lstat(path.string, &status) == 0 else { throw missing(output, "its program left no file \(quoted)") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(
        .invalid, code: "not-a-file",
        message: """
          The step '\(step)' gave \(quoted) for '\(output)', which is \(Self.kind(status.st_mode)). \
          Only ordinary files are taken.
          """)
    }
    guard status.st_nlink == 1 else {
      throw Failure(
        .invalid, code: "not-a-file",
        message: """
          The step '\(step)' gave \(quoted) for '\(output)', which has a second name elsewhere. \
          Only files of the row's own are taken.
          """)
    }
    guard status.st_size > 0 else {
      throw Failure(
        .blocked, code: "empty-file", message: "The step '\(step)' gave an empty file (0 bytes) for '\(output)'.")
    }
    var file = StepFile(column: output, path: path)
    file.fileExtension = Self.fileExtension(path)
    return file
  }

  private static func kind(_ mode: mode_t) -> Message {
    switch mode & S_IFMT {
    case S_IFLNK: "a link"
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    default: "no file"
    }
  }

  private static func fileExtension(_ path: FilePath) -> String? {
    guard let text = path.extension?.lowercased(), (1...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
    else { return nil }
    return text
  }
}

extension FilePath {
  fileprivate func removingFolder(_ folder: FilePath) -> FilePath? {
    var path = self
    return path.removePrefix(folder) ? path : nil
  }
}
